import { useEffect, useMemo, useState, type ReactElement } from 'react';
import { BRIDGE_EFFECTS } from '../../../shared/engine/bridge.ts';
import { describeScope } from '../../../shared/engine/sentences.ts';
import type { Scope, ScopeDimension } from '../../../shared/engine/types.ts';
import type { CostStateEntry, PlanBridge } from '../../../shared/plan/analysis.ts';
import { bridgeBetween } from '../../../shared/plan/costStates.ts';
import type { PlanResults } from '../../../shared/plan/results.ts';
import { cents, compactUsd, monthName } from '../../../shared/units/format.ts';
import { roundToTotal } from '../../../shared/units/rounding.ts';
import { waterfall } from '../../charts/figures/waterfall.ts';
import { Select } from '../../components/Controls.tsx';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { ChartCard } from '../chart/ChartCard.tsx';
import { DIMENSION_LABELS, EFFECT_LABELS, valueLabel } from '../labels.ts';
import { bridgeRows, VISIBLE_USD, type BridgeRow } from './bridgeRows.ts';
import { bridgeScope, statesWithin } from './bridgeScope.ts';

const ROW_PX = 34;
const FRAME_PX = 70;
const EVERYTHING = describeScope({});

/** Why one cost becomes another, between any two of budget, actual, forecast, scenario and past month. */
export function StateBridge(props: {
  readonly results: PlanResults;
  /** The cost it ends at until another one is chosen. */
  readonly toId: string;
}): ReactElement {
  const { results, toId } = props;
  const filters = useWorkbench((state) => state.scope);
  const period = useWorkbench((state) => state.period);
  const [chosen, setChosen] = useState<{ readonly from?: string; readonly to?: string }>({});
  const states = results.analysis?.costStates;
  const by = results.analysis?.chargeback.by ?? 'team';
  const offered = useMemo(() => statesWithin(states ?? [], period), [states, period]);
  const { scope, ignored } = useMemo(() => bridgeScope(filters), [filters]);
  const lastMonth = offered.findLast(({ id }) => id.startsWith('past:'))?.id;
  const has = (id: string | undefined): id is string => offered.some((one) => one.id === id);
  const to = has(chosen.to) ? chosen.to : has(toId) ? toId : offered.at(-1)?.id;
  const from = has(chosen.from) ? chosen.from : (lastMonth ?? offered[0]?.id);
  const made = useBridge(results, offered, scope, from, to);
  if (from === undefined || to === undefined) {
    return <p className="muted">A complete month of the past is needed to begin a bridge at.</p>;
  }
  const options = offered.map((one) => ({ value: one.id, label: stateLabel(one) }));
  return (
    <>
      <div className="row showback__head">
        <Select
          label="Bridge from"
          isLabelShown
          value={from}
          options={options}
          onChange={(id) => {
            setChosen({ ...chosen, from: id });
          }}
        />
        <Select
          label="to"
          isLabelShown
          value={to}
          options={options}
          onChange={(id) => {
            setChosen({ ...chosen, to: id });
          }}
        />
      </div>
      {made === null ? (
        <p className="muted" role="status">
          Computing …
        </p>
      ) : made.ok ? (
        <Drawn between={made.value} by={by} of={describeScope(scope)} results={results} />
      ) : (
        <p className="amount__problem" role="alert">
          {made.reason}
        </p>
      )}
      {ignored.length > 0 && (
        <p className="muted">
          A plan does not tell {ignored.map((name) => DIMENSION_LABELS[name].toLowerCase()).join(' and ')} apart: the
          bridge shows all of it.
        </p>
      )}
    </>
  );
}

type Made = { readonly ok: true; readonly value: PlanBridge } | { readonly ok: false; readonly reason: string };

const CANCELLED: Made = { ok: false, reason: 'It was not made. Choose either end again to ask for it.' };

/** The bridge of everything is made from the results; one of a part is asked for, and null until it is there. */
function useBridge(
  results: PlanResults,
  offered: readonly CostStateEntry[],
  scope: Scope,
  from: string | undefined,
  to: string | undefined,
): Made | null {
  const askBridge = useWorkbench((state) => state.askBridge);
  const isNarrowed = Object.keys(scope).length > 0;
  const [asked, setAsked] = useState<{ readonly key: string; readonly made: Made } | null>(null);
  const key = JSON.stringify([results.inputHash, from, to, scope]);
  useEffect(() => {
    if (!isNarrowed || from === undefined || to === undefined) return undefined;
    let isCurrent = true;
    void askBridge({ from, to, scope }).then((made) => {
      if (isCurrent) setAsked({ key, made: made ?? CANCELLED });
    });
    return () => {
      isCurrent = false;
    };
  }, [askBridge, isNarrowed, key, from, to, scope]);
  const whole = useMemo((): Made | null => {
    const value = from === undefined || to === undefined ? null : bridgeBetween(offered, from, to);
    return value === null ? null : { ok: true, value };
  }, [offered, from, to]);
  if (!isNarrowed) return whole;
  return asked?.key === key ? asked.made : null;
}

