import type { Provider } from '@pydantic/genai-prices';
import { buildIndex } from '../matcher/modelIndex.ts';
import { genaiModels } from './genaiRows.ts';
import type { GenaiModel } from './genaiRows.ts';
import { knownLists, regionOfList, usedModels } from './knownLists.ts';
import overlayRows from './overlay.json' with { type: 'json' };
import { modelsOf } from './rowStore.ts';
import { PRICE_CLASSES, parseRows } from './rows.ts';
import type { PriceRow } from './rows.ts';
import { compileSheets, instantOf } from './sheets.ts';
import type { Sheet } from './sheets.ts';

/** A row in the shape of `overlay.json`: what is null or 0 is left out. */
export type OverlayJsonRow = Readonly<Record<string, unknown>>;

/** What a newer package says otherwise, and the rows that keep the old dates true. */
export type PriceDiff = {
  /** `provider/list` ids. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Lists whose prices before the day of the change are no longer what they were. */
  readonly rewritten: readonly string[];
  readonly rows: readonly OverlayJsonRow[];
};

const listKey = ({ provider, id }: GenaiModel): string => `${provider}/${id}`;

/** A list's rows under a model's name: which name is of no matter for the comparison. */
const sheetsOf = (list: GenaiModel): readonly Sheet[] =>
  compileSheets(
    list.rows.map((row) => ({ ...row, model: list.id })),
    [],
  );

type Interval = { readonly from: string | null; readonly to: string };

/** The stretches of time before the change on which both packages say one thing each. */
function pastIntervals(sheets: readonly Sheet[], changedOn: string): readonly Interval[] {
  const end = instantOf(changedOn);
  const cuts = sheets.flatMap(({ from, to }) => [from, to]).filter((cut) => cut !== null && cut < end);
  const ends = [...new Set([...cuts, end])].filter((cut) => cut !== null).toSorted();
  return ends.map((to, index) => ({ from: ends[index - 1] ?? null, to }));
}

const within = (sheets: readonly Sheet[], { from, to }: Interval): readonly Sheet[] =>
  sheets.filter(
    (sheet) => (sheet.from === null || (from !== null && sheet.from <= from)) && (sheet.to === null || sheet.to >= to),
  );

const content = (sheets: readonly Sheet[]): string =>
  JSON.stringify(sheets.map(({ aboveTokens, clock, rates }) => [aboveTokens, clock, rates]));

function rowsFor(
  list: GenaiModel,
  model: string,
  sheets: readonly Sheet[],
  from: string | null,
  to: string | null,
): readonly OverlayJsonRow[] {
  const region = regionOfList(list.provider, list.id);
  const day = (instant: string | null) => (instant?.endsWith('T00:00:00Z') === true ? instant.slice(0, 10) : instant);
  return sheets.flatMap((sheet) =>
    PRICE_CLASSES.flatMap((priceClass) => {
      const usdPerMtok = sheet.rates[priceClass];
      if (usdPerMtok === null) return [];
      return {
        model,
        provider: list.provider,
        ...(region === null ? {} : { region }),
        class: priceClass,
        usdPerMtok,
        ...(from === null ? {} : { from: day(from) }),
        ...(to === null ? {} : { to: day(to) }),
        ...(sheet.aboveTokens === 0 ? {} : { aboveTokens: sheet.aboveTokens }),
        ...(sheet.clock === null ? {} : { clock: sheet.clock }),
        source: sheet.source,
        checkedOn: sheet.checkedOn,
      };
    }),
  );
}

/** Rows of one list whose past the newer package rewrote; empty where its past is the same. */
function keptRows(
  list: GenaiModel,
  after: GenaiModel,
  models: readonly string[],
  changedOn: string,
): readonly OverlayJsonRow[] {
  const [old, newer] = [sheetsOf(list), sheetsOf(after)];
  return pastIntervals([...old, ...newer], changedOn).flatMap((interval) => {
    const kept = within(old, interval);
    if (content(kept) === content(within(newer, interval))) return [];
    return models.flatMap((model) => rowsFor(list, model, kept, interval.from, interval.to));
  });
}

/**
 * Compares two versions of the package's data. The package overwrites most prices instead of dating them, so a price that
 * was true until the change would be lost: such a stretch of time becomes overlay rows that end on `changedOn` (the day
 * the newer prices began, to be corrected by hand where it is known better). A list that is gone keeps its rows for ever.
 *
 * Example: 1.50 that became 0.75 without a start date gives a row of 1.50 until `changedOn`; with a start date, none.
 */
export function diffPrices(
  before: readonly GenaiModel[],
  after: readonly GenaiModel[],
  namesOf: (list: GenaiModel) => readonly string[],
  changedOn: string,
): PriceDiff {
  const [oldLists, newLists] = [
    new Map(before.map((list) => [listKey(list), list])),
    new Map(after.map((list) => [listKey(list), list])),
  ];
  const removed = before.filter((list) => !newLists.has(listKey(list)));
  const rewritten = before.flatMap((list) => {
    const newer = newLists.get(listKey(list));
    const rows = newer === undefined ? [] : keptRows(list, newer, namesOf(list), changedOn);
    return rows.length === 0 ? [] : [{ key: listKey(list), rows }];
  });
  return {
    added: [...newLists.keys()].filter((key) => !oldLists.has(key)),
    removed: removed.map(listKey),
    rewritten: rewritten.map(({ key }) => key),
    rows: [
      ...rewritten.flatMap(({ rows }) => rows),
      ...removed.flatMap((list) => namesOf(list).flatMap((model) => rowsFor(list, model, sheetsOf(list), null, null))),
    ],
  };
}

const text = (value: unknown): string | null => (typeof value === 'string' ? instantOf(value) : null);

/** True where the overlay already says what a model cost in the time of a row. */
function isCovered(row: OverlayJsonRow, overlay: readonly PriceRow[]): boolean {
  const [from, to] = [text(row.from), text(row.to)];
  return overlay.some(
    (known) =>
      known.provider === row.provider &&
      known.model === row.model &&
      (known.from === null || (from !== null && instantOf(known.from) <= from)) &&
      (known.to === null || (to !== null && to <= instantOf(known.to))),
  );
}

/** Compares the pinned package with a newer one and leaves out what our overlay already keeps. */
export function diffPackages(pinned: readonly Provider[], newer: readonly Provider[], changedOn: string): PriceDiff {
  const overlay = parseRows(overlayRows);
  const before = genaiModels(pinned);
  const index = buildIndex(knownLists(before, overlay));
  const diff = diffPrices(
    usedModels(before),
    usedModels(genaiModels(newer)),
    (list) => modelsOf(list, index),
    changedOn,
  );
  return { ...diff, rows: diff.rows.filter((row) => !isCovered(row, overlay)) };
}
