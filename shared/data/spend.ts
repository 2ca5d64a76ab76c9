import { z } from 'zod';
import type { ZoneOffset } from '../units/timeZones.ts';
import { TOKEN_CLASSES, type PerTokenClass } from '../units/tokenClasses.ts';
import type { ReadableDatabase, Row } from './database.ts';
import { dailyCosts, dailyCounts, isOfDays } from './costRows.ts';
import { countedRows, pricedRows } from './sql/costRows.ts';
import * as spendSql from './sql/spend.ts';
import type { Bucket, SpendFilter } from './sql/spend.ts';
import type { Dimension } from './usageColumns.ts';

/** Money and tokens of one bucket and combination of dimensions. Null is unknown. */
export type SpendRow = {
  /** Start of the bucket in the reporting zone, `YYYY-MM-DDTHH:MM`; null when all time is one. */
  readonly bucket: string | null;
  readonly dimensions: Readonly<Partial<Record<Dimension, string | null>>>;
  readonly requests: number | null;
  readonly tokens: PerTokenClass<number | null>;
  readonly computedUsd: number | null;
  /** Computed cost of the rows whose source counts requests: what a cost per request divides. */
  readonly requestsUsd: number | null;
  readonly billedUsd: number | null;
  readonly unpricedTokens: number;
  readonly rowCount: number;
};

/**
 * A count that is whole but for what adding up shares loses. Example: a month's 10 requests, spread over its days and
 * added up again, give 9.999999999999996.
 */
function whole(count: number): number {
  const nearest = Math.round(count);
  return Math.abs(count - nearest) <= 1e-12 * Math.max(1, nearest) ? nearest : count;
}
const wholeCount = z.number().transform(whole);

const measured = z.object({
  bucket: z.string().nullable(),
  requests: wholeCount.nullable(),
  computed_usd: z.number().nullable(),
  requests_usd: z.number().nullable(),
  billed_usd: z.number().nullable(),
  unpriced_tokens: wholeCount,
  row_count: wholeCount,
});
const tokenCounts = z.object(Object.fromEntries(TOKEN_CLASSES.map((name) => [name, wholeCount.nullable()])));

function spendRow(row: Row, by: readonly Dimension[]): SpendRow {
  const { bucket, requests, computed_usd, requests_usd, billed_usd, unpriced_tokens, row_count } = measured.parse(row);
  const counts = tokenCounts.parse(row);
  return {
    bucket,
    dimensions: Object.fromEntries(by.map((name) => [name, z.string().nullable().parse(row[name])])),
    requests,
    // The schema above has one member for each class.
    tokens: counts as PerTokenClass<number | null>,
    computedUsd: computed_usd,
    requestsUsd: requests_usd,
    billedUsd: billed_usd,
    unpricedTokens: unpriced_tokens,
    rowCount: row_count,
  };
}

export const EVERYTHING: SpendFilter = { where: {}, from: null, to: null };

/** Spend by bucket and dimensions, ordered by both. */
export async function readSpend(
  database: ReadableDatabase,
  options: {
    readonly bucket: Bucket | null;
    readonly by: readonly Dimension[];
    readonly filter: SpendFilter;
    readonly offsets: readonly ZoneOffset[];
    /** Leaves out rows of more than an hour. */
    readonly isHourly?: boolean;
    /** Leaves out rows of more than a day. */
    readonly isDaily?: boolean;
  },
): Promise<readonly SpendRow[]> {
  const { offsets, bucket, by, filter, isHourly } = options;
  const hasHours = bucket === 'hour' || isHourly === true || !isOfDays(filter, by);
  const rows = hasHours ? pricedRows(offsets) : await dailyCosts(database, offsets);
  return (await database.query(spendSql.spend({ ...options, rows }))).map((row) => spendRow(row, by));
}

const billedRow = z.object({ billed_currency: z.string().nullable(), amount: z.string() });

/** Billed money by currency, as exact decimal text without trailing zeros. Example: `{ USD: '12.34' }`. */
export async function readBilled(
  database: ReadableDatabase,
  filter: SpendFilter,
  offsets: readonly ZoneOffset[],
): Promise<Readonly<Record<string, string>>> {
  const rows = z.array(billedRow).parse(await database.query(spendSql.billedByCurrency(filter, countedRows(offsets))));
  return Object.fromEntries(rows.map((row) => [row.billed_currency ?? 'unknown', trimZeros(row.amount)]));
}

const trimZeros = (decimal: string): string =>
  decimal.includes('.') ? decimal.replace(/0+$/, '').replace(/\.$/, '') : decimal;

const unpricedRow = z.object({ model_raw: z.string().nullable(), provider: z.string().nullable(), tokens: z.number() });
export type UnpricedModel = { readonly model: string; readonly provider: string | null; readonly tokens: number };

/** Names for which no rate is known, most tokens first. */
export async function readUnpriced(database: ReadableDatabase): Promise<readonly UnpricedModel[]> {
  const rows = z.array(unpricedRow).parse(await database.query(spendSql.unpricedModels(await dailyCosts(database))));
  return rows.map(({ model_raw, provider, tokens }) => ({ model: model_raw ?? '(not named)', provider, tokens }));
}

const valueRow = z.object({ dimension: z.string(), name: z.string().nullable() });

/** The values of some dimensions, most spend first, without the unattributed rest. */
export async function readDimensionValues(
  database: ReadableDatabase,
  dimensions: readonly Dimension[],
): Promise<Readonly<Partial<Record<Dimension, readonly string[]>>>> {
  const rows = z
    .array(valueRow)
    .parse(await database.query(spendSql.dimensionValues(dimensions, await dailyCosts(database))));
  return Object.fromEntries(
    dimensions.map((dimension) => [
      dimension,
      rows.flatMap((row) => (row.dimension === dimension && row.name !== null ? [row.name] : [])),
    ]),
  );
}

const extentRow = z.object({
  first: z.string().nullable(),
  last: z.string().nullable(),
  row_count: z.number().nullable(),
});
export type Extent = { readonly from: string | null; readonly to: string | null; readonly rowCount: number };

/** Covered time (UTC, `to` exclusive) and rows of all active imports. */
export async function readExtent(database: ReadableDatabase): Promise<Extent> {
  const { first, last, row_count } = extentRow.parse(
    (await database.query(spendSql.extent(await dailyCounts(database))))[0],
  );
  return { from: first, to: last, rowCount: row_count ?? 0 };
}
