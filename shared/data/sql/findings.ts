import { TOKEN_CLASSES } from '../../units/tokenClasses.ts';
import type { CostRows } from './costRows.ts';
import { identifier, join, sql, type Sql } from './statement.ts';

const total = (condition: Sql, amount: Sql): Sql =>
  sql`CAST(COALESCE(round(sum(CASE WHEN ${condition} THEN (${amount}) * share ELSE 0 END)), 0) AS DOUBLE)`;

const allTokens = join(
  TOKEN_CLASSES.map((name) => sql`COALESCE(${identifier(name)}, 0)`),
  ' + ',
);

/** What about the counted rows is not as plain as it looks, as one row of counts. */
export const countingFacts = ({ relation }: CostRows): Sql => sql`SELECT
  ${total(sql`fact = 'charge' AND counts_tokens`, allTokens)} AS tokens_from_charges,
  ${total(sql`fact = 'both' AND NOT counts_money`, sql`row_count`)} AS estimates_beside_invoice,
  ${total(sql`fact = 'both' AND NOT counts_tokens`, sql`row_count`)} AS overlapping,
  ${total(sql`grain IN ('month', 'range')`, sql`row_count`)} AS coarse_rows,
  ${total(sql`counts_tokens`, sql`COALESCE(in_unsplit, 0)`)} AS unsplit_tokens,
  ${total(sql`counts_tokens`, sql`COALESCE(in_cache_write_unknown, 0)`)} AS unlived_writes,
  ${total(sql`price_key_id IN (SELECT price_key_id FROM price_rate WHERE to_minute - from_minute < 1440)`, sql`row_count`)}
    AS clock_rows,
  CAST(count(DISTINCT CASE WHEN counts_money THEN billed_currency END) AS DOUBLE) AS currencies,
  ${join(
    TOKEN_CLASSES.flatMap((name) => [
      sql`${total(sql`counts_tokens`, sql`COALESCE(${identifier(name)}, 0)`)} AS ${identifier(name)}`,
      sql`CAST(count(CASE WHEN counts_tokens THEN ${identifier(name)} END) AS DOUBLE) AS ${identifier(`${name}_rows`)}`,
    ]),
  )}
  FROM ${relation} AS rows`;

/** Which files' tokens do not count because a vendor's usage export tells of the same days, and which exports those are. */
export const overlappingFiles = sql`
  WITH span AS (
    SELECT import_id, provider, account, fact, sum(row_count) AS row_count,
      min(date_trunc('day', period_start)) AS first, max(period_end) AS last
    FROM counted WHERE fact = 'usage' OR fact = 'both' AND NOT counts_tokens GROUP BY ALL),
  lost AS (SELECT * FROM span WHERE fact = 'both'),
  lost_rows AS (SELECT import_id, sum(row_count) AS row_count FROM lost GROUP BY ALL)
  SELECT any_value(file.file_name) AS file, CAST(any_value(lost_rows.row_count) AS DOUBLE) AS row_count,
    string_agg(DISTINCT other.file_name, ', ' ORDER BY other.file_name) AS counted
  FROM lost JOIN span AS won ON won.fact = 'usage' AND won.provider IS NOT DISTINCT FROM lost.provider
      AND (won.account = lost.account OR won.account IS NULL OR lost.account IS NULL)
      AND won.first <= lost.last AND lost.first < won.last
    JOIN lost_rows ON lost_rows.import_id = lost.import_id
    JOIN import AS file ON file.import_id = lost.import_id JOIN import AS other ON other.import_id = won.import_id
  GROUP BY lost.import_id ORDER BY lost.import_id`;
