import { z } from 'zod';
import type { WritableDatabase } from './database.ts';
import type { Importer } from './importers/importer.ts';
import { buildCube } from './sql/cube.ts';
import { outcomeCounts } from './sql/imports.ts';
import { forgetCube, type TagCondition } from './sql/tags.ts';

const outcomeRow = z.object({ exclusion: z.string().nullable(), rows: z.number() });

/** Aggregates one import anew from its rows, after what counts of them, or what is asked of their tags, has changed. */
export async function rebuildCube(
  database: WritableDatabase,
  importer: Importer,
  importId: number,
  conditions: readonly TagCondition[],
): Promise<void> {
  const outcomes = z.array(outcomeRow).parse(await database.query(outcomeCounts(importer, importId)));
  const kept = outcomes.find(({ exclusion }) => exclusion === null)?.rows ?? 0;
  for (const statement of [forgetCube(importId), ...buildCube(importer, importId, conditions, kept)]) {
    await database.execute(statement);
  }
}
