import { readCsv } from '../csv.ts';
import type { CsvRecord } from '../csv.ts';
import { costPerAttempt } from './scores.ts';
import type { BenchmarkScore } from './scores.ts';

export type ScoreRefusal = { readonly line: number; readonly reason: string };
export type OwnScores = { readonly scores: readonly BenchmarkScore[]; readonly refusals: readonly ScoreRefusal[] };

const REQUIRED = ['model', 'benchmark', 'score', 'unit'] as const;

function parseScore({ line, values }: CsvRecord, fileName: string): BenchmarkScore | ScoreRefusal {
  const cell = (column: string): string => values[column] ?? '';
  const missing = REQUIRED.find((column) => cell(column) === '');
  if (missing === 'unit') {
    return { line, reason: 'a score without a unit cannot be compared: say percent, share, points, elo or what it is' };
  }
  if (missing !== undefined) return { line, reason: `${missing} is empty` };
  const score = Number(cell('score').replace(/%$/, ''));
  if (!Number.isFinite(score)) return { line, reason: `"${cell('score')}" is not a number` };
  const unit = cell('unit').toLowerCase() === '%' ? 'percent' : cell('unit').toLowerCase();
  if (unit === 'percent' && (score < 0 || score > 100))
    return { line, reason: `${cell('score')} percent is not between 0 and 100` };
  if (unit === 'share' && (score < 0 || score > 1))
    return { line, reason: `the share ${cell('score')} is not between 0 and 1` };
  const cost = cell('cost_usd') === '' ? null : Number(cell('cost_usd'));
  if (cost !== null && !(cost >= 0)) return { line, reason: `"${cell('cost_usd')}" is not a cost in USD` };
  const costBasis = cost === null ? null : cell('cost_basis') === '' ? 'USD per attempt' : cell('cost_basis');
  const attemptUsd = costPerAttempt(cost, costBasis);
  if (cost !== null && attemptUsd === null) {
    return { line, reason: `cost_basis "${cell('cost_basis')}" is none of: USD per attempt, total USD for N cases` };
  }
  return {
    model: cell('model'),
    publishedAs: cell('effort') === '' ? cell('model') : `${cell('model')} (${cell('effort')})`,
    effort: cell('effort') === '' ? null : cell('effort'),
    agent: cell('agent') === '' ? null : cell('agent'),
    vendor: '',
    benchmark: {
      name: cell('benchmark'),
      metric: cell('metric') === '' ? 'score' : cell('metric'),
      unit,
      higherIsBetter: !/^(0|no|false)$/i.test(cell('higher_is_better')),
    },
    score,
    costPerAttemptUsd: attemptUsd,
    costBasis,
    date: cell('date') === '' ? null : cell('date'),
    source: fileName,
    licence: 'own',
    origin: 'own',
  };
}

/**
 * Reads the user's own evaluation results. Columns: model, benchmark, score and unit, and where known metric, effort,
 * agent, cost_usd with cost_basis (`USD per attempt`, `total USD for 50 cases`), date and higher_is_better. Rows that
 * cannot be compared are refused with what to do.
 */
export function readOwnScores(text: string, fileName: string): OwnScores {
  const table = readCsv(text);
  const absent = REQUIRED.find((column) => !table.columns.includes(column));
  if (absent !== undefined) return { scores: [], refusals: [{ line: 1, reason: `the column ${absent} is missing` }] };
  const results = table.records.map((record) => parseScore(record, fileName));
  return {
    scores: results.flatMap((result) => ('reason' in result ? [] : [result])),
    refusals: results.flatMap((result) => ('reason' in result ? [result] : [])),
  };
}
