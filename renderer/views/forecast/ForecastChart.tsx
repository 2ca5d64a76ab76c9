import { useMemo, useRef, type ReactElement } from 'react';
import { SCOPE_DIMENSIONS } from '../../../shared/engine/types.ts';
import type { BudgetCrossing, DailyOutlook } from '../../../shared/plan/daily/dailyResults.ts';
import { compact } from '../../../shared/units/format.ts';
import { Figure } from '../../charts/Figure.tsx';
import { dailyFan } from '../../charts/figures/dailyFan.ts';
import { useChartTheme } from '../../charts/useChartTheme.ts';
import { Button, Choice, Select, Switch } from '../../components/Controls.tsx';
import { Card } from '../../components/View.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { DIMENSION_LABELS } from '../labels.ts';

const MEASURES = [
  { value: 'usd', label: 'USD' },
  { value: 'tokens', label: 'Tokens' },
] as const;

/** Marks on the chart; the list below has the others. */
const MOST_MARKS = 12;

/** The fan with its settings: what is listed, in which unit, on which axis, beside which events. */
export function ForecastChart(props: {
  readonly outlook: DailyOutlook;
  readonly budgets: readonly BudgetCrossing[];
}): ReactElement {
  const { outlook, budgets } = props;
  const { by, measure, isLogarithmic } = useWorkbench((state) => state.forecastSettings);
  const set = useWorkbench((state) => state.setForecast);
  const events = useWorkbench((state) => state.document.events);
  const importEvents = useWorkbench((state) => state.importEvents);
  const picker = useRef<HTMLInputElement>(null);
  const theme = useChartTheme();
  const figure = useMemo(
    () =>
      dailyFan({
        outlook,
        measure,
        isLogarithmic,
        events,
        budgets,
        anomalies: outlook.anomalies.slice(0, MOST_MARKS),
      }),
    [outlook, measure, isLogarithmic, events, budgets],
  );
  return (
    <Card
      title="By day: history and forecast"
      actions={
        <>
          <Select
            label="List by"
            isLabelShown
            value={by}
            options={SCOPE_DIMENSIONS.map((value) => ({ value, label: DIMENSION_LABELS[value] }))}
            onChange={(value) => {
              const chosen = SCOPE_DIMENSIONS.find((name) => name === value);
              if (chosen !== undefined) set({ by: chosen });
            }}
          />
          <Choice
            label="Unit"
            value={measure}
            options={MEASURES}
            onChange={(value) => {
              set({ measure: value });
            }}
          />
          <Switch
            label="Logarithmic"
            isLabelShown
            isOn={isLogarithmic}
            onChange={(isOn) => {
              set({ isLogarithmic: isOn });
            }}
          />
          <Button
            onClick={() => {
              picker.current?.click();
            }}
          >
            {events.length === 0 ? 'Mark releases from a CSV' : `Releases: ${String(events.length)}`}
          </Button>
          <input
            ref={picker}
            type="file"
            accept=".csv"
            hidden
            aria-hidden="true"
            data-testid="events-picker"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              event.currentTarget.value = '';
              if (file !== undefined) void importEvents(file);
            }}
          />
        </>
      }
    >
      <Figure figure={figure} theme={theme} heightPx={360} />
      <p className="muted">
        {outlook.backtest.sentence}
        {Math.abs(outlook.backtest.widening - 1) > 0.005 &&
          ` The bands are drawn ${compact(outlook.backtest.widening)} times as wide as the method alone would, so that they hold.`}{' '}
        Drag to zoom, double-click to reset.
      </p>
    </Card>
  );
}
