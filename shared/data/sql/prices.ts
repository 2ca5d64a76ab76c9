import { TOKEN_CLASSES, type PerTokenClass } from '../../units/tokenClasses.ts';
import { identifier, integer, join, sql, value, type Sql } from './statement.ts';

const EARLIEST = '1970-01-01T00:00:00Z';
const LATEST = '9999-12-31T00:00:00Z';

/**
 * Every price key, how it was priced last, and up to when usage has been priced so. A key that the price book has not been
 * asked about has no status.
 */
export const pricedKeys = sql`
  SELECT price_key.price_key_id, provider, model_raw, route, region, service_tier, context_band, status,
    pricing.book, pricing.decisions, strftime(used.until, '%Y-%m-%dT%H:%M:%SZ') AS used_until
  FROM price_key
    LEFT JOIN (SELECT price_key_id, arg_max(book, since) AS book, arg_max(decisions, since) AS decisions
      FROM key_pricing GROUP BY ALL) AS pricing USING (price_key_id)
    LEFT JOIN (SELECT price_key_id, max(period_end) AS until FROM usage_cube GROUP BY ALL) AS used USING (price_key_id)
  ORDER BY price_key_id`;

export const setKeyMatch = (priceKeyId: number, status: string, model: string | null): Sql =>
  sql`UPDATE price_key SET status = ${value(status)}, model = ${value(model)} WHERE price_key_id = ${value(priceKeyId)}`;

/** Takes the rates and the pricing of one key away, to be priced anew as the user decided. */
export const forgetKey = (priceKeyId: number): readonly Sql[] => [
  sql`DELETE FROM price_rate WHERE price_key_id = ${integer(priceKeyId)}`,
  sql`DELETE FROM key_pricing WHERE price_key_id = ${integer(priceKeyId)}`,
];

/** Ends the rates of one key at an instant: a newer price book goes on from there. */
export const endRates = (priceKeyId: number, at: string): readonly Sql[] => [
  sql`DELETE FROM price_rate WHERE price_key_id = ${integer(priceKeyId)} AND valid_from >= CAST(${value(at)} AS TIMESTAMP)`,
  sql`UPDATE price_rate SET valid_to = CAST(${value(at)} AS TIMESTAMP)
    WHERE price_key_id = ${integer(priceKeyId)} AND valid_to > CAST(${value(at)} AS TIMESTAMP)`,
];

export const insertPricing = (priceKeyId: number, book: string, since: string | null, decisions: string): Sql => sql`
  INSERT INTO key_pricing (price_key_id, book, since, decisions)
  VALUES (${integer(priceKeyId)}, ${value(book)}, CAST(${value(since ?? EARLIEST)} AS TIMESTAMP), ${value(decisions)})`;

/** Which price books priced the names in use, the newest last. */
export const pricingHistory = sql`
  SELECT book, CASE WHEN since = CAST('1970-01-01' AS TIMESTAMP) THEN NULL ELSE strftime(min(since), '%Y-%m-%d') END AS since,
    count(*) AS key_count
  FROM key_pricing GROUP BY book, since ORDER BY key_pricing.since, book`;

export type RateRow = {
  readonly priceKeyId: number;
  /** ISO instants; an open side is null. */
  readonly from: string | null;
  readonly to: string | null;
  readonly aboveTokens: number;
  readonly belowTokens: number | null;
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly source: string;
  readonly checkedOn: string | null;
  readonly usdPerMtok: PerTokenClass<number | null>;
};

export const insertRate = (rate: RateRow): Sql => sql`
  INSERT INTO price_rate (price_key_id, valid_from, valid_to, above_tokens, below_tokens, from_minute, to_minute,
    source, checked_on, ${join(TOKEN_CLASSES.map(identifier))})
  VALUES (${integer(rate.priceKeyId)}, CAST(${value(rate.from ?? EARLIEST)} AS TIMESTAMP),
    CAST(${value(rate.to ?? LATEST)} AS TIMESTAMP), ${integer(rate.aboveTokens)},
    ${integer(rate.belowTokens ?? Number.MAX_SAFE_INTEGER)}, ${integer(rate.fromMinute)}, ${integer(rate.toMinute)},
    ${value(rate.source)}, ${value(rate.checkedOn)},
    ${join(TOKEN_CLASSES.map((tokenClass) => value(rate.usdPerMtok[tokenClass])))})`;
