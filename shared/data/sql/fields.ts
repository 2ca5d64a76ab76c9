import { constant, identifier, join, sql, type Sql } from './statement.ts';

/**
 * Readers of text columns. Numbers go through DOUBLE, because exports write counts as `59200.0`; whole numbers are
 * exact there up to 2^53.
 */
const LARGEST_COUNT = 9_007_199_254_740_991;

const number = (column: string): Sql => sql`TRY_CAST(${identifier(column)} AS DOUBLE)`;

/** A count as BIGINT; NULL where the file has none. `countProblem` tells whether the text was a count at all. */
export const count = (column: string): Sql => sql`TRY_CAST(${number(column)} AS BIGINT)`;

/** A count where a missing value means none. */
export const countOrZero = (column: string): Sql => sql`COALESCE(${count(column)}, 0)`;

/** An amount of money with 12 decimals; longer fractions (OpenAI writes 39) are cut there. */
export const amount = (column: string): Sql => sql`TRY_CAST(${identifier(column)} AS DECIMAL(38, 12))`;

/** An ISO timestamp as UTC; one without an offset is read as UTC. */
export const utc = (column: string): Sql => sql`TRY_CAST(${identifier(column)} AS TIMESTAMP)`;

const any = (conditions: readonly Sql[]): Sql => join(conditions, ' OR ');

const unreadable = (column: string, reading: Sql): Sql =>
  sql`(${identifier(column)} IS NOT NULL AND ${reading} IS NULL)`;

/** Why a row's counts cannot be used, as `WHEN ... THEN` branches. */
export function countProblems(columns: readonly string[]): Sql {
  const numbers = columns.map(number);
  const limit = constant(String(LARGEST_COUNT));
  return sql`
    WHEN ${any(columns.map((column) => unreadable(column, number(column))))} THEN 'not-a-number'
    WHEN LEAST(${join(numbers)}, 0) < 0 THEN 'negative-count'
    WHEN GREATEST(${join(numbers)}, 0) > CAST(${limit} AS DOUBLE) THEN 'too-large'
    WHEN ${any(numbers.map((reading) => sql`${reading} <> floor(${reading})`))} THEN 'not-whole'`;
}

export const amountProblem = (column: string): Sql =>
  sql` WHEN ${unreadable(column, amount(column))} THEN 'not-an-amount'`;

/** A period needs a readable start, and an end that does not lie before it. */
export const periodProblem = (start: Sql, end: Sql): Sql => sql`
  WHEN ${start} IS NULL OR ${end} IS NULL THEN 'no-date'
  WHEN ${end} < ${start} THEN 'ends-before-start'`;

/** The `exclusion` column: NULL for a row that is kept. */
export const exclusion = (...branches: readonly Sql[]): Sql => sql`CASE ${join(branches, ' ')} END AS exclusion`;
