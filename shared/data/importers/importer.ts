import type { FindingCode } from '../../units/findings.ts';
import type { Exclusion } from '../exclusions.ts';
import type { Sql } from '../sql/statement.ts';
import type { UsageColumn } from '../usageColumns.ts';

/** How sure we are of a layout: A specification or real files, B real headers, C assembled from documentation. */
export type Confidence = 'A' | 'B' | 'C';

/**
 * The columns an importer reads: alias in its SQL -> header names under which exports carried it, newest first. In a
 * JSON row a name may be a path, `usage.input`. A column that a file does not have is NULL.
 */
export type SourceColumns = Readonly<Record<string, string | readonly string[]>>;

/** Alias -> beginnings of column names; see `columnsByPrefix`. */
export type SourcePrefixes = Readonly<Record<string, readonly string[]>>;

/** One record of a JSON source: alias -> value; numbers keep the digits JSON.parse gives them. */
export type SourceRecord = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A record that cannot be used, with the reason shown to the user. */
export type RecordProblem = { readonly problem: Exclusion };

/** What the reader of a number must know: the finding's code -> one sentence, without the file's name. */
export type Notes = Readonly<Partial<Record<FindingCode, string>>>;

type Common = {
  /** Stable name, used by `--format` and in documents. */
  readonly id: string;
  readonly title: string;
  readonly confidence: Confidence;
  /** Columns of `usage` that the SELECT gives besides `source_row`, `exclusion` and, with `rowNotes`, `note`. */
  readonly provides: readonly UsageColumn[];
  /** Columns of `usage` that have one value for the whole format. */
  readonly constants: Partial<Readonly<Record<UsageColumn, string>>>;
  /**
   * The normalisation: one SELECT over the source relation, with `source_row`, `exclusion` and `provides`. Rows that are
   * staged may be read twice; otherwise the relation is the file itself.
   */
  readonly select: (source: Sql, importId: number, isStaged?: boolean) => Sql;
  /**
   * The SELECT compares a row with others of the file (a window function, an aggregate), so it must see all rows at once;
   * without this it may be run over some rows of a file at a time.
   */
  readonly acrossRows?: boolean;
  /** Columns besides `user_key` that hold a person in this format; they are replaced whole where people are. */
  readonly people?: readonly UsageColumn[];
  /** The column whose repeated value marks a duplicate row (a request id). */
  readonly duplicateKey?: UsageColumn;
  /** What the `note` column of a row may say about it, as a finding that counts those rows. */
  readonly rowNotes?: Notes;
  /** What holds for every file of this format. */
  readonly fileNotes?: Notes;
  /** Aliases of times that carry no offset when the source writes its local time. */
  readonly localTimes?: readonly string[];
  /** What only the file's name tells (a period), for `importConstant`. */
  readonly nameConstants?: (fileName: string) => Readonly<Record<string, string>>;
};

/** Named columns: delimited text, a sheet, Parquet, or JSON rows with the same names. */
export type TableImporter = Common & {
  readonly kind: 'table';
  readonly columns: SourceColumns;
  /**
   * Columns of which only the beginning of the name is known, because users name them: alias -> beginnings. The alias has
   * a JSON object of the texts that are there, by the rest of their names: `resourceTags/user:team` with the beginning
   * `resourceTags/` gives `{"user:team": "search"}`, which `tags` of sql/fields.ts reads.
   */
  readonly columnsByPrefix?: SourcePrefixes;
  /** Alternatives; all names of one must be there (any case, any order) for the format to be recognised. */
  readonly signatures: readonly (readonly string[])[];
  /** Complete headers that are this format too, too short to be a signature. */
  readonly wholeHeaders?: readonly (readonly string[])[];
  /** Header names that rule the format out. */
  readonly excludes?: readonly string[];
  /** Words that stand for a missing value beside the empty field. */
  readonly nullWords?: readonly string[];
  /**
   * Columns that hold JSON text. In a JSON file paths lead into them and the columns themselves are not copied; the
   * SELECT has to look into the text itself for the other kinds of file.
   */
  readonly jsonColumns?: readonly string[];
  /** Where the rows lie when a JSON file wraps them in an object: `$.data.*`. */
  readonly jsonRows?: string;
};

/** Nested documents, whose rows code has to find. */
export type JsonImporter = Common & {
  readonly kind: 'json';
  readonly columns: readonly string[];
  /** Where the records lie: `$.data.*` for pages, `$` for one record a document, `$.*` for an array. */
  readonly path: string;
  /** True when the first value of the file, as far as it could be read, shows this format. */
  readonly recognise: (start: unknown) => boolean;
  /** True for an answer of this format without entries, which no other format claims. */
  readonly isEmpty?: (start: unknown) => boolean;
  /** What `recognise` looks for, in words. */
  readonly recognisedBy: string;
  /** Makes the reader of one file: the rows of each element found at `path`, in file order. It may keep state. */
  readonly records: () => (element: unknown) => Iterable<SourceRecord | RecordProblem>;
};

export type Importer = TableImporter | JsonImporter;

/** The columns of the relation that an importer's SELECT reads. */
export const relationColumns = (importer: Importer): readonly string[] =>
  importer.kind === 'json'
    ? importer.columns
    : [...Object.keys(importer.columns), ...Object.keys(importer.columnsByPrefix ?? {})];

/** What follows the beginning by which a column belongs to an alias; null where it has none of them, or nothing follows. */
export function nameAfter(name: string, prefixes: readonly string[]): string | null {
  const lower = name.toLowerCase();
  const prefix = prefixes.find((start) => name.length > start.length && lower.startsWith(start.toLowerCase()));
  return prefix === undefined ? null : name.slice(prefix.length);
}

export const headerNames = (columns: SourceColumns, alias: string): readonly string[] => {
  const names = columns[alias] ?? [];
  return typeof names === 'string' ? [names] : names;
};
