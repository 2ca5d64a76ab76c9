import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applyDimensionRules } from '../../shared/data/attribution.ts';
import { activateImports } from '../../shared/data/import/activeImports.ts';
import { prepareDatabase } from '../../shared/data/import/formatTables.ts';
import { readExtent } from '../../shared/data/spend.ts';
import { sql } from '../../shared/data/sql/statement.ts';
import { FIXTURES, importPath, openPrepared } from './support.ts';

test('a project made before there were rules by tag opens, keeps its rows and takes such a rule', async () => {
  const database = await openPrepared();
  const { importId } = await importPath(database, join(FIXTURES, 'bedrock-invocation-log/logs.jsonl'));
  // As the tables were: a primary key on the labels, no marks, no conditions, and views that read them.
  for (const statement of [
    sql`CREATE TABLE label_before AS SELECT * EXCLUDE (tag_marks) FROM label`,
    sql`DROP TABLE label`,
    sql`CREATE TABLE label (label_id INTEGER PRIMARY KEY, account VARCHAR, project VARCHAR, team VARCHAR, feature VARCHAR,
      environment VARCHAR, customer VARCHAR, user_key VARCHAR, api_key VARCHAR)`,
    sql`INSERT INTO label SELECT * FROM label_before`,
    sql`DROP TABLE label_before`,
    sql`DROP TABLE tag_condition`,
    sql`DROP TABLE repeat_state`,
    sql`DROP TABLE layout`,
  ]) {
    await database.execute(statement);
  }
  try {
    await prepareDatabase(database);
    const imported = importId ?? 0;
    await activateImports(database, [imported]);
    const { rowCount } = await readExtent(database);
    expect(rowCount).toBeGreaterThan(0);
    await applyDimensionRules(database, [
      {
        id: 'a',
        dimension: 'team',
        value: 'Search',
        overrides: false,
        when: [{ field: 'tag', tag: 'team', pattern: 'search' }],
      },
    ]);
    const [row] = await database.query(sql`SELECT count(*) AS rows FROM counted WHERE team = 'Search'`);
    expect(Number(row?.rows)).toBeGreaterThan(0);
    expect((await readExtent(database)).rowCount).toBe(rowCount);
  } finally {
    database.close();
  }
});
