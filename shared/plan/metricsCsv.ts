import { readCsv } from '../catalog/csv.ts';
import type { BusinessMetrics } from '../model/governance.ts';
import { isDay, MONTH_PATTERN } from '../units/months.ts';

export type MetricsFile = {
  readonly rows: BusinessMetrics['rows'];
  /** One sentence for each thing that was refused, with its line. */
  readonly problems: readonly string[];
};

const NEEDED = ['date', 'metric', 'value'] as const;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * Reads a business-metric file: a CSV with the columns date, metric, value and, where it is known, dimension. A date is a
 * day or a month. Rows that cannot be read are refused and named; the others are kept.
 * Example: `2026-10,resolved_ticket,48,Support` is 48 tickets that Support resolved in October.
 */
export function readMetricsCsv(text: string): MetricsFile {
  const { columns, records } = readCsv(text);
  const missing = NEEDED.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    return { rows: [], problems: [`The first line has no column ${missing.join(' and no column ')}.`] };
  }
  const rows: BusinessMetrics['rows'] = [];
  const problems: string[] = [];
  for (const { line, values } of records) {
    const { date = '', metric = '', value = '', dimension = '' } = values;
    const problem = rowProblem(date, metric, value);
    if (problem === null) {
      rows.push({ date, metric, value: Number(value), dimension: dimension === '' ? null : dimension });
    } else problems.push(`Line ${String(line)}: ${problem}.`);
  }
  return { rows, problems };
}

function rowProblem(date: string, metric: string, value: string): string | null {
  if (!isDay(date) && !MONTH_PATTERN.test(date)) return `"${date}" is neither a day YYYY-MM-DD nor a month YYYY-MM`;
  if (metric === '') return 'the metric has no name';
  if (!PLAIN_NUMBER.test(value)) return `"${value}" is not a number`;
  return null;
}
