import { useMemo, useState, type ReactElement } from 'react';
import type { Dimension } from '../../../shared/data/usageColumns.ts';
import { pareto } from '../../charts/figures/pareto.ts';
import { Tabs } from '../../components/Tabs.tsx';
import type { ExploreRows } from '../../state/explore.ts';
import { useWorkbench } from '../../state/useStore.tsx';
import { ChartCard } from '../chart/ChartCard.tsx';
import { DIMENSION_LABELS, valueLabel } from '../labels.ts';
import { exploreSeries } from './exploreModel.ts';
import { ExploreTable } from './ExploreTable.tsx';
import { completeMonths } from './movers.ts';
import { UnitCosts } from './UnitCosts.tsx';
import { Value } from './value/Value.tsx';
import { WhatMoved } from './WhatMoved.tsx';

const TABS = [
  { value: 'table', label: 'Table' },
  { value: 'moved', label: 'What moved' },
  { value: 'pareto', label: 'Pareto' },
  { value: 'units', label: 'Unit costs' },
  { value: 'value', label: 'What it buys' },
] as const;
const ROW_PX = 30;
const FRAME_PX = 60;

/** The same spend as a table, as what moved, as how few make most of it, and as what a unit costs. */
export function ExploreDetails(props: {
  readonly rows: ExploreRows;
  readonly by: Dimension;
  /** Where the data or the period ends, exclusive. */
  readonly to: string | null;
}): ReactElement {
  const { rows, by, to } = props;
  const [tab, setTab] = useState<(typeof TABS)[number]['value']>('table');
  const months = useMemo(() => completeMonths(rows.months, to), [rows, to]);
  return (
    <section className="card" aria-label="Details">
      <Tabs label="Details" value={tab} tabs={TABS} onChange={setTab} />
      {tab === 'table' && <ExploreTable rows={rows} by={by} />}
      {tab === 'moved' && <WhatMoved rows={rows} by={by} months={months} />}
      {tab === 'pareto' && <Pareto rows={rows} by={by} />}
      {tab === 'units' && <UnitCosts rows={rows.months} months={months} />}
      {tab === 'value' && <Value />}
    </section>
  );
}

function Pareto({ rows, by }: { readonly rows: ExploreRows; readonly by: Dimension }): ReactElement {
  const filterBy = useWorkbench((state) => state.filterBy);
  const figure = useMemo(
    () =>
      pareto({
        parts: rows.byDimension.map((row) => ({
          name: valueLabel(row.dimensions[by] ?? null),
          value: row.computedUsd ?? 0,
        })),
        unit: 'USD',
        order: exploreSeries(rows, by, 'computed').order,
      }),
    [rows, by],
  );
  const onPoint = useMemo(
    () =>
      ({ y, isShift }: { readonly y: string; readonly isShift: boolean }): void => {
        const row = rows.byDimension.find((one) => valueLabel(one.dimensions[by] ?? null) === y);
        if (row !== undefined) filterBy(by, row.dimensions[by] ?? null, isShift);
      },
    [rows, by, filterBy],
  );
  return (
    <ChartCard
      title={`How few make most of it, by ${DIMENSION_LABELS[by].toLowerCase()}`}
      figure={figure}
      heightPx={FRAME_PX + ROW_PX * (figure.table.length - 1)}
      onPoint={onPoint}
    >
      <p className="muted">{figure.summary}</p>
    </ChartCard>
  );
}
