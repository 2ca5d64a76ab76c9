import { jsonRecordsPath, jsonRowsPath, jsonStarts } from '../detect/detect.ts';
import type { Head } from '../source/head.ts';
import { isObject, scalar, type JsonObject } from '../source/jsonValues.ts';
import {
  headerNames,
  nameAfter,
  relationColumns,
  type Importer,
  type RecordProblem,
  type SourceRecord,
  type TableImporter,
} from '../importers/importer.ts';
import type { Field } from '../source/textColumn.ts';
import type { Exclusion } from '../exclusions.ts';

/** What takes the rows of a JSON file as they are found. The list of fields is used again for the next row. */
export type RecordSink = {
  readonly row: (fields: readonly Field[]) => void;
  readonly problem: (reason: Exclusion) => void;
};

/** How an importer finds the rows of each element at `path`; fields come in the order of `columns`. */
export type RecordReader = {
  readonly columns: readonly string[];
  readonly path: string;
  readonly read: (element: unknown, sink: RecordSink) => void;
};

export function recordReader(importer: Importer, head: Extract<Head, { kind: 'json' }>): RecordReader {
  if (importer.kind === 'table') {
    const path = jsonRowsPath(importer, jsonStarts(head)[0]);
    return { columns: relationColumns(importer), path, read: rowReader(importer) };
  }
  const { columns } = importer;
  const path = jsonRecordsPath(importer, jsonStarts(head)[0]);
  const records = importer.records();
  return {
    columns,
    path,
    read: (element, sink) => {
      for (const record of records(element)) {
        if (isProblem(record)) sink.problem(record.problem);
        else sink.row(columns.map((column) => record[column] ?? null));
      }
    },
  };
}

const isProblem = (record: SourceRecord | RecordProblem): record is RecordProblem => 'problem' in record;

/** A column that a member may fill; of several such members the one of the lowest rank does. */
type Target = { readonly column: number; readonly rank: number };

/** What the members of an object mean, by their names. A name with dots may be a path or one member's own name. */
type Members = Map<string, Meaning>;
type Meaning = { readonly targets: Target[]; readonly inner: Members; readonly isJsonText: boolean };

const DOT = '.';
const RANKS_OF_NAME = 16;
const UNFILLED = 2 ** 31 - 1;

/**
 * Reads JSON objects as rows of a table: members by their names, or by the paths in them. It goes once through the members
 * that are there, because most rows lack most of the names that a format may have.
 */
function rowReader({ columns, columnsByPrefix = {}, jsonColumns = [] }: TableImporter): RecordReader['read'] {
  const members: Members = new Map();
  const aliases = Object.keys(columns);
  aliases.forEach((alias, column) => {
    const names = headerNames(columns, alias);
    // A column of JSON text is not copied, only what the paths into it lead to.
    if (names.some((name) => jsonColumns.includes(name))) return;
    names.forEach((name, place) => {
      addName(members, name, { column, rank: place * RANKS_OF_NAME }, jsonColumns);
    });
  });
  const gathered = Object.values(columnsByPrefix);
  const fields = [...aliases, ...gathered].map((): Field => null);
  const ranks = new Int32Array(aliases.length);
  return (element, sink) => {
    if (!isObject(element)) {
      sink.problem('not-a-record');
      return;
    }
    fields.fill(null);
    ranks.fill(UNFILLED);
    fill(element, members, fields, ranks);
    gathered.forEach((prefixes, place) => {
      fields[aliases.length + place] = textsWith(element, prefixes);
    });
    sink.row(fields);
  };
}

/** Members whose names begin so, as a JSON object of texts; null where there is none. */
function textsWith(object: JsonObject, prefixes: readonly string[]): string | null {
  const texts = Object.entries(object).flatMap(([name, value]): readonly (readonly [string, string])[] => {
    const after = nameAfter(name, prefixes);
    const text = after === null ? null : scalar(value);
    return after === null || text === null || text === undefined || text === '' ? [] : [[after, String(text)]];
  });
  return texts.length === 0 ? null : JSON.stringify(Object.fromEntries(texts));
}

/** The name as a member's own name goes before the path that it may be. Example: `usage.input`. */
function addName(members: Members, name: string, target: Target, jsonColumns: readonly string[]): void {
  meaningOf(members, name, jsonColumns).targets.push(target);
  const dot = name.indexOf(DOT);
  if (dot < 0) return;
  const { inner } = meaningOf(members, name.slice(0, dot), jsonColumns);
  addName(inner, name.slice(dot + 1), { ...target, rank: target.rank + 1 }, []);
}

function meaningOf(members: Members, name: string, jsonColumns: readonly string[]): Meaning {
  const known = members.get(name);
  if (known !== undefined) return known;
  const meaning = { targets: [], inner: new Map(), isJsonText: jsonColumns.includes(name) };
  members.set(name, meaning);
  return meaning;
}

function fill(object: JsonObject, members: Members, fields: Field[], ranks: Int32Array): void {
  // Not Object.entries, which would make a list of pairs for each of millions of rows.
  for (const name in object) {
    const meaning = members.get(name);
    if (meaning === undefined) continue;
    const value = object[name];
    if (value === null || value === undefined) continue;
    for (const { column, rank } of meaning.targets) {
      if (rank >= (ranks[column] ?? 0)) continue;
      ranks[column] = rank;
      fields[column] = scalar(value) ?? null;
    }
    if (meaning.inner.size === 0) continue;
    const inner = meaning.isJsonText ? parsed(value) : value;
    if (isObject(inner)) fill(inner, meaning.inner, fields, ranks);
  }
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return null;
  }
}
