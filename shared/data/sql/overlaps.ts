import { FAMILIES, NEVER_THE_SAME } from '../importers/families.ts';
import { IMPORTERS } from '../importers/registry.ts';
import { constant, identifier, integer, join, keyword, sql, type Sql } from './statement.ts';

/** Who used it, as far as an export was grouped by it. */
const LABELS = ['project', 'team', 'environment', 'customer', 'user_key', 'api_key'] as const;

const truth = (is: boolean): Sql => keyword(is ? 'TRUE' : 'FALSE');

/** Every format with its family; one that has no kin is a family of its own. */
const familyRows = IMPORTERS.filter(({ id }) => !NEVER_THE_SAME.includes(id)).map((importer) => {
  const family = FAMILIES.find(({ ranks }) => Object.hasOwn(ranks, importer.id));
  return sql`(${join([
    constant(importer.id),
    constant(family?.name ?? importer.id),
    integer(family?.ranks[importer.id] ?? 1),
    truth(family?.scope === 'account'),
    truth(family?.comesInParts === true),
    truth(importer.duplicateKey !== undefined),
  ])})`;
});

const grouped = (column: string): Sql =>
  sql`bool_or(${identifier(column)} IS NOT NULL) AS ${identifier(`has_${column}`)}`;

const onBoth = (column: string): Sql => {
  const has = identifier(`has_${column}`);
  return sql`NOT loser.by_account AND loser.${has} AND winner.${has}`;
};

/** The dimensions that both exports were grouped by, as one text: rows of the two with equal texts are the same scope. */
const scopeKey = sql`concat_ws(chr(31), fact, COALESCE(provider, ''),
  CASE WHEN on_account THEN COALESCE(account, '') ELSE '' END,
  CASE WHEN by_account THEN '' ELSE COALESCE(feature, '') || chr(30) || COALESCE(other_unit, '') END,
  CASE WHEN on_model THEN COALESCE(model_raw, '') ELSE '' END,
  ${join(LABELS.map((label) => sql`CASE WHEN ${identifier(`on_${label}`)} THEN COALESCE(${identifier(label)}, '') ELSE '' END`))})`;

/**
 * The accounts and months of which an import has the amortized cost. It spreads what was prepaid over its use, so that no
 * row of the other basis may be added to it, whichever was opened first and whatever days the two have.
 */
const spreadMonths = (active: Sql): Sql => sql`
  SELECT DISTINCT cube.import_id AS winner, import.format, COALESCE(label.account, '') AS account,
    date_trunc('month', cube.period_start) AS month
  FROM usage_cube AS cube JOIN import USING (import_id) JOIN family ON family.format = import.format AND family.by_account
    JOIN label USING (label_id)
  WHERE cube.billed_basis = 'amortized' AND cube.import_id IN (${active})`;

/**
 * Rows of imports that another import of the same family replaces: by label, price key and kind, within the winner's
 * covered time. `active` selects the import ids that take part. Rows that name the same request are left to the
 * duplicate check of their format, and rows of another capability (`feature`) or unit are never the same scope. Names are
 * looked at only of imports that have kin of the same time, which most have not. Of an invoice in two bases, actual and
 * amortized, the amortized one wins by account and month.
 */
