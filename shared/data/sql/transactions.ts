import { sql } from './statement.ts';

export const begin = sql`BEGIN TRANSACTION`;
export const commit = sql`COMMIT`;
export const rollback = sql`ROLLBACK`;
