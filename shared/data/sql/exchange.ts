import type { CostRows } from './costRows.ts';
import { sql, value, type Sql } from './statement.ts';

export const forgetExchangeRates = sql`DELETE FROM exchange_rate`;

export type RatePeriodRow = {
  readonly currency: string;
  readonly from: string;
  readonly to: string;
  readonly usdPerUnit: number;
  readonly source: string;
};

export const insertExchangeRate = ({ currency, from, to, usdPerUnit, source }: RatePeriodRow): Sql => sql`
  INSERT INTO exchange_rate VALUES (${value(currency)}, CAST(${value(from)} AS TIMESTAMP),
    CAST(${value(to)} AS TIMESTAMP), ${value(usdPerUnit)}, ${value(source)})`;

/** Billed money that no exchange rate turns into USD, by currency. */
export const unconvertedMoney = ({ relation }: CostRows): Sql => sql`
  SELECT billed_currency AS currency, CAST(sum(billed_amount * share) AS DOUBLE) AS amount,
    strftime(min(slot_start), '%Y-%m-%d') AS first, CAST(sum(row_count * share) AS DOUBLE) AS row_count
  FROM ${relation} AS rows WHERE counts_money AND billed_amount IS NOT NULL AND billed_amount <> 0 AND billed_usd IS NULL
  GROUP BY billed_currency ORDER BY billed_currency`;

/** Rows of whole UTC days or longer, which no other time zone can cut anew. */
export const uncutDays = ({ relation }: CostRows): Sql => sql`
  SELECT CAST(COALESCE(round(sum(row_count * share)), 0) AS DOUBLE) AS row_count FROM ${relation} AS rows
  WHERE grain NOT IN ('request', 'minute', 'hour') AND (counts_tokens OR counts_money)
    AND is_longer_than_hour`;
