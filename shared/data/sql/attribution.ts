import { OWN_DIMENSIONS, type DimensionRule, type OwnDimension, type RuleField } from '../../model/dataSettings.ts';
import type { CostRows } from './costRows.ts';
import { identifier, join, nothing, sql, value, type Sql } from './statement.ts';
import { hasMark, type TagCondition } from './tags.ts';

export const forgetAttribution = sql`DELETE FROM attribution`;

/** A pattern with `*` as the text of LIKE; what LIKE itself would read as a wildcard is escaped. */
export const likeText = (pattern: string): string =>
  pattern
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')
    .replaceAll('*', '%');

const column = (field: Exclude<RuleField, 'tag'>): readonly Sql[] => {
  if (field === 'model') return [sql`key.model_raw`, sql`key.model`];
  return [field === 'provider' ? sql`key.provider` : sql`label.${identifier(field)}`];
};

type Condition = DimensionRule['when'][number];

const matches = ({ field, tag, pattern }: Condition, conditions: readonly TagCondition[]): Sql => {
  if (field !== 'tag') return matchesText(field, pattern);
  const like = likeText(pattern);
  return hasMark(conditions.find((known) => known.name === tag && known.pattern === like)?.conditionId);
};

const matchesText = (field: Exclude<RuleField, 'tag'>, pattern: string): Sql =>
  sql`(${join(
    column(field).map((text) => sql`lower(COALESCE(${text}, '')) LIKE ${value(likeText(pattern))} ESCAPE '\\'`),
    ' OR ',
  )})`;

/** What the first rule that fits gives for a dimension; NULL where the export's own value stands. */
function decided(
  dimension: OwnDimension,
  rules: readonly DimensionRule[],
  tagConditions: readonly TagCondition[],
): Sql {
  const branches = rules
    .filter((rule) => rule.dimension === dimension)
    .map((rule) => {
      const conditions = rule.when.map((condition) => matches(condition, tagConditions));
      const isOpen = rule.overrides ? nothing : sql`label.${identifier(dimension)} IS NULL AND `;
      return sql`WHEN ${isOpen}${join(conditions, ' AND ')} THEN CAST(${value(rule.value)} AS VARCHAR)`;
    });
  return branches.length === 0 ? sql`CAST(NULL AS VARCHAR)` : sql`CASE ${join(branches, ' ')} END`;
}

/** Decides every combination of names that the data holds. Patterns and values go as parameters. */
export const insertAttribution = (rules: readonly DimensionRule[], conditions: readonly TagCondition[]): Sql => sql`
  INSERT INTO attribution
  SELECT * FROM (
    SELECT key.price_key_id, label.label_id,
      ${join(OWN_DIMENSIONS.map((dimension) => sql`${decided(dimension, rules, conditions)} AS ${identifier(dimension)}`))}
    FROM (SELECT DISTINCT price_key_id, label_id FROM usage_cube) AS present
      JOIN price_key AS key USING (price_key_id) JOIN label USING (label_id))
  WHERE COALESCE(${join(OWN_DIMENSIONS.map(identifier))}) IS NOT NULL`;

/** Computed and billed money in all, and without a value of each dimension. */
export const untaggedMoney = ({ relation }: CostRows): Sql => sql`SELECT
  CAST(sum(usd) AS DOUBLE) AS total,
  ${join(
    OWN_DIMENSIONS.map(
      (dimension) =>
        sql`CAST(sum(CASE WHEN ${identifier(dimension)} IS NULL THEN usd END) AS DOUBLE) AS ${identifier(dimension)}`,
    ),
  )}
  FROM (SELECT *, COALESCE(CASE WHEN counts_tokens THEN computed_usd END, CASE WHEN counts_money THEN billed_usd END) * share
    AS usd FROM ${relation} AS rows)`;
