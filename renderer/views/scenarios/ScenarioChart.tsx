import { useMemo, type ReactElement } from 'react';
import { leverDefinition } from '../../../shared/engine/levers/registry.ts';
import type { Lever } from '../../../shared/engine/types.ts';
import type { Budget } from '../../../shared/model/document.ts';
import type { PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import { groupBy } from '../../../shared/units/groupBy.ts';
import { monthIndex, type Month } from '../../../shared/units/months.ts';
import { forecastFan, type BudgetStep, type FanEvent } from '../../charts/figures/forecastFan.ts';
import { useWorkbench } from '../../state/useStore.tsx';
import { ChartCard } from '../chart/ChartCard.tsx';

const HEIGHT_PX = 340;

/** History, the chosen scenario with its bands, the baseline and the budget in one picture. */
export function ScenarioChart(props: {
  readonly results: PlanResults;
  readonly selected: ScenarioOutcome | undefined;
}): ReactElement {
  const budgets = useWorkbench((state) => state.document.budgets);
  const scenarios = useWorkbench((state) => state.document.scenarios);
  const live = useWorkbench((state) => state.liveFan);
  const { results, selected } = props;
  const figure = useMemo(() => {
    const levers = scenarios.find(({ id }) => id === selected?.id)?.levers ?? [];
    return forecastFan({
      history: results.history,
      lines: results.scenarios
        .filter((one) => one.isBaseline || one.id === selected?.id)
        .map((one) => (one.id === live?.scenarioId ? { ...one, months: live.months } : one)),
      banded: selected?.name ?? '',
      budgets: companyBudgets(budgets),
      events: startsOf(levers, results.scenarios[0]?.months[0]?.month),
      heightPx: HEIGHT_PX,
    });
  }, [results, selected, live, budgets, scenarios]);
  return <ChartCard title="Cost by month" figure={figure} heightPx={HEIGHT_PX} />;
}

/** Budgets for everything, spread evenly over their months. */
const companyBudgets = (budgets: readonly Budget[]): readonly BudgetStep[] =>
  budgets
    .filter(({ scope }) => Object.keys(scope).length === 0)
    .map(({ name, from, to, amountUsd }) => ({
      name,
      from,
      to,
      usdPerMonth: amountUsd / Math.max(1, monthIndex(to) - monthIndex(from) + 1),
    }));

/** One flag for each month in which levers start. */
function startsOf(levers: readonly Lever[], first: Month | undefined): readonly FanEvent[] {
  const starting = levers.filter(({ isEnabled, start }) => isEnabled && (first === undefined || start > first));
  return [...groupBy(starting, ({ start }) => start)]
    .sort(([left], [right]) => left.localeCompare(right))
    .map(([month, group]) => {
      const [lever] = group;
      const title = lever === undefined ? '' : (leverDefinition(lever.kind)?.title ?? lever.kind);
      return { month, text: group.length === 1 ? title : `${String(group.length)} levers` };
    });
}
