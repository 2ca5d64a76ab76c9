import { TOKEN_CLASSES, type PerTokenClass } from '../../units/tokenClasses.ts';
import { identifier, integer, join, sql, value, type Sql } from './statement.ts';

/** Price keys that the price book has not been asked about yet. */
export const unmatchedKeys = sql`
  SELECT price_key_id, provider, model_raw, route, region, service_tier, context_band
  FROM price_key WHERE status IS NULL ORDER BY price_key_id`;

export const setKeyMatch = (priceKeyId: number, status: string, model: string | null): Sql =>
  sql`UPDATE price_key SET status = ${value(status)}, model = ${value(model)} WHERE price_key_id = ${value(priceKeyId)}`;

/** Forgets all matches and rates, after the user changed a correction; the next matching fills them again. */
export const forgetMatches: readonly Sql[] = [
  sql`DELETE FROM price_rate`,
  sql`UPDATE price_key SET status = NULL, model = NULL`,
];

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

const EARLIEST = '1970-01-01T00:00:00Z';
const LATEST = '9999-12-31T00:00:00Z';

export const insertRate = (rate: RateRow): Sql => sql`
  INSERT INTO price_rate (price_key_id, valid_from, valid_to, above_tokens, below_tokens, from_minute, to_minute,
    source, checked_on, ${join(TOKEN_CLASSES.map(identifier))})
  VALUES (${integer(rate.priceKeyId)}, CAST(${value(rate.from ?? EARLIEST)} AS TIMESTAMP),
    CAST(${value(rate.to ?? LATEST)} AS TIMESTAMP), ${integer(rate.aboveTokens)},
    ${integer(rate.belowTokens ?? Number.MAX_SAFE_INTEGER)}, ${integer(rate.fromMinute)}, ${integer(rate.toMinute)},
    ${value(rate.source)}, ${value(rate.checkedOn)},
    ${join(TOKEN_CLASSES.map((tokenClass) => value(rate.usdPerMtok[tokenClass])))})`;
