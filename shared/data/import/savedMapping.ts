import type { GenericMapping } from '../../model/mapping.ts';
import { detect, jsonStarts } from '../detect/detect.ts';
import type { Head } from '../source/head.ts';
import { memberNames } from '../source/jsonValues.ts';

/** The first saved mapping whose columns the file has; none for a file of a known format. */
export function fittingMapping(head: Head, savedMappings: readonly GenericMapping[]): GenericMapping | undefined {
  if (savedMappings.length === 0 || detect(head).length > 0) return undefined;
  const present = new Set(namesIn(head).map((name) => name.trim().toLowerCase()));
  return savedMappings.find((saved) => isFitting(saved, present));
}

const isFitting = ({ columns }: GenericMapping, present: ReadonlySet<string>): boolean => {
  const wanted = Object.values(columns).map(({ column }) => column.trim().toLowerCase());
  return wanted.length > 0 && wanted.every((column) => present.has(column));
};

function namesIn(head: Head): readonly string[] {
  if (head.kind === 'delimited' || head.kind === 'parquet') return head.columns ?? [];
  if (head.kind !== 'json') return [];
  const [start] = jsonStarts(head);
  return memberNames(Array.isArray(start) ? (start as readonly unknown[])[0] : start);
}
