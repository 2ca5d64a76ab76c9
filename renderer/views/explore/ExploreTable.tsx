import { useMemo, type ReactElement } from 'react';
import type { SpendRow } from '../../../shared/data/spend.ts';
import type { Dimension } from '../../../shared/data/usageColumns.ts';
import { cents, compactUsd, count, percent, smallUsd } from '../../../shared/units/format.ts';
import { roundToTotal } from '../../../shared/units/rounding.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import type { ExploreRows } from '../../state/explore.ts';
import type { InspectorTarget } from '../../state/inspector.ts';
import { useWorkbench } from '../../state/useStore.tsx';
import { DIMENSION_LABELS, valueLabel } from '../labels.ts';
import { tokensOf } from './exploreModel.ts';
import { cacheHitRate, usdPerMtok, usdPerRequest } from './unitCosts.ts';

/** The same numbers as a table; every amount opens to its rows and prices, every name narrows the scope. */
export function ExploreTable({ rows, by }: { readonly rows: ExploreRows; readonly by: Dimension }): ReactElement {
  const filterBy = useWorkbench((state) => state.filterBy);
  const inspect = useWorkbench((state) => state.inspect);
  const scope = useWorkbench((state) => state.scope);
  const period = useWorkbench((state) => state.period);
  const findings = useWorkbench((state) => state.dataset.findings);
  const { total } = rows;

  // Displayed parts add up to the displayed total, so that the table ties to the cent.
  const shownUsd = useMemo(() => {
    const known = rows.byDimension.filter((row) => row.computedUsd !== null);
    const rounded = roundToTotal(
      known.map((row) => row.computedUsd ?? 0),
      2,
    );
    return new Map(known.map((row, index) => [row, rounded[index] ?? 0]));
  }, [rows]);

  const columns = useMemo((): readonly DataColumn<SpendRow>[] => {
    const name = (row: SpendRow): string | null => row.dimensions[by] ?? null;
    const openCost = (row: SpendRow): void => {
      const target: InspectorTarget = {
        title: `${DIMENSION_LABELS[by]}: ${valueLabel(name(row))}`,
        value: compactUsd(row.computedUsd),
        formula: 'Tokens of each class times the price of the day they were used, added up.',
        lines: [
          { label: 'Tokens', value: count(tokensOf(row)) },
          { label: 'Requests', value: count(row.requests) },
          { label: 'Tokens without a price', value: count(row.unpricedTokens) },
          { label: 'Billed, USD', value: cents(row.billedUsd) },
        ],
        findings: findings.filter(({ subject }) => subject !== undefined && subject === name(row)),
        rows: { where: { ...scope, [by]: [name(row)] }, ...period },
      };
      inspect(target);
    };
    return [
      {
        key: 'name',
        header: DIMENSION_LABELS[by],
        width: 260,
        sortBy: (row) => valueLabel(name(row)),
        text: (row) => valueLabel(name(row)),
        onOpen: (row) => {
          filterBy(by, name(row), false);
        },
      },
      {
        key: 'tokens',
        header: 'Tokens',
        isNumber: true,
        sortBy: tokensOf,
        text: (row) => count(tokensOf(row)),
      },
      {
        key: 'requests',
        header: 'Requests',
        isNumber: true,
        sortBy: (row) => row.requests,
        text: (row) => count(row.requests),
      },
      {
        key: 'computed',
        header: 'Computed, USD',
        isNumber: true,
        sortBy: (row) => row.computedUsd,
        text: (row) => cents(shownUsd.get(row) ?? null),
        onOpen: openCost,
      },
      {
        key: 'share',
        header: 'Share',
        isNumber: true,
        width: 90,
        sortBy: (row) => row.computedUsd,
        text: (row) => percent(shareOf(row.computedUsd, total?.computedUsd ?? null)),
      },
      {
        key: 'billed',
        header: 'Billed, USD',
        isNumber: true,
        sortBy: (row) => row.billedUsd,
        text: (row) => cents(row.billedUsd),
      },
      {
        key: 'unit',
        header: 'USD per request',
        isNumber: true,
        sortBy: (row) => usdPerRequest(row),
        text: (row) => smallUsd(usdPerRequest(row)),
      },
      {
        key: 'mtok',
        header: 'USD per 1 M tokens',
        isNumber: true,
        sortBy: usdPerMtok,
        text: (row) => smallUsd(usdPerMtok(row)),
      },
      {
        key: 'cache',
        header: 'Cache hits',
        isNumber: true,
        sortBy: cacheHitRate,
        text: (row) => percent(cacheHitRate(row)),
      },
      {
        key: 'unpriced',
        header: 'Unpriced tokens',
        isNumber: true,
        sortBy: (row) => row.unpricedTokens,
        text: (row) => count(row.unpricedTokens),
      },
    ];
  }, [by, filterBy, findings, inspect, period, scope, shownUsd, total]);

  return (
    <DataTable
      label={`Spend by ${DIMENSION_LABELS[by].toLowerCase()}`}
      columns={columns}
      rows={rows.byDimension}
      sortedBy="computed"
      hiddenAtFirst={['mtok']}
      rowKey={(row) => row.dimensions[by] ?? '\u0000'}
      {...(total === null
        ? {}
        : {
            totals: [
              'Total',
              count(tokensOf(total)),
              count(total.requests),
              cents(total.computedUsd),
              '',
              cents(total.billedUsd),
              smallUsd(usdPerRequest(total)),
              smallUsd(usdPerMtok(total)),
              percent(cacheHitRate(total)),
              count(total.unpricedTokens),
            ],
          })}
    />
  );
}

const shareOf = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole === 0 ? null : part / whole;
