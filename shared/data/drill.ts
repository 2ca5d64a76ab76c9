import { z } from 'zod';
import { TOKEN_CLASSES, type TokenClass } from '../units/tokenClasses.ts';
import type { ReadableDatabase } from './database.ts';
import { dailyCosts, isOfDays } from './costRows.ts';
import { pricedRows } from './sql/costRows.ts';
import * as drillSql from './sql/drill.ts';
import type { SpendFilter } from './sql/spend.ts';
import { readTagConditions } from './tagMarks.ts';

const optionalText = z.string().nullable();
const usageRow = z.object({
  file_name: z.string(),
  source_row: z.number(),
  fact: z.string(),
  period_start: z.string(),
  period_end: z.string(),
  provider: optionalText,
  model_raw: optionalText,
  model: optionalText,
  service_tier: optionalText,
  project: optionalText,
  team: optionalText,
  feature: optionalText,
  user_key: optionalText,
  api_key: optionalText,
  requests: z.number().nullable(),
  billed_amount: optionalText,
  billed_currency: optionalText,
  // One member for each class, written out by the loop.
  ...(Object.fromEntries(TOKEN_CLASSES.map((name) => [name, z.number().nullable()])) as Record<
    TokenClass,
    z.ZodNullable<z.ZodNumber>
  >),
});
export type UsageRow = z.infer<typeof usageRow>;

/** One page of the usage rows behind a number, and how many there are in all. */
export async function readUsageRows(
  database: ReadableDatabase,
  filter: SpendFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly UsageRow[]; readonly total: number }> {
  const conditions = await readTagConditions(database);
  const [rows, [counted]] = await Promise.all([
    database.query(drillSql.usageRows(filter, conditions, page.limit, page.offset)),
    database.query(drillSql.usageRowCount(filter, conditions)),
  ]);
  return {
    rows: z.array(usageRow).parse(rows),
    total: z.object({ row_count: z.number() }).parse(counted).row_count,
  };
}

const rateRow = z.object({
  model: optionalText,
  service_tier: optionalText,
  source: optionalText,
  checked_on: optionalText,
  above_tokens: z.number(),
  valid_from: z.string(),
  valid_to: z.string(),
  in_fresh: z.number().nullable(),
  in_cache_read: z.number().nullable(),
  in_cache_write_5m: z.number().nullable(),
  out_visible: z.number().nullable(),
});
export type RateInUse = z.infer<typeof rateRow>;

/** The price rows that priced the usage of a filter, with source and the day they were checked. */
export async function readRatesInUse(database: ReadableDatabase, filter: SpendFilter): Promise<readonly RateInUse[]> {
  const rows = isOfDays(filter) ? await dailyCosts(database) : pricedRows([]);
  return z.array(rateRow).parse(await database.query(drillSql.ratesInUse(filter, rows)));
}
