import type { Benefit, BusinessMetrics } from '../../shared/model/governance.ts';
import { readMetricsCsv } from '../../shared/plan/metricsCsv.ts';
import { changeDocument } from './documentEdits.ts';
import type { Edited } from './scenarioEdits.ts';
import type { WorkbenchStore } from './store.ts';

type MetricRow = BusinessMetrics['rows'][number];

const PROBLEMS_TOLD = 3;
const keyOf = ({ date, metric, dimension }: MetricRow): string => [date, metric, dimension ?? ''].join('\n');

const changeMetrics = (store: WorkbenchStore, label: string, change: Partial<BusinessMetrics>): Edited =>
  changeDocument(store, label, ({ businessMetrics }) => ({ businessMetrics: { ...businessMetrics, ...change } }));

/**
 * Takes the rows of a business-metric file into the plan, as one step. A count that is stated anew, of the same date, metric
 * and part of the company, replaces the one before. Tells what could not be read.
 */
export async function readMetricFile(store: WorkbenchStore, file: File): Promise<void> {
  const { rows, problems } = readMetricsCsv(await file.text());
  const { notify, document } = store.getState();
  const told = problems.slice(0, PROBLEMS_TOLD).join(' ');
  const more = problems.length > PROBLEMS_TOLD ? ` And ${String(problems.length - PROBLEMS_TOLD)} more.` : '';
  if (rows.length === 0) {
    notify('error', `${file.name} was not taken`, `${told}${more}` || 'It has no rows under its first line.');
    return;
  }
  const stated = new Set(rows.map(keyOf));
  const kept = document.businessMetrics.rows.filter((row) => !stated.has(keyOf(row)));
  const edited = changeMetrics(store, `Read ${file.name}`, { rows: [...kept, ...rows] });
  if (!edited.ok) notify('error', `${file.name} was not taken`, edited.message);
  else if (problems.length > 0) {
    const refused = problems.length === 1 ? '1 row was' : `${String(problems.length)} rows were`;
    notify('info', `${file.name}: ${refused} refused`, `${told}${more}`);
  }
}

/** What stands for output, rework and revenue among the metrics. */
export const nameMetric = (
  store: WorkbenchStore,
  role: 'outputMetric' | 'reworkMetric' | 'revenueMetric',
  metric: string | null,
): Edited => changeMetrics(store, 'Choose a metric', { [role]: metric });

export const setBenefit = (store: WorkbenchStore, benefit: Benefit | null): Edited =>
  changeMetrics(store, 'Change what a unit is worth', { benefit });

/** Takes every row of a metric out of the plan, and with it what the plan says about the metric. */
export const removeMetric = (store: WorkbenchStore, metric: string): Edited =>
  changeDocument(store, `Remove ${metric}`, ({ businessMetrics }) => {
    const { rows, outputMetric, reworkMetric, revenueMetric, benefit } = businessMetrics;
    const unless = (name: string | null): string | null => (name === metric ? null : name);
    return {
      businessMetrics: {
        ...businessMetrics,
        rows: rows.filter((row) => row.metric !== metric),
        outputMetric: unless(outputMetric),
        reworkMetric: unless(reworkMetric),
        revenueMetric: unless(revenueMetric),
        benefit: benefit?.metric === metric ? null : benefit,
      },
    };
  });
