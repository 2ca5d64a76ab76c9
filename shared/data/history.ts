import { z } from 'zod';
import { SCOPE_DIMENSIONS, type ScopeDimension } from '../engine/types.ts';
import type { ZoneOffset } from '../units/timeZones.ts';
import { TOKEN_CLASSES, type PerTokenClass, type TokenClass } from '../units/tokenClasses.ts';
import { dailyCosts, dailyCounts } from './costRows.ts';
import type { ReadableDatabase } from './database.ts';
import * as historySql from './sql/history.ts';

const text = z.string().nullable();
const number = z.number().nullable();
// One member for each name, written out by the loops; the types say so.
const counts = z.object(
  Object.fromEntries(['requests', ...TOKEN_CLASSES].map((name) => [name, number])) as Record<
    'requests' | TokenClass,
    typeof number
  >,
);
type LabelColumn = Exclude<ScopeDimension, 'model'>;
const labels = z.object(
  Object.fromEntries(SCOPE_DIMENSIONS.filter((name) => name !== 'model').map((name) => [name, text])) as Record<
    LabelColumn,
    typeof text
  >,
);
const volume = counts.extend({ price_key_id: z.number(), input_floor: z.number() }).extend(labels.shape);
const dayRow = volume.extend({ day: z.string() });
const monthRow = volume.extend({ month: z.string() });

/** Tokens of one period of one segment. */
export type SegmentVolume = {
  /** `YYYY-MM-DD`, or `YYYY-MM` for rows that have no daily shape. */
  readonly period: string;
  readonly priceKeyId: number;
  readonly inputFloor: number;
  readonly labels: Readonly<Record<LabelColumn, string | null>>;
  readonly requests: number | null;
  readonly tokens: PerTokenClass<number | null>;
};

function segmentVolume(row: z.infer<typeof volume>, period: string): SegmentVolume {
  return {
    period,
    priceKeyId: row.price_key_id,
    inputFloor: row.input_floor,
    labels: labels.parse(row),
    requests: row.requests,
    tokens: Object.fromEntries(TOKEN_CLASSES.map((name) => [name, row[name]])) as PerTokenClass<number | null>,
  };
}

const coverageRow = z.object({ provider: text, first: z.string(), last: z.string() });
const keyRow = z.object({
  price_key_id: z.number(),
  provider: text,
  model_raw: text,
  route: text,
  region: text,
  service_tier: text,
  context_band: text,
  status: text,
  model: text,
});
const historyRow = counts.extend({
  month: z.string(),
  computed_usd: number,
  billed_usd: number,
  unpriced_tokens: z.number(),
});

/** What a price key was asked as, and what it resolved to. */
export type PriceKey = {
  readonly id: number;
  readonly provider: string | null;
  readonly name: string | null;
  readonly route: string | null;
  readonly region: string | null;
  readonly serviceTier: string | null;
  readonly contextBand: string | null;
  readonly model: string | null;
};

export type HistoryMonth = {
  readonly month: string;
  readonly computedUsd: number | null;
  readonly billedUsd: number | null;
  readonly requests: number | null;
  readonly tokens: PerTokenClass<number | null>;
  readonly unpricedTokens: number;
};

/** What the past tells, as plain rows: the input of every forecast and plan. */
export type History = {
  readonly days: readonly SegmentVolume[];
  readonly coarseMonths: readonly SegmentVolume[];
  readonly coverage: readonly { readonly provider: string | null; readonly first: string; readonly last: string }[];
  readonly priceKeys: readonly PriceKey[];
  readonly months: readonly HistoryMonth[];
};

/** Reads the history of all active imports, in the reporting zone given by its offsets. */
export async function readHistory(database: ReadableDatabase, offsets: readonly ZoneOffset[]): Promise<History> {
  const costs = await dailyCosts(database, offsets);
  const counts = await dailyCounts(database, offsets);
  const [days, coarse, coverage, keys, months] = await Promise.all([
    database.query(historySql.segmentDays(counts)),
    database.query(historySql.coarseMonths(costs)),
    database.query(historySql.providerCoverage(counts)),
    database.query(historySql.priceKeys),
    database.query(historySql.historyMonths(costs)),
  ]);
  return {
    days: z
      .array(dayRow)
      .parse(days)
      .map((row) => segmentVolume(row, row.day)),
    coarseMonths: z
      .array(monthRow)
      .parse(coarse)
      .map((row) => segmentVolume(row, row.month)),
    coverage: z.array(coverageRow).parse(coverage),
    priceKeys: z
      .array(keyRow)
      .parse(keys)
      .map((row) => ({
        id: row.price_key_id,
        provider: row.provider,
        name: row.model_raw,
        route: row.route,
        region: row.region,
        serviceTier: row.service_tier,
        contextBand: row.context_band,
        model: row.model,
      })),
    months: z
      .array(historyRow)
      .parse(months)
      .map((row) => ({
        month: row.month,
        computedUsd: row.computed_usd,
        billedUsd: row.billed_usd,
        requests: row.requests,
        tokens: Object.fromEntries(TOKEN_CLASSES.map((name) => [name, row[name]])) as PerTokenClass<number | null>,
        unpricedTokens: row.unpriced_tokens,
      })),
  };
}
