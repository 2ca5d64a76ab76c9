import { useMemo, useRef, type ReactElement } from 'react';
import { SCOPE_DIMENSIONS } from '../../../shared/engine/types.ts';
import type {
  BudgetCrossing,
  DailyOutlook,
  HourlyOutlook,
  OutlookSteps,
} from '../../../shared/plan/daily/dailyResults.ts';
import { compact, percent } from '../../../shared/units/format.ts';
import { dailyFan } from '../../charts/figures/dailyFan.ts';
import { Button, Choice, Select } from '../../components/Controls.tsx';
import type { Loaded } from '../../state/types.ts';
import { useWorkbench } from '../../state/useStore.tsx';
import { ChartCard } from '../chart/ChartCard.tsx';
import { DIMENSION_LABELS } from '../labels.ts';

const STEPS = [
  { value: 'hour', label: 'Hours' },
  { value: 'day', label: 'Days' },
  { value: 'week', label: 'Weeks' },
] as const;
const MEASURES = [
  { value: 'usd', label: 'USD' },
  { value: 'tokens', label: 'Tokens' },
] as const;

const EMPTY_FAN = {
  central: [],
  p025: [],
  p10: [],
  p50: [],
  p90: [],
  p975: [],
  next: { days: 0, central: 0, p10: 0, p90: 0 },
};
const NO_STEPS: OutlookSteps<string> = {
  past: { days: [], usd: [], tokens: [] },
  ahead: { days: [], usd: EMPTY_FAN, tokens: EMPTY_FAN },
};

/** Marks on the chart; the list below has the others. */
const MOST_MARKS = 12;

/** The fan with its settings: what is listed, in which unit, on which axis, beside which events. */
export function ForecastChart(props: {
  readonly outlook: DailyOutlook;
  readonly budgets: readonly BudgetCrossing[];
}): ReactElement {
  const { outlook, budgets } = props;
  const { by, measure, step } = useWorkbench((state) => state.forecastSettings);
  const set = useWorkbench((state) => state.setForecast);
  const events = useWorkbench((state) => state.document.events);
  const importEvents = useWorkbench((state) => state.importEvents);
  const picker = useRef<HTMLInputElement>(null);
  const hourly = useWorkbench((state) => state.hourly);
  const hours = hourly.status === 'ready' ? hourly.value : null;
  const steps = step === 'week' ? outlook.weeks : step === 'hour' ? (hours?.steps ?? NO_STEPS) : outlook;
  const figure = useMemo(
    () =>
      dailyFan({
        outlook,
        steps,
        measure,
        step,
        events,
        budgets,
        anomalies: outlook.anomalies.slice(0, MOST_MARKS),
      }),
    [outlook, steps, measure, step, events, budgets],
  );
  return (
    <ChartCard
      title={`By ${step}: history and forecast`}
      figure={figure}
      heightPx={360}
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
          <Choice
            label="Step"
            value={step}
            options={STEPS}
            onChange={(value) => {
              set({ step: value });
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
      {step === 'hour' && <HoursNote hourly={hourly} />}
      <p className="muted">
        {outlook.backtest.sentence}
        {Math.abs(outlook.backtest.widening - 1) > 0.02 &&
          ` The bands are drawn ${compact(outlook.backtest.widening)} times as wide as the method alone would, so that they hold.`}{' '}
        Drag to zoom, double-click to reset.
      </p>
    </ChartCard>
  );
}

/** What the hours are of, or why there are none. */
function HoursNote({ hourly }: { readonly hourly: Loaded<HourlyOutlook | null> }): ReactElement {
  if (hourly.status === 'idle' || hourly.status === 'loading')
    return <p className="muted">Forecasting by the hour …</p>;
  const outlook = hourly.status === 'ready' ? hourly.value : null;
  if (outlook === null)
    return (
      <p className="muted">
        Nothing here says its hour: exports by day cannot be shown by the hour. Open an export by the hour or a log of
        requests.
      </p>
    );
  const share =
    outlook.coveredShare === null ? '' : ` They hold ${percent(outlook.coveredShare, 0)} of the tokens of these days.`;
  return (
    <p className="muted">
      The rows that say their hour, a week ahead as one series. {outlook.method}.{share}
    </p>
  );
}
