import { SCOPE_DIMENSIONS } from '../../engine/types.ts';
import { TOKEN_CLASSES } from '../../units/tokenClasses.ts';
import type { CostRows } from './costRows.ts';
import { identifier, join, sql, type Sql } from './statement.ts';

/** Dimensions of a segment that are columns of the cube as they stand; `model` comes with the price key. */
const LABELS = SCOPE_DIMENSIONS.filter((name) => name !== 'model');

const classSums = join(
  ['requests', ...TOKEN_CLASSES].map(
    (name) => sql`CAST(sum(${identifier(name)} * share) AS DOUBLE) AS ${identifier(name)}`,
  ),
);

/**
 * Tokens and requests by day and segment: one price key, one size of prompts and one combination of labels. Rows longer
 * than a day have no daily shape and are left out; `coarseMonths` has them.
 */
export const segmentDays = ({ relation, start }: CostRows): Sql => {
  const labels = join(LABELS.map(identifier));
  return sql`SELECT strftime(${start}, '%Y-%m-%d') AS day, price_key_id,
      CAST(input_floor AS DOUBLE) AS input_floor, ${labels}, ${classSums}
    FROM ${relation} AS rows
    WHERE counts_tokens AND grain NOT IN ('month', 'range')
    GROUP BY day, price_key_id, input_floor, ${labels}
    ORDER BY price_key_id, input_floor, ${labels}, day`;
};

/** The same for rows longer than a day, spread evenly, by month. */
export const coarseMonths = ({
  relation,
}: CostRows): Sql => sql`SELECT strftime(slot_start, '%Y-%m') AS month, price_key_id,
    CAST(input_floor AS DOUBLE) AS input_floor, ${join(LABELS.map(identifier))}, ${classSums}
  FROM ${relation} AS rows WHERE counts_tokens AND grain IN ('month', 'range')
  GROUP BY month, price_key_id, input_floor, ${join(LABELS.map(identifier))}
  ORDER BY price_key_id, input_floor, ${join(LABELS.map(identifier))}, month`;

/** Up to when each provider's usage is known: an export that ends earlier than others has not fallen to zero. */
export const providerCoverage = ({ relation }: CostRows): Sql => sql`
  SELECT provider, strftime(min(period_start), '%Y-%m-%dT%H:%M:%SZ') AS first,
    strftime(max(period_end), '%Y-%m-%dT%H:%M:%SZ') AS last
  FROM ${relation} AS rows WHERE counts_tokens GROUP BY provider ORDER BY provider`;

/** What the price book was asked about. */
export const priceKeys: Sql = sql`
  SELECT price_key_id, provider, model_raw, route, region, service_tier, context_band, status, model
  FROM price_key ORDER BY price_key_id`;

/** Counted money and tokens by month: what has been, beside what will be. */
export const historyMonths = ({ relation, start }: CostRows): Sql => sql`
  SELECT strftime(${start}, '%Y-%m') AS month,
    CAST(sum(CASE WHEN counts_tokens THEN computed_usd * share END) AS DOUBLE) AS computed_usd,
    CAST(sum(CASE WHEN counts_money THEN billed_usd * share END) AS DOUBLE) AS billed_usd,
    CAST(sum(CASE WHEN counts_tokens THEN requests * share END) AS DOUBLE) AS requests,
    ${join(
      TOKEN_CLASSES.map(
        (name) =>
          sql`CAST(sum(CASE WHEN counts_tokens THEN ${identifier(name)} * share END) AS DOUBLE) AS ${identifier(name)}`,
      ),
    )},
    CAST(sum(CASE WHEN counts_tokens AND NOT is_priced THEN (${join(
      TOKEN_CLASSES.map((name) => sql`COALESCE(${identifier(name)}, 0)`),
      ' + ',
    )}) * share ELSE 0 END) AS DOUBLE) AS unpriced_tokens
  FROM ${relation} AS rows GROUP BY month ORDER BY month`;