export const overlaps = (active: Sql): Sql => sql`
  WITH family(format, family, rank, by_account, in_parts, has_ids) AS (VALUES ${join(familyRows)}),
  kin AS (
    SELECT about.*, family.family
    FROM (SELECT import_id, min(period_start) AS first, max(period_end) AS last FROM usage_cube
        WHERE import_id IN (${active}) GROUP BY import_id) AS about
      JOIN import USING (import_id) JOIN family ON family.format = import.format),
  involved AS (
    SELECT DISTINCT one.import_id FROM kin AS one JOIN kin AS other ON one.family = other.family
      AND one.import_id <> other.import_id AND one.first < other.last AND other.first < one.last),
  part AS (
    SELECT import_id, label_id, price_key_id, fact, other_unit,
      min(period_start) AS first, max(period_end) AS last, min(billed_basis) AS basis
    FROM usage_cube WHERE import_id IN (SELECT import_id FROM involved) GROUP BY ALL),
  named AS (
    SELECT part.*, label.account, label.feature, key.provider, key.model_raw,
      ${join(LABELS.map((label) => sql`label.${identifier(label)}`))}
    FROM part JOIN label USING (label_id) JOIN price_key AS key USING (price_key_id)),
  span AS (
    SELECT named.import_id, any_value(family.rank) AS rank, any_value(by_account) AS by_account,
      any_value(in_parts) AS in_parts, any_value(has_ids) AS has_ids, any_value(import.format) AS format,
      any_value(import.imported_at) AS imported_at, min(basis) AS basis,
      any_value(CASE WHEN import.format = 'generic' THEN 'generic ' || COALESCE(mapping.text, '')
        ELSE family.family END) AS family,
      min(first) AS first, max(last) AS last, ${join(['account', 'model_raw', ...LABELS].map(grouped))}
    FROM named JOIN import USING (import_id) JOIN family ON family.format = import.format
      LEFT JOIN import_constant AS mapping ON mapping.import_id = named.import_id AND mapping.name = 'mapping'
    GROUP BY named.import_id),
  pair AS (
    SELECT loser.import_id AS loser, winner.import_id AS winner, winner.first, winner.last, loser.by_account,
      loser.has_account AND winner.has_account AND (loser.format = winner.format OR NOT loser.by_account) AS on_account,
      loser.format = winner.format AND ${onBoth('model_raw')} AS on_model,
      ${join(LABELS.map((label) => sql`${onBoth(label)} AS ${identifier(`on_${label}`)}`))}
    FROM span AS loser JOIN span AS winner ON loser.family = winner.family AND loser.import_id <> winner.import_id
      AND loser.first < winner.last AND winner.first < loser.last
      AND (winner.rank > loser.rank OR (winner.rank = loser.rank AND winner.import_id > loser.import_id))
      AND NOT (loser.format = winner.format AND loser.has_ids)
      AND NOT (loser.in_parts AND loser.format = winner.format AND loser.imported_at = winner.imported_at
        AND loser.basis IS NOT DISTINCT FROM winner.basis)
      AND NOT (loser.by_account AND loser.format = winner.format AND loser.basis IS DISTINCT FROM winner.basis)),
  spread AS (${spreadMonths(active)}),
  winning AS (
    SELECT DISTINCT loser, winner, ${scopeKey} AS scope_key FROM pair JOIN named ON named.import_id = pair.winner)
  SELECT DISTINCT losing.import_id, losing.label_id, losing.price_key_id, losing.fact, losing.other_unit,
    losing.winner, losing.valid_from, losing.valid_to
  FROM (
    SELECT named.*, loser, winner, pair.first AS valid_from, pair.last AS valid_to, ${scopeKey} AS scope_key
    FROM pair JOIN named ON named.import_id = pair.loser) AS losing
  JOIN winning USING (loser, winner, scope_key)
  UNION
  SELECT cube.import_id, cube.label_id, cube.price_key_id, cube.fact, cube.other_unit,
    spread.winner, spread.month AS valid_from, spread.month + INTERVAL 1 MONTH AS valid_to
  FROM usage_cube AS cube JOIN import USING (import_id) JOIN label USING (label_id)
    JOIN spread ON spread.format = import.format AND spread.account = COALESCE(label.account, '')
      AND spread.month = date_trunc('month', cube.period_start)
  WHERE cube.billed_basis <> 'amortized' AND cube.import_id IN (${active})`;

const ACTIVE = sql`SELECT import_id FROM active_import`;

/** Fills `superseded` for the active imports. */
export const findSuperseded: readonly Sql[] = [
  sql`DELETE FROM superseded`,
  sql`INSERT INTO superseded ${overlaps(ACTIVE)}`,
];

/**
 * Whether a row of `superseded` names a row; one that reaches out of the winner's time stays. `row` has the period, kind
 * and unit, `key` and `label` the ids.
 */
const names = (row: Sql, key = row, label = row): Sql => sql`superseded.import_id = ${row}.import_id
  AND superseded.label_id = ${label}.label_id AND superseded.price_key_id = ${key}.price_key_id
  AND superseded.fact = ${row}.fact AND superseded.other_unit IS NOT DISTINCT FROM ${row}.other_unit
  AND ${row}.period_start >= superseded.valid_from AND ${row}.period_end <= superseded.valid_to`;

