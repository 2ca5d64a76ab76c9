import type { WritableDatabase } from './database.ts';
import { begin, commit, rollback } from './sql/transactions.ts';

/** Runs `work` so that all of it is kept or, when it throws, none of it. */
export async function inTransaction<T>(database: WritableDatabase, work: () => Promise<T>): Promise<T> {
  await database.execute(begin);
  try {
    const result = await work();
    await database.execute(commit);
    return result;
  } catch (error) {
    await database.execute(rollback);
    throw error;
  }
}
