import { readFile } from 'node:fs/promises';
import { forecastDocument, type ForecastDocument } from '../../shared/forecast/documents.ts';
import { seriesRowsOf, type SeriesRows } from '../../shared/forecast/rows/csv.ts';
import { compact } from '../../shared/units/format.ts';
import { withTrendLibrary } from '../trendLibrary.ts';
import { UsageError, type CommandContext } from './context.ts';

const DEFAULT_LEVELS = '80,95';
const MOST_STEPS = 10_000;

export type ForecastSettings = {
  readonly file: string;
  readonly horizon: number;
  readonly level: string | null;
  readonly isJson: boolean;
};

/** `tokenwright forecast`: every series of a `series,ds,y` file carried on. 1 when rows had to be refused. */
export async function forecastCommand(settings: ForecastSettings, context: CommandContext): Promise<number> {
  if (settings.horizon < 1 || settings.horizon > MOST_STEPS) {
    throw new UsageError(`--horizon needs a whole number from 1 to ${String(MOST_STEPS)}.`);
  }
  const read = await readSeriesRows(settings.file);
  if ('refused' in read) {
    context.tell(`${settings.file}, line ${String(read.refused.line)}: ${read.refused.message}`);
    if (settings.isJson) context.print(JSON.stringify({ series: [], refusals: [read.refused] }));
    return 1;
  }
  const { horizon } = settings;
  const levels = readLevels(settings.level ?? DEFAULT_LEVELS);
  const document = await withTrendLibrary((library) => forecastDocument(read.rows, { horizon, levels, library }));
  for (const refusal of document.refusals) context.tell(refusal.message);
  if (settings.isJson) context.print(JSON.stringify(document));
  else for (const line of lines(document)) context.print(line);
  return document.refusals.length === 0 ? 0 : 1;
}

/** The rows of a `series,ds,y` file, or why it cannot be read at all. */
export async function readSeriesRows(path: string): Promise<SeriesRows> {
  try {
    return seriesRowsOf(await readFile(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readLevels(text: string): readonly number[] {
  const levels = text.split(',').map(Number);
  if (levels.some((level) => !(level > 0 && level < 100))) {
    throw new UsageError(`--level: "${text}" is not a list of percentages, as in 80,95.`);
  }
  return levels;
}

const lines = ({ series }: ForecastDocument): readonly string[] =>
  series.map(
    ({ id, method, ds, point }) => `${id}: ${compact(point.at(-1) ?? null)} on ${ds.at(-1) ?? ''} (${method})`,
  );
