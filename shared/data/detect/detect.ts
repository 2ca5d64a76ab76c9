import { IMPORTERS } from '../importers/registry.ts';
import type { Importer } from '../importers/importer.ts';
import type { Head } from '../source/head.ts';
import { parseJsonPrefix } from '../source/jsonPrefix.ts';

/** A format that a file may have, with what speaks for it. */
export type Guess = { readonly importer: Importer; readonly confidence: number; readonly reasons: readonly string[] };

/** What remains uncertain even when every part of a signature is there, by how well the layout is known. */
const CERTAINTY = { A: 0.99, B: 0.95, C: 0.85 } as const;

/** Ranks the formats whose signature the head shows, best first. Pure: the same head gives the same guesses. */
export function detect(head: Head, importers: readonly Importer[] = IMPORTERS): readonly Guess[] {
  if (head.kind === 'delimited') return guesses(importers, (importer) => delimitedGuess(importer, head.columns));
  if (head.kind === 'json') {
    const start = parseJsonPrefix(head.text);
    return guesses(importers, (importer) => jsonGuess(importer, start));
  }
  return [];
}

function guesses(importers: readonly Importer[], guess: (importer: Importer) => Guess | null): readonly Guess[] {
  return importers
    .map(guess)
    .filter((candidate) => candidate !== null)
    .sort((left, right) => right.confidence - left.confidence);
}

function delimitedGuess(importer: Importer, headers: readonly string[]): Guess | null {
  if (importer.kind !== 'delimited') return null;
  const present = new Set(headers.map((header) => header.trim().toLowerCase()));
  const has = (name: string): boolean => present.has(name.toLowerCase());
  if (!importer.signature.every(has) || importer.excludes?.some(has) === true) return null;
  // A longer signature says more: it wins over a shorter one that the same header also shows.
  const confidence = CERTAINTY[importer.confidence] - 0.2 / (importer.signature.length + 1) ** 2;
  return { importer, confidence, reasons: [`the header has ${importer.signature.join(', ')}`] };
}

function jsonGuess(importer: Importer, start: unknown): Guess | null {
  if (importer.kind !== 'json' || !importer.recognise(start)) return null;
  return { importer, confidence: CERTAINTY[importer.confidence], reasons: [importer.recognisedBy] };
}
