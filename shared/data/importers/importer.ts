import type { Exclusion } from '../exclusions.ts';
import type { Sql } from '../sql/statement.ts';
import type { UsageColumn } from '../usageColumns.ts';

/** How sure we are of a layout: A specification or real files, B real headers, C assembled from documentation. */
export type Confidence = 'A' | 'B' | 'C';

/**
 * The columns an importer reads: alias in its SQL -> header names under which exports carried it, newest first.
 * A column that a file does not have is NULL.
 */
export type SourceColumns = Readonly<Record<string, string | readonly string[]>>;

/** One record of a JSON source: alias -> value; numbers keep the digits JSON.parse gives them. */
export type SourceRecord = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A record that cannot be used, with the reason shown to the user. */
export type RecordProblem = { readonly problem: Exclusion };

type Common = {
  /** Stable name, used by `--format` and in documents. */
  readonly id: string;
  readonly title: string;
  readonly confidence: Confidence;
  /** Columns of `usage` that the SELECT gives besides `source_row` and `exclusion`. */
  readonly provides: readonly UsageColumn[];
  /** Columns of `usage` that have one value for the whole format. */
  readonly constants: Partial<Readonly<Record<UsageColumn, string>>>;
  /** The normalisation: one SELECT over the source relation, with `source_row`, `exclusion` and `provides`. */
  readonly select: (source: Sql, importId: number) => Sql;
  /** The column whose repeated value marks a duplicate row (a request id). */
  readonly duplicateKey?: UsageColumn;
};

export type DelimitedImporter = Common & {
  readonly kind: 'delimited';
  readonly columns: SourceColumns;
  /** Header names that must all be there (any case, any order) for the format to be recognised. */
  readonly signature: readonly string[];
  /** Header names that rule the format out. */
  readonly excludes?: readonly string[];
  /** Words that stand for a missing value beside the empty field. */
  readonly nullWords?: readonly string[];
};

export type JsonImporter = Common & {
  readonly kind: 'json';
  readonly columns: readonly string[];
  /** Where the records lie: `$.data.*` for pages, `$` for one record a document, `$.*` for an array. */
  readonly paths: readonly string[];
  /** True when the first value of the file, as far as it could be read, shows this format. */
  readonly recognise: (start: unknown) => boolean;
  /** What `recognise` looks for, in words. */
  readonly recognisedBy: string;
  /** The rows of one element found at `paths`. */
  readonly records: (element: unknown) => Iterable<SourceRecord | RecordProblem>;
};

export type Importer = DelimitedImporter | JsonImporter;

export const headerNames = (columns: SourceColumns, alias: string): readonly string[] => {
  const names = columns[alias] ?? [];
  return typeof names === 'string' ? [names] : names;
};
