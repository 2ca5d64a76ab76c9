import { constant, identifier, integer, join, sql, type Sql } from './statement.ts';

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

/** A quantity that may have a fraction. */
export const quantity = number;

/**
 * An amount of money with 12 decimals; longer fractions (OpenAI writes 39) are rounded there. Amounts below a million fit
 * in 64 bits, where reading them is thirty times as fast; all others are read in full width. Those with a positive exponent
 * too, because the narrow type drops digits of them: it reads `-1.218344567445266992e+6` as -1218344.567445266990.
 */
export const amount = (column: string): Sql => {
  const text = identifier(column);
  const isPlain = sql`contains(${text}, 'e-') OR contains(${text}, 'E-') OR NOT (contains(${text}, 'e') OR contains(${text}, 'E'))`;
  return sql`COALESCE(CAST(CASE WHEN ${isPlain} THEN TRY_CAST(${text} AS DECIMAL(18, 12)) END AS DECIMAL(38, 12)),
    TRY_CAST(${text} AS DECIMAL(38, 12)))`;
};

/** An amount as people write it: `"$10,000.00 "` is 10000. */
export const money = (column: string): Sql =>
  sql`TRY_CAST(trim(replace(replace(${identifier(column)}, '$', ''), ',', '')) AS DECIMAL(38, 12))`;

/**
 * An amount in hundredths or millionths of its currency, exact to twelve decimals. Example: Anthropic's `"123.78912"`
 * cents with the factor 0.01 are 1.2378912 dollars.
 */
export function moneyTimes(column: string, factor: number): Sql {
  const shift = Math.round(-Math.log10(factor));
  if (shift === 0) return money(column);
  const cleaned = sql`trim(replace(replace(${identifier(column)}, '$', ''), ',', ''))`;
  if (shift < 0) return sql`TRY_CAST(${money(column)} * ${integer(factor)} AS DECIMAL(38, 12))`;
  const [digits, one] = [
    integer(12 - shift),
    sql`CAST(${constant(factor.toFixed(shift))} AS DECIMAL(${integer(shift + 1)}, ${integer(shift)}))`,
  ];
  return sql`CAST(TRY_CAST(${cleaned} AS DECIMAL(28, ${digits})) * ${one} AS DECIMAL(38, 12))`;
}

/** True where an amount has digits that twelve decimals cannot hold. Example: `0.0000000000001` has one. */
export const hasExcessDigits = (column: string): Sql => sql`COALESCE(
  regexp_matches(${identifier(column)}, '\\.[0-9]{12}[0-9]*[1-9]')
  OR (regexp_matches(${identifier(column)}, '[eE]-') AND ${number(column)} <> CAST(${amount(column)} AS DOUBLE)), FALSE)`;

/**
 * Outside these years a date is a misread number: the shipped DuckDB reads `4/1/25` as January of the year 4. The cast
 * goes by way of TIMESTAMP WITH TIME ZONE because the plain one drops an offset in silence.
 */
const plausible = (reading: Sql): Sql =>
  sql`CASE WHEN ${reading} BETWEEN TIMESTAMP '1990-01-01' AND TIMESTAMP '2200-01-01' THEN ${reading} END`;

const isoTime = (text: Sql): Sql => plausible(sql`CAST(TRY_CAST(${text} AS TIMESTAMP WITH TIME ZONE) AS TIMESTAMP)`);

/** An ISO timestamp as UTC, its offset applied; one without an offset is read as UTC. */
export const utc = (column: string): Sql => isoTime(identifier(column));

/**
 * Like `utc`, for sources whose dates were written by hand or by a spreadsheet: also `4/1/25` and `04/01/2025` (month
 * first), `20260727`, `2026-08` and times without seconds.
 */
export const utcFromAnyDate = (column: string): Sql => {
  const text = identifier(column);
  const matches = (pattern: Sql): Sql => sql`regexp_matches(${text}, ${pattern})`;
  return sql`CASE
    WHEN ${matches(sql`'^[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}$'`)} THEN TRY_STRPTIME(${text}, '%m/%d/%y')
    WHEN ${matches(sql`'^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$'`)} THEN ${plausible(sql`TRY_STRPTIME(${text}, '%m/%d/%Y')`)}
    WHEN ${matches(sql`'^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4} '`)}
      THEN ${plausible(sql`TRY_STRPTIME(${text}, '%m/%d/%Y %H:%M:%S')`)}
    WHEN ${matches(sql`'^[0-9]{8}$'`)} THEN ${plausible(sql`TRY_STRPTIME(${text}, '%Y%m%d')`)}
    WHEN ${matches(sql`'^[0-9]{4}-[0-9]{2}$'`)} THEN ${isoTime(sql`${text} || '-01'`)}
    WHEN ${matches(sql`'[T ][0-9]{2}:[0-9]{2}Z?$'`)}
      THEN ${isoTime(sql`regexp_replace(${text}, '([T ][0-9]{2}:[0-9]{2})(Z?)$', '\\1:00\\2')`)}
    ELSE ${utc(column)} END`;
};

/** A Unix time as UTC, between 1990 and 2200. Example: 1759622400 with 1,000,000 microseconds a unit is 2025-10-05. */
export const unixTime = (column: string, microsecondsPerUnit: number): Sql => {
  const microseconds = sql`${number(column)} * ${integer(microsecondsPerUnit)}`;
  return sql`CASE WHEN ${microseconds} BETWEEN 631152000000000 AND 7258118400000000
    THEN make_timestamp(CAST(${microseconds} AS BIGINT)) END`;
};

