import type { Field } from 'apache-arrow';
import type { WritableDatabase } from '../database.ts';
import { headerNames, nameAfter, relationColumns, type TableImporter } from '../importers/importer.ts';
import type { ParquetTable } from '../source/parquet.ts';
import { columnNames } from '../source/parquet.ts';
import { dropRaw, emptyStaging, parquetColumn, parquetColumns, stageRowGroup } from '../sql/parquetColumns.ts';
import { dropStaging, stagingRelation } from '../sql/staging.ts';
import type { OpenSource } from './openSource.ts';

/** Copies a Parquet file into a staging table of text columns, a part of a row group at a time, only the columns in use. */
export async function withParquetSource<T>(
  database: WritableDatabase,
  table: ParquetTable,
  importer: TableImporter,
  { importId, signal }: { readonly importId: number; readonly signal?: AbortSignal | undefined },
  work: (source: OpenSource) => Promise<T>,
): Promise<T> {
  const [raw, staging] = [`raw_${String(importId)}`, `staging_${String(importId)}`];
  const aliases = relationColumns(importer);
  const named = Object.keys(importer.columns).map((alias) => ({
    alias,
    name: presentName(table.fields, importer, alias),
  }));
  const prefixed = Object.entries(importer.columnsByPrefix ?? {}).map(([alias, prefixes]) => ({
    alias,
    members: membersWith(table.fields, prefixes),
  }));
  const wanted = topLevel(table.fields, [
    ...named.flatMap(({ name }) => (name === null ? [] : [name])),
    ...prefixed.flatMap(({ members }) => members.map(({ name }) => name)),
  ]);
  const columns = [
    ...named.map(({ alias, name }) => parquetColumn(table.fields, name, alias)),
    ...prefixed.map(({ alias, members }) => parquetColumns(table.fields, members, alias)),
  ];
  let isFirst = true;
  for (let group = 0; group < table.rowGroups; group += 1) {
    for await (const part of table.read(group, wanted)) {
      signal?.throwIfAborted();
      await database.insertArrow(raw, part, { create: true });
      await database.execute(stageRowGroup({ raw, staging, columns, isFirst }));
      await database.execute(dropRaw(raw));
      isFirst = false;
    }
  }
  if (isFirst) await database.execute(emptyStaging(staging, aliases));
  // On an error the transaction's rollback takes the tables with it.
  const result = await work({
    eachWindow: (insert) => insert({ relation: stagingRelation(staging, aliases), isStaged: true }),
    problems: () => Promise.resolve([]),
    // A Parquet file has no lines; its rows are numbered from 1.
    linesOf: (rows) => Promise.resolve(new Map(rows.map((row) => [row, row]))),
  });
  await database.execute(dropStaging(staging));
  return result;
}

function presentName(fields: readonly Field[], importer: TableImporter, alias: string): string | null {
  const present = new Set(columnNames(fields).map((name) => name.trim().toLowerCase()));
  return headerNames(importer.columns, alias).find((name) => present.has(name.toLowerCase())) ?? null;
}

/** The columns of the file whose names begin so, with the rest of their names. */
const membersWith = (
  fields: readonly Field[],
  prefixes: readonly string[],
): readonly { readonly name: string; readonly after: string }[] =>
  columnNames(fields).flatMap((column) => {
    const name = column.trim();
    const after = nameAfter(name, prefixes);
    return after === null ? [] : [{ name, after }];
  });

/** The columns of the file in which these names lie; all of them where the file has no other. */
function topLevel(fields: readonly Field[], names: readonly string[]): readonly string[] {
  const lower = names.map((name) => name.toLowerCase());
  const used = fields.filter(({ name }) => {
    const own = name.trim().toLowerCase();
    return lower.some((wanted) => wanted === own || wanted.startsWith(`${own}.`));
  });
  return used.map(({ name }) => name);
}
