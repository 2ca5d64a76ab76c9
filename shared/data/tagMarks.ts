import { z } from 'zod';
import type { DimensionRule } from '../model/dataSettings.ts';
import type { ReadableDatabase, WritableDatabase } from './database.ts';
import { importerById, IMPORTERS } from './importers/registry.ts';
import { likeText } from './sql/attribution.ts';
import { rebuildCube } from './rebuildCube.ts';
import { importsOfFormats, insertTagCondition, tagConditions, type TagCondition } from './sql/tags.ts';

const conditionRow = z.object({ condition_id: z.number(), name: z.string(), pattern: z.string() });
const importRow = z.object({ import_id: z.number(), format: z.string() });

/** The conditions that the cube marks, in the order in which rules first asked for them. */
export async function readTagConditions(database: ReadableDatabase): Promise<readonly TagCondition[]> {
  return z
    .array(conditionRow)
    .parse(await database.query(tagConditions))
    .map(({ condition_id, name, pattern }) => ({ conditionId: condition_id, name, pattern }));
}

/**
 * Makes the cube answer what rules ask of tags. For a condition that it does not mark yet, the imports that carry tags
 * are aggregated anew from their rows; one that no rule asks for any more stays, so that undo costs nothing. Runs inside
 * the caller's transaction. Returns all conditions.
 */
export async function markTags(
  database: WritableDatabase,
  rules: readonly DimensionRule[],
): Promise<readonly TagCondition[]> {
  const known = await readTagConditions(database);
  const asked = rules.flatMap(({ when }) =>
    when.flatMap(({ tag, pattern }) => (tag === undefined ? [] : [{ name: tag, pattern: likeText(pattern) }])),
  );
  const added: TagCondition[] = [];
  for (const { name, pattern } of asked) {
    const isKnown = [...known, ...added].some((other) => other.name === name && other.pattern === pattern);
    if (!isKnown) added.push({ conditionId: known.length + added.length + 1, name, pattern });
  }
  if (added.length === 0) return known;
  for (const condition of added) await database.execute(insertTagCondition(condition));
  const conditions = [...known, ...added];
  const formats = IMPORTERS.filter(({ provides }) => provides.includes('tags')).map(({ id }) => id);
  for (const row of z.array(importRow).parse(await database.query(importsOfFormats(formats)))) {
    const importer = importerById(row.format);
    if (importer !== undefined) await rebuildCube(database, importer, row.import_id, conditions);
  }
  return conditions;
}