/** Example: `Tidy up, Nov 2026 to Oct 2027, a month`. */
function stateLabel({ label, from, to, id }: CostStateEntry): string {
  if (id.startsWith('past:')) return monthName(from);
  return `${label}, ${monthName(from)} to ${monthName(to)}`;
}

const nameOf = (label: string): string => (/^\d{4}-\d{2}$/.test(label) ? monthName(label) : label);

function Drawn(props: {
  readonly between: PlanBridge;
  readonly by: ScopeDimension;
  /** What both costs are of, in words. */
  readonly of: string;
  readonly results: PlanResults;
}): ReactElement {
  const { between, by, of, results } = props;
  const inspect = useWorkbench((state) => state.inspect);
  const { bridge: made, months } = between;
  const [from, to] = [nameOf(between.fromLabel), nameOf(between.toLabel)];
  const span = months === 1 ? '1 month' : `${String(months)} months`;
  const figure = useMemo(
    () =>
      waterfall({
        from: { label: from, usd: made.from },
        to: { label: to, usd: made.to },
        steps: BRIDGE_EFFECTS.map((effect) => ({ label: EFFECT_LABELS[effect], usd: made.effects[effect] })).filter(
          ({ usd }) => Math.abs(usd) >= VISIBLE_USD,
        ),
      }),
    [made, from, to],
  );
  const rows = useMemo(() => bridgeRows(made), [made]);
  const columns = useMemo((): readonly DataColumn<BridgeRow>[] => {
    const open = (row: BridgeRow): void => {
      inspect({
        title: `${centreOf(row)}, ${modelOf(row)}`,
        value: compactUsd(row.changeUsd),
        formula: `From ${from} to ${to}, both over ${span}: each effect is the mean over all orders in which requests, tokens per request, models, mix, prices and discounts could have changed. Effects add up to the change.`,
        lines: [
          ...BRIDGE_EFFECTS.filter((effect) => Math.abs(row.effects[effect]) >= VISIBLE_USD).map((effect) => ({
            label: EFFECT_LABELS[effect],
            value: `${cents(row.effects[effect])} USD`,
          })),
          { label: 'Prices', value: results.priceBookVersion },
        ],
        findings: [],
        rows: null,
      });
    };
    // Shown parts add up to the shown total.
    const cellsUsd = roundToTotal(
      rows.map(({ changeUsd }) => changeUsd),
      2,
    );
    const shown = new Map(rows.map((row, index) => [row, cellsUsd[index] ?? 0]));
    return [
      { key: 'workload', header: DIMENSION_LABELS[by], width: 180, sortBy: centreOf, text: centreOf },
      { key: 'model', header: 'Model', width: 180, sortBy: modelOf, text: modelOf },
      {
        key: 'change',
        header: 'Change, USD',
        isNumber: true,
        sortBy: (row) => Math.abs(row.changeUsd),
        text: (row) => cents(shown.get(row) ?? null),
        onOpen: open,
      },
      {
        key: 'mostly',
        header: 'Mostly by',
        width: 180,
        sortBy: (row) => (row.mostly === null ? '' : EFFECT_LABELS[row.mostly]),
        text: (row) => (row.mostly === null ? '' : EFFECT_LABELS[row.mostly]),
      },
    ];
  }, [by, inspect, results, rows, from, to, span]);
  return (
    <>
      <ChartCard
        title={`From ${from} to ${to}, by what changed, over ${span}${of === EVERYTHING ? '' : `, for ${of}`}`}
        figure={figure}
        heightPx={FRAME_PX + ROW_PX * figure.table.length}
      >
        {between.note !== '' && <p className="muted">{between.note}</p>}
      </ChartCard>
      <DataTable
        label="The bridge by part"
        columns={columns}
        rows={rows}
        rowKey={({ workload, model }) => `${workload}\n${model}`}
        sortedBy="change"
        totals={['Total', '', cents(made.to - made.from), '']}
        heightPx={260}
      />
    </>
  );
}

/** What brings a budget up to its amount is written so by the plan. */
const ALLOWANCE = '(allowance)';

const centreOf = ({ workload, model }: BridgeRow): string =>
  workload === ALLOWANCE
    ? 'Allowance of the budget'
    : workload !== ''
      ? valueLabel(workload)
      : model === ''
        ? 'Belongs to no part'
        : valueLabel(null);
const modelOf = ({ model }: BridgeRow): string => (model === '' ? '' : valueLabel(model));
