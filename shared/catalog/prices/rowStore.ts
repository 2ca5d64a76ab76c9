import { modelWords } from '../matcher/modelWords.ts';
import type { ModelIndex } from '../matcher/modelIndex.ts';
import { bareName } from '../matcher/names.ts';
import { boundsBreaches } from './bounds.ts';
import type { GenaiModel } from './genaiRows.ts';
import { regionOfList, usedModels } from './knownLists.ts';
import exceptions from './outOfBounds.json' with { type: 'json' };
import { describeRow } from './rows.ts';
import type { PriceRow } from './rows.ts';

export const rowKey = (provider: string, model: string): string => `${provider}/${model}`;

/** Rows by `provider/model`. */
export type RowStore = ReadonlyMap<string, readonly PriceRow[]>;

export function groupRows(rows: Iterable<PriceRow>): RowStore {
  const groups = new Map<string, PriceRow[]>();
  for (const row of rows) {
    const key = rowKey(row.provider, row.model);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/** The canonical models that one list of the package prices: its names may be several models at one rate. */
export function modelsOf(list: GenaiModel, index: ModelIndex): readonly string[] {
  const models = list.names.flatMap((name) => {
    const hit = index.read(modelWords(bareName(name)))?.(list.provider);
    return hit?.leftover.length === 0 ? [hit.entry.model] : [];
  });
  return [...new Set(models)];
}

const EXCEPTIONS = new Set(
  exceptions.map(({ provider, list, class: priceClass }) => `${provider}|${list}|${priceClass}`),
);

/** A list's rows without the rates that `outOfBounds.json` drops; throws on any other rate outside its bounds. */
function trustedRows(list: GenaiModel): readonly Omit<PriceRow, 'model'>[] {
  const isDropped = (row: Omit<PriceRow, 'model'>) => EXCEPTIONS.has(`${list.provider}|${list.id}|${row.class}`);
  const rows = list.rows.filter((row) => !isDropped(row));
  const [breach] = boundsBreaches(rows.map((row) => ({ ...row, model: list.id })));
  if (breach !== undefined) throw new RangeError(`genai-prices: ${breach.message}`);
  return rows;
}

/** The package's rates by canonical model. Where two lists of a seller price the same model, the first counts. */
export function baseRows(models: readonly GenaiModel[], index: ModelIndex): RowStore {
  const taken = new Map<string, string>();
  const rows: PriceRow[] = [];
  for (const list of usedModels(models)) {
    const region = regionOfList(list.provider, list.id);
    const trusted = trustedRows(list);
    for (const model of modelsOf(list, index)) {
      const key = `${rowKey(list.provider, model)}|${region ?? ''}`;
      if ((taken.get(key) ?? list.id) !== list.id) continue;
      taken.set(key, list.id);
      rows.push(...trusted.map((row) => ({ ...row, model, region })));
    }
  }
  return groupRows(rows);
}

/** Throws where an overlay row is outside its bounds: a slip must not reach a total. */
export function checkOverlay(rows: readonly PriceRow[]): readonly PriceRow[] {
  const [breach] = boundsBreaches(rows);
  if (breach !== undefined) throw new RangeError(`Price overlay: ${breach.message}`);
  const seen = new Set<string>();
  for (const row of rows) {
    const key = JSON.stringify([
      rowKey(row.provider, row.model),
      row.route,
      row.region,
      row.tier,
      row.class,
      row.from,
      row.aboveTokens,
      row.clock,
    ]);
    if (seen.has(key)) throw new RangeError(`Price overlay: ${describeRow(row)} is there twice`);
    seen.add(key);
  }
  return rows;
}