/**
 * Which later export replaces a row, to be joined on the left. No `NOT EXISTS` and no `ANTI JOIN`: the shipped DuckDB
 * (1.4.3) takes the comparison of units for `=` in a correlated NOT EXISTS, so that rows without a unit always stood, and
 * of two inequalities it drops one when it turns an ANTI JOIN round.
 */
export const joinSuperseded = (row: Sql, key = row, label = row): Sql =>
  sql`LEFT JOIN superseded ON ${names(row, key, label)}`;

/** True for the rows of that join that no later export replaces. */
export const isNotSuperseded: Sql = sql`superseded.import_id IS NULL`;

/** Cube rows that no later export replaces. */
export const standingRows: Sql = sql`SELECT cube.* FROM usage_cube AS cube ${joinSuperseded(sql`cube`)}
  WHERE ${isNotSuperseded}`;

/** Cube rows that a later export replaces, each once. */
export const supersededRows: Sql = sql`SELECT * FROM usage_cube WHERE rowid IN (
  SELECT cube.rowid FROM usage_cube AS cube JOIN superseded ON ${names(sql`cube`)})`;

const replacedRows = (found: Sql): Sql => sql`
  SELECT cube.import_id AS loser, any_value(lost.file_name) AS file, any_value(lost.format) AS format,
    superseded.winner, any_value(won.file_name) AS winner_file, any_value(won.format) AS winner_format,
    CAST(sum(cube.row_count) AS DOUBLE) AS row_count,
    strftime(min(cube.period_start), '%Y-%m-%dT%H:%M:%SZ') AS first,
    strftime(max(cube.period_end), '%Y-%m-%dT%H:%M:%SZ') AS last,
    any_value(lost.format) = any_value(won.format) AND bool_or(spread.import_id IS NOT NULL AND cube.billed_basis <> 'amortized')
      AS is_other_basis
  FROM ${found} AS superseded JOIN usage_cube AS cube USING (import_id, label_id, price_key_id, fact)
    JOIN import AS lost ON lost.import_id = cube.import_id JOIN import AS won ON won.import_id = superseded.winner
    LEFT JOIN (SELECT DISTINCT import_id FROM usage_cube WHERE billed_basis = 'amortized') AS spread
      ON spread.import_id = superseded.winner
  WHERE superseded.other_unit IS NOT DISTINCT FROM cube.other_unit
    AND cube.period_start >= superseded.valid_from AND cube.period_end <= superseded.valid_to
  GROUP BY cube.import_id, superseded.winner ORDER BY cube.import_id, superseded.winner`;

/** Which active imports lose rows to which. */
export const replacedNow: Sql = replacedRows(sql`superseded`);

/** The same, as it would be if one more import counted; only the pairs in which it takes part. */
export const replacedWith = (importId: number): Sql => sql`
  SELECT * FROM (${replacedRows(sql`(${overlaps(sql`${ACTIVE} UNION SELECT ${integer(importId)}`)})`)})
  WHERE ${integer(importId)} IN (loser, winner)`;

/** An active import of the same format whose aggregate equals this one's, row by row. */
export const twinOf = (importId: number, format: string): Sql => {
  const rows = (id: Sql): Sql => sql`SELECT * EXCLUDE (import_id) FROM usage_cube WHERE import_id = ${id}`;
  const summary = (id: Sql): Sql =>
    sql`(SELECT (count(*), sum(row_count), min(period_start), max(period_end)) FROM usage_cube WHERE import_id = ${id})`;
  return sql`SELECT candidate.import_id, candidate.file_name FROM import AS candidate
    WHERE candidate.format = ${constant(format)} AND candidate.import_id <> ${integer(importId)}
      AND candidate.import_id IN (${ACTIVE})
      AND (SELECT count(*) FROM usage_cube WHERE import_id = ${integer(importId)}) > 0
      AND ${summary(sql`candidate.import_id`)} IS NOT DISTINCT FROM ${summary(integer(importId))}
      AND NOT EXISTS (${rows(sql`candidate.import_id`)} EXCEPT ALL ${rows(integer(importId))})
    ORDER BY candidate.import_id LIMIT 1`;
};
