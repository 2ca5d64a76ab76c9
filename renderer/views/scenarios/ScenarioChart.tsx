import { useMemo, useState, type ReactElement } from 'react';
import type { PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import { Figure } from '../../charts/Figure.tsx';
import { forecastFan, type BudgetStep } from '../../charts/figures/forecastFan.ts';
import { useChartTheme } from '../../charts/useChartTheme.ts';
import { Switch } from '../../components/Controls.tsx';
import { Card } from '../../components/View.tsx';
import { monthIndex, type Month } from '../../../shared/units/months.ts';
import { useWorkbench } from '../../state/useStore.tsx';

const MOST_LINES = 6;

/** History, baseline and scenarios in one picture, with the bands of the chosen one. */
export function ScenarioChart(props: {
  readonly results: PlanResults;
  readonly selected: ScenarioOutcome | undefined;
}): ReactElement {
  const theme = useChartTheme();
  const [isLogarithmic, setIsLogarithmic] = useState(false);
  const budgets = useWorkbench((state) => state.document.budgets);
  const { results, selected } = props;
  const figure = useMemo(
    () =>
      forecastFan({
        history: results.history,
        lines: results.scenarios.slice(0, MOST_LINES),
        banded: selected?.name ?? '',
        budgets: budgets
          .filter(({ scope }) => Object.keys(scope).length === 0)
          .map(({ name, from, to, amountUsd }): BudgetStep => ({
            name,
            from,
            to,
            usdPerMonth: amountUsd / monthCount(from, to),
          })),
        isLogarithmic,
      }),
    [results, selected, budgets, isLogarithmic],
  );
  return (
    <Card
      title="Cost by month: history, forecast and scenarios"
      actions={<Switch label="Logarithmic" isLabelShown isOn={isLogarithmic} onChange={setIsLogarithmic} />}
    >
      <Figure figure={figure} theme={theme} heightPx={340} />
    </Card>
  );
}

const monthCount = (from: Month, to: Month): number => Math.max(1, monthIndex(to) - monthIndex(from) + 1);
