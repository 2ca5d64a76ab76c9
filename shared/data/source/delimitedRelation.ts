import { headerNames, nameAfter, type SourceColumns, type SourcePrefixes } from '../importers/importer.ts';
import { objectOfTexts } from '../sql/jsonText.ts';
import { character, constant, identifier, integer, join, keyword, sql, type Sql } from '../sql/statement.ts';
import type { Delimiter } from './delimited.ts';

export type DelimitedSource = {
  readonly virtualName: string;
  readonly delimiter: Delimiter;
  readonly headers: readonly string[];
  readonly columns: SourceColumns;
  readonly columnsByPrefix: SourcePrefixes;
  readonly nullWords: readonly string[];
  /** Strict reading finds quotes that are not closed, but gives up on a file that mixes kinds of line ends. */
  readonly isStrict: boolean;
  readonly isGzip: boolean;
  readonly rejects: { readonly errors: string; readonly scans: string };
};

/** A line longer than this is refused. LiteLLM rows may carry whole conversations. */
const MAX_LINE_BYTES = 16_000_000;
/** Left alone, DuckDB takes 32 times the longest line: half a gigabyte, and no progress until that is read. */
const BUFFER_BYTES = 2 * MAX_LINE_BYTES;
const MAX_REFUSED_LINES = 1_000_000;

/** Finds the file's column for each alias; names are compared without case and surrounding blanks. */
export function matchColumns(headers: readonly string[], columns: SourceColumns): Map<string, number> {
  const positions = new Map<string, number>();
  headers.forEach((header, index) => {
    const name = header.trim().toLowerCase();
    if (!positions.has(name)) positions.set(name, index);
  });
  const matched = new Map<string, number>();
  for (const alias of Object.keys(columns)) {
    const name = headerNames(columns, alias).find((candidate) => positions.has(candidate.toLowerCase()));
    const position = name === undefined ? undefined : positions.get(name.toLowerCase());
    if (position !== undefined) matched.set(alias, position);
  }
  return matched;
}

/**
 * The relation an importer selects from: every column as text under its alias, `source_row` counting the readable
 * records from 1. Columns are read by position; of a header only a tag's name enters the SQL, spelled letter by letter.
 */
export function delimitedRelation(source: DelimitedSource): Sql {
  const matched = matchColumns(source.headers, source.columns);
  const types = source.headers.map((_, index) => sql`${constant(`c${String(index)}`)}: 'VARCHAR'`);
  const nulls = ['', ...source.nullWords].map(constant);
  const aliases = Object.keys(source.columns).map((alias) => {
    const position = matched.get(alias);
    return position === undefined
      ? sql`CAST(NULL AS VARCHAR) AS ${identifier(alias)}`
      : sql`${identifier(`c${String(position)}`)} AS ${identifier(alias)}`;
  });
  const gathered = Object.entries(source.columnsByPrefix).map(([alias, prefixes]) => {
    const members = source.headers.flatMap((header, index) => {
      const name = nameAfter(header.trim(), prefixes);
      return name === null ? [] : [{ name, text: identifier(`c${String(index)}`) }];
    });
    return sql`${objectOfTexts(members)} AS ${identifier(alias)}`;
  });
  return sql`(
    SELECT row_number() OVER () AS source_row, ${join([...aliases, ...gathered])}
    FROM read_csv(${constant(source.virtualName)},
      columns = {${join(types)}}, auto_detect = false, header = true,
      delim = ${character(source.delimiter)}, quote = '"', escape = '"', nullstr = [${join(nulls)}],
      compression = ${constant(source.isGzip ? 'gzip' : 'none')}, strict_mode = ${keyword(source.isStrict ? 'TRUE' : 'FALSE')}, max_line_size = ${integer(MAX_LINE_BYTES)}, buffer_size = ${integer(BUFFER_BYTES)},
      store_rejects = true, rejects_limit = ${integer(MAX_REFUSED_LINES)},
      rejects_table = ${constant(source.rejects.errors)}, rejects_scan = ${constant(source.rejects.scans)}))`;
}
