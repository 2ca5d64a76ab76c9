import { TOKEN_CLASSES } from '../../units/tokenClasses.ts';
import { identifier, join, sql, type Sql } from './statement.ts';

const total = (condition: Sql, amount: Sql): Sql =>
  sql`CAST(COALESCE(sum(CASE WHEN ${condition} THEN ${amount} ELSE 0 END), 0) AS DOUBLE)`;

const allTokens = join(
  TOKEN_CLASSES.map((name) => sql`COALESCE(${identifier(name)}, 0)`),
  ' + ',
);

/** What about the counted rows is not as plain as it looks, as one row of counts. */
export const countingFacts = sql`SELECT
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
  FROM counted`;
