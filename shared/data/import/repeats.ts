import { z } from 'zod';
import type { ReadableDatabase, WritableDatabase } from '../database.ts';
import type { Importer } from '../importers/importer.ts';
import { importerById } from '../importers/registry.ts';
import * as imports from '../sql/imports.ts';
import { rebuildCube } from '../rebuildCube.ts';
import { readTagConditions } from '../tagMarks.ts';
import { inTransaction } from '../transaction.ts';

const idsRow = z.object({ format: z.string(), ids: z.string() });
const countRow = z.object({ rows: z.number() });

const readIds = async (database: ReadableDatabase, statement: typeof imports.repeatStates) =>
  new Map(
    z
      .array(idsRow)
      .parse(await database.query(statement))
      .map(({ format, ids }) => [format, ids]),
  );

/** Notes that this import's requests were held against those that count now. Part of the import's transaction. */
export async function noteRepeats(database: WritableDatabase, format: string, importId: number): Promise<void> {
  const active = (await readIds(database, imports.activeByFormat)).get(format);
  const ids = active === undefined ? String(importId) : `${active},${String(importId)}`;
  for (const statement of imports.setRepeatState(format, ids)) await database.execute(statement);
}

/**
 * A request that stands in several files counts in the earliest of those that count. So where other files of a format
 * count than before, because one was taken out or came back, its requests are told apart anew, and a later file gets the
 * rows back that it had lost to one that is gone. Example: of A and B with one common request, taking out A counts it in B.
 */
export async function recountRepeats(database: WritableDatabase): Promise<void> {
  const [active, states] = [
    await readIds(database, imports.activeByFormat),
    await readIds(database, imports.repeatStates),
  ];
  for (const [format, ids] of active) {
    const importer = importerById(format);
    const before = states.get(format);
    if (importer?.duplicateKey === undefined || before === undefined || before === ids) continue;
    await inTransaction(database, async () => {
      for (const importId of ids.split(',').map(Number)) await tellApart(database, importer, importId);
      for (const statement of imports.setRepeatState(format, ids)) await database.execute(statement);
    });
  }
}

async function tellApart(database: WritableDatabase, importer: Importer, importId: number): Promise<void> {
  const { duplicateKey } = importer;
  if (duplicateKey === undefined) return;
  const repeats = async (): Promise<number> =>
    countRow.parse((await database.query(imports.repeatCount(importer, importId)))[0]).rows;
  const before = await repeats();
  if (before > 0) await database.execute(imports.forgetRepeats(importer, importId));
  await database.execute(imports.markRepeats(importer, importId, duplicateKey));
  if (before === 0 && (await repeats()) === 0) return;
  const conditions = importer.provides.includes('tags') ? await readTagConditions(database) : [];
  await rebuildCube(database, importer, importId, conditions);
}