/** A text that the import carries beside the file: a constant of the mapping, a date from the file's name. */
export const importConstant = (importId: number, name: string): Sql =>
  sql`(SELECT text FROM import_constant WHERE import_id = ${integer(importId)} AND name = ${constant(name)})`;

/** Quoted texts of JSON, one per match of a pattern in which they are a group; `\"` and `\\` are undone. */
const quotedTexts = (column: string, pattern: Sql, group: number): Sql => sql`list_transform(
  regexp_extract_all(${identifier(column)}, ${pattern}, ${integer(group)}),
  lambda part: replace(replace(part, '\\"', '"'), '\\\\', '\\'))`;

/**
 * The period that stands beside the file: in its name, or given at import. For sources that write no dates.
 */
export const filePeriod = (importId: number): { readonly start: Sql; readonly end: Sql } => ({
  start: isoTime(importConstant(importId, 'period_start')),
  end: isoTime(importConstant(importId, 'period_end')),
});

/** A time counted from the start of a trace that names no date: from the file's period, else from the year 2000. */
export const sinceStart = (importId: number, column: string, microsecondsPerUnit: number): Sql => sql`CASE
  WHEN ${number(column)} BETWEEN 0 AND 100000000000
  THEN COALESCE(${filePeriod(importId).start}, TIMESTAMP '2000-01-01')
    + to_microseconds(CAST(${number(column)} * ${integer(microsecondsPerUnit)} AS BIGINT)) END`;

/**
 * The text members of a flat JSON object as a MAP, as clouds write their tags; braces may be missing (Azure). A name
 * that appears twice keeps its first value, because DuckDB refuses a MAP with equal keys. Other members are left out.
 */
export const tags = (column: string): Sql => {
  const pair = sql`'"((?:[^"\\\\]|\\\\.)*)"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"'`;
  return pairMap(quotedTexts(column, pair, 1), quotedTexts(column, pair, 2));
};

const pairMap = (names: Sql, texts: Sql): Sql => sql`CASE WHEN len(${names}) > 0 THEN map_from_entries(list_filter(
  list_zip(${names}, ${texts}), lambda entry, place: list_position(${names}, entry[1]) = place)) END`;

/** A JSON list of records `{"key": ..., "value": ...}` as a MAP, as Google Cloud writes its labels. */
export const keyValueTags = (column: string): Sql => {
  const pair = sql`'["'']key["'']\\s*:\\s*"?([^",}'']+)"?\\s*,\\s*["'']value["'']\\s*:\\s*"?([^",}'']*)'`;
  return pairMap(quotedTexts(column, pair, 1), quotedTexts(column, pair, 2));
};

/** A JSON list of texts as a MAP of each to `true`: request tags have no values. */
export const tagList = (column: string): Sql => {
  const quoted = sql`'"((?:[^"\\\\]|\\\\.)*)"'`;
  const texts = sql`list_sort(list_distinct(${quotedTexts(column, quoted, 1)}))`;
  return sql`CASE WHEN regexp_matches(${identifier(column)}, ${quoted}) THEN map_from_entries(
    list_transform(${texts}, lambda tag: {'key': tag, 'value': 'true'})) END`;
};

/**
 * The source with one more column, which is slow to make of a text that many rows share. Staged rows, which can be read
 * twice, have it made once for each text among them; a file that is read in place has it made row by row.
 */
export function oncePerText(
  source: Sql,
  isStaged: boolean,
  { column, made, as }: { readonly column: string; readonly made: Sql; readonly as: string },
): Sql {
  const [text, name] = [identifier(column), identifier(as)];
  if (!isStaged) return sql`(SELECT *, ${made} AS ${name} FROM ${source})`;
  return sql`(SELECT staged.*, once.${name} FROM ${source} AS staged
    LEFT JOIN (SELECT ${text}, ${made} AS ${name} FROM (SELECT DISTINCT ${text} FROM ${source} WHERE ${text} IS NOT NULL)) AS once
    ON staged.${text} = once.${text})`;
}

/** The last folder of a path; a person's own folder is `~`, because it bears the name of the person. */
export const folderName = (column: string): Sql => sql`CASE
  WHEN regexp_matches(${identifier(column)}, '^(/home|/Users|[A-Za-z]:[\\\\/]Users)[\\\\/][^\\\\/]+[\\\\/]?$') THEN '~'
  ELSE NULLIF(regexp_extract(${identifier(column)}, '([^/\\\\]+)[/\\\\]?$', 1), '') END`;

const any = (conditions: readonly Sql[]): Sql => join(conditions, ' OR ');

const unreadable = (column: string, reading: Sql): Sql =>
  sql`(${identifier(column)} IS NOT NULL AND ${reading} IS NULL)`;

/** Why a row's quantities cannot be used: like `countProblems`, but fractions and negative values are in order. */
export const quantityProblem = (...columns: readonly string[]): Sql =>
  sql` WHEN ${any(columns.map((column) => unreadable(column, number(column))))} THEN 'not-a-number'`;

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

export const amountProblem = (column: string, reading: Sql = amount(column)): Sql =>
  sql` WHEN ${unreadable(column, reading)} THEN 'not-an-amount'`;

/** A period needs a readable start, and an end that does not lie before it. */
export const periodProblem = (start: Sql, end: Sql): Sql => sql`
  WHEN ${start} IS NULL OR ${end} IS NULL THEN 'no-date'
  WHEN ${end} < ${start} THEN 'ends-before-start'`;

/** The `exclusion` column: NULL for a row that is kept. */
export const exclusion = (...branches: readonly Sql[]): Sql => sql`CASE ${join(branches, ' ')} END AS exclusion`;
