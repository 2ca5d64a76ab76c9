import { IMPORTERS } from '../importers/registry.ts';
import type { Importer, JsonImporter, TableImporter } from '../importers/importer.ts';
import type { Head } from '../source/head.ts';
import { parseJsonPrefix, type JsonStarts } from '../source/jsonPrefix.ts';
import { memberNames, valuesAt } from '../source/jsonValues.ts';

type JsonHead = Extract<Head, { kind: 'json' }>;

/** A format that a file may have, with what speaks for it. */
export type Guess = { readonly importer: Importer; readonly confidence: number; readonly reasons: readonly string[] };

/** What remains uncertain even when every part of a signature is there, by how well the layout is known. */
const CERTAINTY = { A: 0.99, B: 0.95, C: 0.85 } as const;

/** Ranks the formats whose signature the head shows, best first. Pure: the same head gives the same guesses. */
export function detect(head: Head, importers: readonly Importer[] = IMPORTERS): readonly Guess[] {
  if (head.kind !== 'json') return ranked(importers.map(guesser(head)));
  const { complete, cut } = startsOf(head);
  // A value that is cut off lacks members that tell formats apart: it is asked only where the others say nothing.
  for (const starts of [complete, [cut]]) {
    const guesses = ranked(importers.map(jsonGuesser(starts)));
    if (guesses.length > 0) return guesses;
  }
  return emptyPages(head, importers);
}

const ranked = (guesses: readonly (Guess | null)[]): readonly Guess[] =>
  guesses.filter((guess) => guess !== null).sort((left, right) => right.confidence - left.confidence);

/** An answer without rows says little of its format, and is in order all the same. */
const emptyPages = (head: JsonHead, importers: readonly Importer[]): readonly Guess[] =>
  importers.flatMap((importer) =>
    importer.kind === 'json' && jsonStarts(head).some((start) => inList(start).some((page) => importer.isEmpty?.(page)))
      ? [{ importer, confidence: 0.5, reasons: ['a page without entries'] }]
      : [],
  );

function guesser(head: Exclude<Head, JsonHead>): (importer: Importer) => Guess | null {
  if (head.kind === 'delimited') return (importer) => tableGuess(importer, head.columns, 'the header has');
  if (head.kind === 'parquet')
    return (importer) => tableGuess(importer, head.columns ?? [], 'the file has the columns');
  return () => null;
}

const jsonGuesser =
  (starts: readonly unknown[]) =>
  (importer: Importer): Guess | null => {
    const read = importer.kind === 'json' ? jsonGuess(importer) : jsonRowsGuess(importer);
    return starts.map(read).find((candidate) => candidate !== null) ?? null;
  };

/** Lines of a log and pages of an API differ, and the first ones may say little: so many are looked at. */
const VALUES_LOOKED_AT = 200;

/** The first values of a JSON file, written one a line or one after the other; of a single long one its beginning. */
export function jsonStarts(head: JsonHead): readonly unknown[] {
  const { complete, cut } = startsOf(head);
  return complete.length > 0 ? complete : [cut];
}

function startsOf(head: JsonHead): JsonStarts {
  if (!head.isLines) return parseJsonPrefix(head.text, VALUES_LOOKED_AT);
  const lines = head.text.split('\n', VALUES_LOOKED_AT);
  const complete = lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as unknown];
    } catch {
      return [];
    }
  });
  return { complete, cut: parseJsonPrefix(lines.at(-1) ?? '', 1).cut };
}

function tableGuess(importer: Importer, headers: readonly string[], saying: string): Guess | null {
  if (importer.kind !== 'table') return null;
  const present = new Set(headers.map((header) => header.trim().toLowerCase()));
  const has = (name: string): boolean => present.has(name.toLowerCase());
  if (importer.wholeHeaders?.some((whole) => whole.length === present.size && whole.every(has)) === true) {
    return { importer, confidence: CERTAINTY[importer.confidence], reasons: ['the header has no other columns'] };
  }
  if (importer.excludes?.some(has) === true) return null;
  const length = Math.max(0, ...importer.signatures.filter((names) => names.every(has)).map((names) => names.length));
  const signature = importer.signatures.find((names) => names.length === length && names.every(has));
  if (signature === undefined) return null;
  // A longer signature says more: it wins over a shorter one that the same header also shows.
  const confidence = CERTAINTY[importer.confidence] - 0.2 / (length + 1) ** 2;
  return { importer, confidence, reasons: [`${saying} ${signature.join(', ')}`] };
}

const jsonGuess =
  (importer: JsonImporter) =>
  (start: unknown): Guess | null =>
    importer.recognise(start) || (isPaged(importer) && inList(start).some(importer.recognise))
      ? { importer, confidence: CERTAINTY[importer.confidence], reasons: [importer.recognisedBy] }
      : null;

/** Pages that a script collected in a list, or the one value itself. */
const inList = (start: unknown): readonly unknown[] => (Array.isArray(start) ? start : [start]);
const isPaged = ({ path }: JsonImporter): boolean => path !== '$' && path !== '$.*';

/** Where a format's records lie in a JSON file that begins with this value: in a page, or in the pages of a list. */
export const jsonRecordsPath = (importer: JsonImporter, start: unknown): string =>
  isPaged(importer) && Array.isArray(start) ? `$.*${importer.path.slice(1)}` : importer.path;

const jsonRowsGuess =
  (importer: TableImporter) =>
  (start: unknown): Guess | null => {
    const [row] = valuesAt(start, jsonRowsPath(importer, start));
    return tableGuess(importer, memberNames(row), 'the rows have');
  };

/** Where a table's rows lie in a JSON file that begins with this value: a list, an envelope, or single objects. */
export function jsonRowsPath(importer: TableImporter, start: unknown): string {
  if (Array.isArray(start)) return '$.*';
  const { jsonRows } = importer;
  return jsonRows !== undefined && !valuesAt(start, jsonRows).next().done ? jsonRows : '$';
}
