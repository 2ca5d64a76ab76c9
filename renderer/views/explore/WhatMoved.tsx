import { useMemo, useState, type ReactElement } from 'react';
import { bridge, BRIDGE_EFFECTS, rollUp } from '../../../shared/engine/bridge.ts';
import type { Dimension } from '../../../shared/data/usageColumns.ts';
import type { CostStateEntry } from '../../../shared/plan/analysis.ts';
import { cents, monthName, percent } from '../../../shared/units/format.ts';
import { waterfall } from '../../charts/figures/waterfall.ts';
import { Select } from '../../components/Controls.tsx';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import type { ExploreRows } from '../../state/explore.ts';
import { planOf } from '../../state/selectors.ts';
import { useWorkbench } from '../../state/useStore.tsx';
import { ChartCard } from '../chart/ChartCard.tsx';
import { DIMENSION_LABELS, EFFECT_LABELS, valueLabel } from '../labels.ts';
import { moversOf, type Mover } from './movers.ts';

/** Below half a cent an effect is not shown. */
const VISIBLE_USD = 0.005;
const ROW_PX = 34;
const FRAME_PX = 70;

/** Which month cost more than which, by what, and who moved most. */
export function WhatMoved(props: {
  readonly rows: ExploreRows;
  readonly by: Dimension;
  readonly months: readonly string[];
}): ReactElement {
  const { rows, by, months } = props;
  const [chosen, setChosen] = useState<{ readonly from: string; readonly to: string } | null>(null);
  const from = chosen?.from ?? months.at(-2);
  const to = chosen?.to ?? months.at(-1);
  if (from === undefined || to === undefined) {
    return <p className="muted">Two complete months are needed to say what moved.</p>;
  }
  const options = months.map((month) => ({ value: month, label: monthName(month) }));
  return (
    <>
      <div className="row showback__head">
        <Select
          label="From the month"
          value={from}
          options={options}
          onChange={(month) => {
            setChosen({ from: month, to });
          }}
        />
        <span className="muted">to</span>
        <Select
          label="To the month"
          value={to}
          options={options}
          onChange={(month) => {
            setChosen({ from, to: month });
          }}
        />
      </div>
      <MonthBridge from={from} to={to} />
      <Movers rows={rows} by={by} from={from} to={to} />
    </>
  );
}

function MonthBridge({ from, to }: { readonly from: string; readonly to: string }): ReactElement | null {
  const states = useWorkbench(planOf)?.analysis?.costStates;
  const hasScope = useWorkbench((state) => Object.keys(state.scope).length > 0);
  const figure = useMemo(() => {
    const find = (month: string): CostStateEntry | undefined => states?.find(({ id }) => id === `past:${month}`);
    const [before, after] = [find(from), find(to)];
    if (before === undefined || after === undefined) return null;
    const made = bridge(before.state, after.state);
    const models = [...rollUp(made, 'model')];
    return {
      model: waterfall({
        from: { label: monthName(from), usd: made.from },
        to: { label: monthName(to), usd: made.to },
        steps: BRIDGE_EFFECTS.map((effect) => ({ label: EFFECT_LABELS[effect], usd: made.effects[effect] })).filter(
          ({ usd }) => Math.abs(usd) >= VISIBLE_USD,
        ),
      }),
      models,
    };
  }, [states, from, to]);
  if (figure === null) {
    return <p className="muted">The bridge opens for the last 13 complete months, once the plan is computed.</p>;
  }
  return (
    <ChartCard
      title={`From ${monthName(from)} to ${monthName(to)}, by what changed${hasScope ? ', for everything' : ''}`}
      figure={figure.model}
      heightPx={FRAME_PX + ROW_PX * figure.model.table.length}
    />
  );
}

function Movers(props: {
  readonly rows: ExploreRows;
  readonly by: Dimension;
  readonly from: string;
  readonly to: string;
}): ReactElement {
  const { rows, by, from, to } = props;
  const filterBy = useWorkbench((state) => state.filterBy);
  const movers = useMemo(() => moversOf(rows.monthsByDimension, by, from, to), [rows, by, from, to]);
  const total = movers.reduce((sum, { changeUsd }) => sum + changeUsd, 0);
  const columns = useMemo((): readonly DataColumn<Mover>[] => {
    const money = (key: 'beforeUsd' | 'afterUsd' | 'changeUsd', header: string): DataColumn<Mover> => ({
      key,
      header,
      isNumber: true,
      sortBy: (row) => (key === 'changeUsd' ? Math.abs(row.changeUsd) : row[key]),
      text: (row) => cents(row[key]),
    });
    return [
      {
        key: 'value',
        header: DIMENSION_LABELS[by],
        width: 240,
        sortBy: (row) => valueLabel(row.value),
        text: (row) => valueLabel(row.value),
        onOpen: (row) => {
          filterBy(by, row.value, false);
        },
      },
      money('beforeUsd', `${monthName(from)}, USD`),
      money('afterUsd', `${monthName(to)}, USD`),
      money('changeUsd', 'Change, USD'),
      {
        key: 'share',
        header: 'Change',
        isNumber: true,
        sortBy: (row) => (row.beforeUsd === 0 ? null : row.changeUsd / row.beforeUsd),
        text: (row) => (row.beforeUsd === 0 ? 'new' : percent(row.changeUsd / row.beforeUsd)),
      },
    ];
  }, [by, filterBy, from, to]);
  const sum = (key: 'beforeUsd' | 'afterUsd'): number => movers.reduce((all, row) => all + row[key], 0);
  return (
    <DataTable
      label="What moved most"
      columns={columns}
      rows={movers}
      rowKey={(row) => row.value ?? '\u0000'}
      sortedBy="changeUsd"
      totals={[
        'Total',
        cents(sum('beforeUsd')),
        cents(sum('afterUsd')),
        cents(total),
        sum('beforeUsd') === 0 ? '' : percent(total / sum('beforeUsd')),
      ]}
    />
  );
}
