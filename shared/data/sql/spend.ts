import { TOKEN_CLASSES } from '../../units/tokenClasses.ts';
import type { Dimension } from '../usageColumns.ts';
import type { CostRows } from './costRows.ts';
import { constant, identifier, integer, join, nothing, sql, value, type Sql } from './statement.ts';

export type Bucket = 'hour' | 'day' | 'week' | 'month';

/** Which part of the data: dimension -> allowed values (null stands for "not attributed"), and days, `to` exclusive. */
export type SpendFilter = {
  readonly where: Partial<Readonly<Record<Dimension, readonly (string | null)[]>>>;
  readonly from: string | null;
  readonly to: string | null;
  /** Only rows of this import. */
  readonly importId?: number;
};

function condition(dimension: Dimension, allowed: readonly (string | null)[]): Sql {
  const texts = allowed.filter((entry) => entry !== null).map(value);
  const isNull = sql`${identifier(dimension)} IS NULL`;
  if (texts.length === 0) return allowed.length === 0 ? sql`FALSE` : isNull;
  const isListed = sql`${identifier(dimension)} IN (${join(texts)})`;
  return allowed.includes(null) ? sql`(${isListed} OR ${isNull})` : isListed;
}

export function whereClause(filter: SpendFilter, start: Sql): Sql {
  const conditions = [
    ...Object.entries(filter.where).map(([dimension, allowed]) => condition(dimension as Dimension, allowed)),
    ...(filter.from === null ? [] : [sql`${start} >= CAST(${value(filter.from)} AS TIMESTAMP)`]),
    ...(filter.to === null ? [] : [sql`${start} < CAST(${value(filter.to)} AS TIMESTAMP)`]),
    ...(filter.importId === undefined ? [] : [sql`import_id = ${integer(filter.importId)}`]),
  ];
  return conditions.length === 0 ? nothing : sql`WHERE ${join(conditions, ' AND ')}`;
}

/** Requests or tokens of the rows that count. NULL only where every row is NULL: an unknown class is not 0. */
const countOf = (name: string): Sql =>
  sql`CAST(sum(CASE WHEN counts_tokens THEN ${identifier(name)} * share END) AS DOUBLE) AS ${identifier(name)}`;

const positiveTokens = join(
  TOKEN_CLASSES.map((name) => sql`COALESCE(${identifier(name)}, 0)`),
  ' + ',
);

/**
 * Tokens, requests and money by time bucket and dimensions. Money is billed in USD beside computed in USD; `unpriced_tokens`
 * are those for which no rate is known, so that a computed total is never mistaken for a complete one.
 */
export function spend(options: {
  readonly bucket: Bucket | null;
  readonly by: readonly Dimension[];
  readonly filter: SpendFilter;
  readonly rows: CostRows;
  /** Only rows of an hour or less: a row of a whole day says nothing about its hours. */
  readonly isHourly?: boolean;
  /** Only rows of a day or less: a row of a whole month says nothing about its days. */
  readonly isDaily?: boolean;
}): Sql {
  const { relation, start } = options.rows;
  const bucket =
    options.bucket === null
      ? sql`CAST(NULL AS VARCHAR)`
      : sql`strftime(date_trunc('${bucketWord(options.bucket)}', ${start}), '%Y-%m-%dT%H:%M')`;
  const by = options.by.map(identifier);
  return sql`SELECT ${join([sql`${bucket} AS bucket`, ...by])},
    ${join(['requests', ...TOKEN_CLASSES].map(countOf))},
    CAST(sum(CASE WHEN counts_tokens THEN computed_usd * share END) AS DOUBLE) AS computed_usd,
    CAST(sum(CASE WHEN counts_tokens AND requests IS NOT NULL THEN computed_usd * share END) AS DOUBLE) AS requests_usd,
    CAST(sum(CASE WHEN counts_tokens AND NOT is_priced THEN (${positiveTokens}) * share ELSE 0 END) AS DOUBLE)
      AS unpriced_tokens,
    CAST(sum(CASE WHEN counts_money THEN billed_usd * share END) AS DOUBLE)
      AS billed_usd,
    CAST(sum(row_count * share) AS DOUBLE) AS row_count
  FROM ${limited(relation, options)}
  ${whereClause(options.filter, start)}
  GROUP BY ${join([sql`bucket`, ...by])}
  ORDER BY ${join([sql`bucket`, ...by])}`;
}

const limited = (
  rows: Sql,
  { isHourly, isDaily }: { readonly isHourly?: boolean; readonly isDaily?: boolean },
): Sql => {
  if (isHourly === true) return sql`(SELECT * FROM ${rows} AS rows WHERE grain IN ('request', 'minute', 'hour'))`;
  return isDaily === true ? sql`(SELECT * FROM ${rows} AS rows WHERE grain NOT IN ('month', 'range'))` : rows;
};

/** Only the four words DuckDB gets; a template part cannot hold a plain string. */
function bucketWord(bucket: Bucket): Sql {
  switch (bucket) {
    case 'hour':
      return sql`hour`;
    case 'day':
      return sql`day`;
    case 'week':
      return sql`week`;
    case 'month':
      return sql`month`;
    default:
      return bucket satisfies never;
  }
}

/** Billed money by currency, as exact decimal text. */
export const billedByCurrency = (filter: SpendFilter, { relation, start }: CostRows): Sql => {
  const where = whereClause(filter, start);
  return sql`SELECT billed_currency, CAST(sum(billed_amount) AS VARCHAR) AS amount
    FROM ${relation} AS rows ${where} ${where.text === '' ? sql`WHERE` : sql`AND`}
      counts_money AND billed_amount IS NOT NULL
    GROUP BY billed_currency ORDER BY billed_currency`;
};

/** Names without a price, with their tokens, most first. */
export const unpricedModels = ({ relation }: CostRows): Sql => sql`
  SELECT model_raw, provider, price_status, CAST(sum((${positiveTokens}) * share) AS DOUBLE) AS tokens
  FROM ${relation} AS rows WHERE counts_tokens AND NOT is_priced
  GROUP BY model_raw, provider, price_status HAVING tokens > 0 ORDER BY tokens DESC, model_raw`;

/** What there is: first and last instant, rows, and how far days are complete. */
export const extent = ({ relation }: CostRows): Sql => sql`
  SELECT strftime(min(period_start), '%Y-%m-%dT%H:%M:%SZ') AS first,
    strftime(max(period_end), '%Y-%m-%dT%H:%M:%SZ') AS last,
    CAST(round(sum(row_count * share)) AS DOUBLE) AS row_count
  FROM ${relation} AS rows`;

/** The values of some dimensions with their computed money, most first, in one pass over the data. */
export const dimensionValues = (dimensions: readonly Dimension[], { relation }: CostRows): Sql => sql`
  SELECT CASE ${join(
    dimensions.map((name) => sql`WHEN GROUPING(${identifier(name)}) = 0 THEN ${constant(name)}`),
    ' ',
  )} END AS dimension, COALESCE(${join(dimensions.map(identifier))}) AS name,
    CAST(sum(COALESCE(computed_usd, 0) * share) AS DOUBLE) AS usd,
    CAST(sum((${positiveTokens}) * share) AS DOUBLE) AS tokens
  FROM ${relation} AS rows WHERE counts_tokens GROUP BY GROUPING SETS (${join(dimensions.map((name) => sql`(${identifier(name)})`))})
  ORDER BY dimension, usd DESC, tokens DESC, name`;
