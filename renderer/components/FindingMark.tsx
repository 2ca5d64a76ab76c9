import type { ReactElement } from 'react';
import { findingKind, type Finding } from '../../shared/units/findings.ts';

const SIGNS = { fix: '!', check: '?', note: 'i' } as const;
const WORDS = { fix: 'to fix', check: 'to check', note: 'to know' } as const;
const ORDER = ['fix', 'check', 'note'] as const;

/** A small sign beside a number that has findings: a shape and a word, never colour alone. */
export function FindingMark({ findings }: { readonly findings: readonly Finding[] }): ReactElement | null {
  const weights = new Set(findings.map((finding) => findingKind(finding.code).weight));
  const heaviest = ORDER.find((weight) => weights.has(weight));
  if (heaviest === undefined) return null;
  const text = `${String(findings.length)} ${WORDS[heaviest]}`;
  return (
    <span className={`mark mark--${heaviest}`} title={findings.map((finding) => finding.message).join('\n')}>
      <span aria-hidden="true">{SIGNS[heaviest]}</span>
      {text}
    </span>
  );
}
