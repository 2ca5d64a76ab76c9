import { findingKind, type Finding } from '../../units/findings.ts';
import { dayName } from '../../units/format.ts';
import { BODY, GAP, pagesOf } from '../layout.ts';
import type { Frame, Slide, Table } from '../model.ts';
import type { Subject } from '../subject.ts';
import { amount } from '../text.ts';
import { tableSlides, wholeTable, type Part } from './draft.ts';

const METHOD_WIDTH = 4.4;

/** The files behind the numbers, how they were made, and everything a reader must know of them. */
export function evidencePart(subject: Subject): Part {
  const sources = sourceTable(subject);
  const findings = findingTable(subject.results.findings);
  const forecasts = forecastTable(subject);
  const left: Frame = { ...BODY, w: BODY.w - METHOD_WIDTH - GAP };
  const method = {
    kind: 'text' as const,
    frame: { ...BODY, x: BODY.x + left.w + GAP, w: METHOD_WIDTH },
    title: 'Method',
    lines: methodLines(subject),
    isSmall: false,
  };
  const data = {
    id: 'data' as const,
    title: dataSentence(subject),
    notes: 'Every figure can be computed again from these files, the price book and the settings under this hash.',
  };
  const fits = pagesOf(sources, left).length === 1;
  const dataSlides: readonly Slide[] = fits
    ? [{ ...data, page: 0, blocks: [wholeTable(sources, left, 'Files'), method] }]
    : [
        { ...data, page: 0, blocks: [{ ...method, frame: BODY }] },
        ...tableSlides(data, sources, BODY, 'Files').map((slide, index) => ({ ...slide, page: index + 1 })),
      ];
  return {
    slides: [
      ...dataSlides,
      ...tableSlides(
        {
          id: 'findings',
          title: findingSentence(subject.results.findings),
          notes: 'A finding is a fact about a number that its reader must know.',
        },
        findings,
        BODY,
        'Findings',
      ),
    ],
    tables: [sources, forecasts, findings],
    checks: [],
  };
}

function sourceTable({ results }: Subject): Table {
  return {
    name: 'Files',
    columns: [
      { header: 'File', kind: 'text', weight: 4 },
      { header: 'Read as', kind: 'text', weight: 2.1 },
      { header: 'Rows', kind: 'count', weight: 0.9 },
      { header: 'From', kind: 'text', weight: 1.1 },
      { header: 'To, exclusive', kind: 'text', weight: 1.1 },
    ],
    rows: results.dataSources.map(({ file, format, rowCount, from, to }) => [
      file,
      format,
      rowCount,
      from?.slice(0, 10) ?? null,
      to?.slice(0, 10) ?? null,
    ]),
    hasTotal: false,
  };
}

function forecastTable({ results }: Subject): Table {
  return {
    name: 'Forecast methods',
    columns: [
      { header: 'Part of the usage', kind: 'text', weight: 2 },
      { header: 'Method', kind: 'text', weight: 2 },
      { header: 'Tokens a day, last 28 days', kind: 'count', weight: 1 },
      { header: 'Why', kind: 'text', weight: 5 },
    ],
    rows: results.forecasts.map(({ label, method, recentTokensPerDay, reasons }) => [
      label,
      method,
      recentTokensPerDay,
      reasons.join(' '),
    ]),
    hasTotal: false,
  };
}

const WEIGHTS = { fix: 'To fix', check: 'To check', note: 'To know' } as const;
const ORDER = Object.keys(WEIGHTS);

function findingTable(findings: readonly Finding[]): Table {
  const sorted = findings.toSorted(
    (left, right) => ORDER.indexOf(findingKind(left.code).weight) - ORDER.indexOf(findingKind(right.code).weight),
  );
  return {
    name: 'Findings',
    columns: [
      { header: 'Weight', kind: 'text', weight: 0.9 },
      { header: 'What', kind: 'text', weight: 2.4 },
      { header: 'Finding', kind: 'text', weight: 5.6 },
      { header: 'Count', kind: 'count', weight: 0.7 },
      { header: 'What to do', kind: 'text', weight: 2.6 },
    ],
    rows: sorted.map(({ code, message, count }) => [
      WEIGHTS[findingKind(code).weight],
      findingKind(code).title,
      message.replaceAll('\u202f', '\u00a0'),
      count ?? null,
      findingKind(code).action,
    ]),
    hasTotal: false,
  };
}

function findingSentence(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing about these numbers needs a remark';
  const count = (weight: keyof typeof WEIGHTS): number =>
    findings.filter(({ code }) => findingKind(code).weight === weight).length;
  return `${String(findings.length)} findings travel with these numbers: ${String(count('fix'))} to fix, ${String(count('check'))} to check, ${String(count('note'))} to know`;
}

function dataSentence({ results }: Subject): string {
  const rows = results.dataSources.reduce((sum, { rowCount }) => sum + rowCount, 0);
  return `The numbers rest on ${String(results.dataSources.length)} files with ${amount(rows)} rows, known to ${dayName(results.asOf ?? '')}`;
}

function methodLines({ results, document }: Subject): readonly string[] {
  const methods = new Set(results.forecasts.map(({ method }) => method));
  return [
    `Tokens of ${String(results.forecasts.length)} parts of the usage are forecast by day or month and priced at the rates of each month.`,
    `Forecast methods in use: ${[...methods].join('; ')}.`,
    `Bands come from ${String(results.draws)} draws with seed ${String(results.seed)}; the same inputs give the same numbers.`,
    `Prices: ${results.priceBookVersion}. Unknown prices stay unknown and are in no total.`,
    `Days begin in ${document.reporting.timezone}; the last day known completely is ${results.asOf ?? 'unknown'}.`,
    `Inputs: ${results.inputHash.slice(0, 16)}.`,
  ];
}
