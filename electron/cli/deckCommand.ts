import { extname, resolve } from 'node:path';
import { buildDeck } from '../../shared/deck/buildDeck.ts';
import { deckDocument } from '../../shared/deck/deckDocument.ts';
import type { Deck } from '../../shared/deck/model.ts';
import { writePptx } from '../../shared/deck/pptx/writePptx.ts';
import { writeXlsx } from '../../shared/deck/xlsx/writeXlsx.ts';
import type { PlanResults } from '../../shared/plan/results.ts';
import { findingKind } from '../../shared/units/findings.ts';
import { cents, compactUsd, compactUsdRange, count } from '../../shared/units/format.ts';
import { preciseSum } from '../../shared/units/rounding.ts';
import { atomicWrite } from '../files/atomicWrite.ts';
import { spreadsheetLibrary } from '../spreadsheetLibrary.ts';
import { UsageError, type CommandContext } from './context.ts';
import { computePlanFile, DEFAULT_DRAWS } from './planFile.ts';

type Writer = (deck: Deck, now: Date) => Promise<Uint8Array>;

const WRITERS: Readonly<Record<string, Writer>> = {
  '.pptx': writePptx,
  '.xlsx': async (deck, now) => writeXlsx(await spreadsheetLibrary(), deck, now),
};

/** `tokenwright deck`: computes a plan and writes its deck, once for each name that was given. */
export async function deckCommand(
  settings: {
    readonly plan: string;
    readonly out: readonly string[];
    readonly seed: number;
    readonly isJson: boolean;
  },
  context: CommandContext,
): Promise<number> {
  // Names are checked before the work, so that a wrong one costs no minute.
  const targets = settings.out.map((path) => ({ path, write: writerOf(path) }));
  const { document, results, exitCode } = await computePlanFile(
    settings.plan,
    { seed: settings.seed, draws: DEFAULT_DRAWS },
    context,
  );
  const deck = buildDeck(results, document);
  if (deck === null) {
    context.tell('No usage was read, so there is nothing to show: no deck was written.');
    return 1;
  }
  const now = context.now();
  for (const { path, write } of targets) {
    const bytes = await write(deck, now);
    await atomicWrite(resolve(path), once(bytes));
  }
  const [file = '', ...further] = settings.out;
  if (settings.isJson) {
    context.print(
      JSON.stringify({ file, ...(further.length === 0 ? {} : { files: settings.out }), ...deckDocument(deck) }),
    );
  } else {
    for (const line of summaryLines(results, deck)) context.print(line);
    for (const path of settings.out) context.print(`Deck: ${path}`);
  }
  return exitCode;
}

function writerOf(path: string): Writer {
  const extension = extname(path).toLowerCase();
  const writer = WRITERS[extension];
  if (writer !== undefined) return writer;
  throw new UsageError(
    extension === '.pdf'
      ? 'deck writes no PDF yet: write .pptx and print that, or export .xlsx.'
      : `deck writes .pptx and .xlsx, not "${path}".`,
  );
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

/** The plan in a few lines: what was read, what it cost, what it will cost, and what to know of that. */
function summaryLines(results: PlanResults, deck: Deck): readonly string[] {
  const rows = results.dataSources.reduce((sum, { rowCount }) => sum + rowCount, 0);
  const billedMonths = results.history.filter(({ billedUsd }) => billedUsd !== null);
  const total = (values: readonly (number | null)[]): number => preciseSum(values.map((value) => value ?? 0));
  const weights = deck.findings.map(({ code }) => findingKind(code).weight);
  const weighing = (weight: (typeof weights)[number]): string =>
    String(weights.filter((other) => other === weight).length);
  return [
    `${results.name}: ${String(results.dataSources.length)} files, ${count(rows)} rows, known to ${results.asOf ?? ''}`,
    `Computed over ${String(results.history.length)} months: ${cents(total(results.history.map(({ computedUsd }) => computedUsd)))} USD`,
    ...(billedMonths.length === 0
      ? []
      : [
          `Billed in ${String(billedMonths.length)} of them: ${cents(total(billedMonths.map(({ billedUsd }) => billedUsd)))} USD, computed in the same months ${cents(total(billedMonths.map(({ computedUsd }) => computedUsd)))} USD`,
        ]),
    ...results.scenarios.map(
      ({ name, totalUsd, months }) =>
        `${name}, ${String(months.length)} months: ${compactUsd(totalUsd.central)} (P10 to P90 ${compactUsdRange(totalUsd.p10, totalUsd.p90)})`,
    ),
    `Findings: ${weighing('fix')} to fix, ${weighing('check')} to check, ${weighing('note')} to know`,
    `Slides: ${String(deck.slides.length)}`,
  ];
}
