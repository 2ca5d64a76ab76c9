import { integer, sql, value, type Sql } from './statement.ts';

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
export const unconvertedMoney = sql`
  SELECT billed_currency AS currency, CAST(sum(billed_amount * share) AS DOUBLE) AS amount,
    strftime(min(slot_start), '%Y-%m-%d') AS first, CAST(sum(row_count * share) AS DOUBLE) AS row_count
  FROM priced WHERE counts_money AND billed_amount IS NOT NULL AND billed_amount <> 0 AND billed_usd IS NULL
  GROUP BY billed_currency ORDER BY billed_currency`;

/** Rows of whole UTC days or longer, which no other time zone can cut anew. */
export const uncutDays = sql`
  SELECT CAST(COALESCE(sum(row_count), 0) AS DOUBLE) AS row_count FROM counted
  WHERE grain NOT IN ('request', 'minute', 'hour') AND (counts_tokens OR counts_money)
    AND period_end - period_start > INTERVAL ${integer(1)} HOUR`;
