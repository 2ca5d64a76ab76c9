import type { SpendRow } from '../../../shared/data/spend.ts';
import type { Dimension } from '../../../shared/data/usageColumns.ts';
import { compact, percent } from '../../../shared/units/format.ts';
import { groupBy } from '../../../shared/units/groupBy.ts';
import { TOKEN_CLASSES } from '../../../shared/units/tokenClasses.ts';
import type { SpendSeries } from '../../charts/figures/spendOverTime.ts';
import type { ExploreRows } from '../../state/explore.ts';
import type { Measure } from '../../state/types.ts';
import { DIMENSION_LABELS, valueLabel } from '../labels.ts';

export const MEASURES: Readonly<Record<Measure, { readonly label: string; readonly unit: string }>> = {
  computed: { label: 'Computed cost', unit: 'USD' },
  billed: { label: 'Billed', unit: 'USD' },
  tokens: { label: 'Tokens', unit: 'tokens' },
  requests: { label: 'Requests', unit: 'requests' },
};

export const tokensOf = (row: SpendRow): number =>
  TOKEN_CLASSES.reduce((sum, name) => sum + (row.tokens[name] ?? 0), 0);

/** The measured value of a row; null where it is unknown. */
export function measureOf(row: SpendRow, measure: Measure): number | null {
  switch (measure) {
    case 'computed':
      return row.computedUsd;
    case 'billed':
      return row.billedUsd;
    case 'tokens':
      return tokensOf(row);
    case 'requests':
      return row.requests;
    default:
      return measure satisfies never;
  }
}

/** Rows as series, largest first, with one order of names that fixes their colours. */
export function exploreSeries(
  rows: ExploreRows,
  by: Dimension,
  measure: Measure,
): { readonly buckets: readonly string[]; readonly series: readonly SpendSeries[]; readonly order: readonly string[] } {
  const size = (row: SpendRow): number => measureOf(row, measure) ?? 0;
  const order = [...rows.byDimension]
    .sort((left, right) => size(right) - size(left))
    .map((row) => valueLabel(row.dimensions[by] ?? null));
  const byName = groupBy(rows.overTime, (row) => valueLabel(row.dimensions[by] ?? null));
  const buckets = [...new Set(rows.overTime.map((row) => row.bucket ?? ''))].sort();
  const series = order
    .map((name) => ({
      name,
      values: new Map((byName.get(name) ?? []).map((row) => [row.bucket ?? '', size(row)])),
    }))
    .filter(({ values }) => [...values.values()].some((value) => value !== 0));
  return { buckets, series, order };
}

/** The view's title: the total and its largest part, as a sentence. */
export function exploreAnswer(rows: ExploreRows, by: Dimension, measure: Measure): string {
  const total = rows.total === null ? null : measureOf(rows.total, measure);
  const { unit } = MEASURES[measure];
  if (total === null || total === 0) return `No ${MEASURES[measure].label.toLowerCase()} in this scope and period`;
  const [first] = [...rows.byDimension].sort(
    (left, right) => (measureOf(right, measure) ?? 0) - (measureOf(left, measure) ?? 0),
  );
  const share = first === undefined ? null : (measureOf(first, measure) ?? 0) / total;
  const largest = first === undefined ? '' : valueLabel(first.dimensions[by] ?? null);
  const dimension = DIMENSION_LABELS[by].toLowerCase();
  return `${compact(total)} ${unit}; the largest ${dimension} is ${largest} with ${percent(share, 0)}`;
}
