import { identifier, integer, join, spelled, sql, value, type Sql } from './statement.ts';

/** What rules ask of tags: the tag's name, exactly, and a pattern of its value as the text of LIKE, in lower case. */
export type TagCondition = { readonly conditionId: number; readonly name: string; readonly pattern: string };

/** The column of `label` that says which conditions the tags of a row meet, `,1,4,`; NULL for none. */
export const TAG_MARKS = 'tag_marks';

export const tagConditions = sql`SELECT condition_id, name, pattern FROM tag_condition ORDER BY condition_id`;

export const insertTagCondition = ({ conditionId, name, pattern }: TagCondition): Sql =>
  sql`INSERT INTO tag_condition VALUES (${value(conditionId)}, ${value(name)}, ${value(pattern)})`;

/** Imports of some formats, counted or not. */
export const importsOfFormats = (formats: readonly string[]): Sql =>
  sql`SELECT import_id, format FROM import WHERE format IN (${join(formats.map(value))}) ORDER BY import_id`;

export const forgetCube = (importId: number): Sql => sql`DELETE FROM usage_cube WHERE import_id = ${integer(importId)}`;

/**
 * The marks of a row's tags. The cube keeps these instead of the tags, which may be as many as the rows: so it grows with
 * what rules ask for and not with what exports carry.
 */
export const tagMarks = (tags: Sql, conditions: readonly TagCondition[]): Sql => {
  const met = conditions.map(({ conditionId, name, pattern }) => {
    const found = sql`map_extract(${tags}, ${spelled(name)})`;
    return sql`CASE WHEN len(${found}) > 0
      AND lower(array_to_string(${found}, '')) LIKE ${spelled(pattern)} ESCAPE chr(92) THEN ${integer(conditionId)} || ',' ELSE '' END`;
  });
  return met.length === 0
    ? sql`CAST(NULL AS VARCHAR)`
    : sql`CASE WHEN length(${join(met, ' || ')}) > 0 THEN ',' || ${join(met, ' || ')} END`;
};

/** True for a label whose rows meet a condition; without one never. */
export const hasMark = (conditionId: number | undefined): Sql =>
  conditionId === undefined
    ? sql`FALSE`
    : sql`contains(COALESCE(label.${identifier(TAG_MARKS)}, ''), ',' || ${integer(conditionId)} || ',')`;
