import type { Chart } from '../model.ts';
import { pack, toBytes, toText, unpack } from '../zip.ts';
import { chartGrid } from './chartGrid.ts';
import { chartWorkbook } from './chartWorkbook.ts';
import { chartXml } from './chartXml.ts';

const CHART_NUMBER = /chart(\d+)\.xml/g;
const MASTER_OVERRIDE = /<Override PartName="\/ppt\/slideMasters\/slideMaster(?!1\.)\d+\.xml"[^>]*\/>/g;
const DATE = /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g;

/**
 * Makes of what the library wrote a presentation that depends on its input alone: charts and their workbooks are our own,
 * numbered from 1 in the order of the slides (the library counts over the life of the process), dates are the clock's, and
 * content types name only parts that exist.
 */
export function finishPresentation(written: Uint8Array, charts: readonly Chart[], now: Date): Uint8Array {
  const parts = new Map<string, Uint8Array>();
  const unpacked = unpack(written);
  const numbers = chartNumbers([...unpacked.keys()]);
  const rename = (text: string): string =>
    text
      .replaceAll(CHART_NUMBER, (_, number: string) => `chart${String(numbers.get(Number(number)))}.xml`)
      .replaceAll(
        /Microsoft_Excel_Worksheet(\d+)\.xlsx/g,
        (_, number: string) => `Microsoft_Excel_Worksheet${String(numbers.get(Number(number)))}.xlsx`,
      );
  for (const [path, bytes] of unpacked) {
    const isText = /\.(xml|rels)$/.test(path);
    const text = isText ? rename(toText(bytes)).replaceAll(DATE, `$1${instant(now)}`) : null;
    parts.set(
      rename(path),
      text === null ? bytes : toBytes(path === '[Content_Types].xml' ? text.replaceAll(MASTER_OVERRIDE, '') : text),
    );
  }
  for (const [index, chart] of charts.entries()) {
    const number = String(index + 1);
    parts.set(`ppt/charts/chart${number}.xml`, toBytes(chartXml(chart)));
    parts.set(`ppt/embeddings/Microsoft_Excel_Worksheet${number}.xlsx`, chartWorkbook(chartGrid(chart), now));
  }
  return pack(parts, now);
}

/** What the library numbered in the order of the slides, numbered from 1. */
function chartNumbers(paths: readonly string[]): ReadonlyMap<number, number> {
  const found = paths
    .flatMap((path) => /^ppt\/charts\/chart(\d+)\.xml$/.exec(path)?.[1] ?? [])
    .map(Number)
    .sort((left, right) => left - right);
  return new Map(found.map((number, index) => [number, index + 1]));
}

/** Without fractions of a second, as Office writes it. */
const instant = (now: Date): string => now.toISOString().replace(/\.\d+Z$/, 'Z');
