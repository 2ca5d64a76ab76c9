import type { ReactElement } from 'react';
import type { DailyOutlook } from '../../../shared/plan/daily/dailyResults.ts';
import { Button } from '../../components/Controls.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FindingMark } from '../../components/FindingMark.tsx';
import { Card, View } from '../../components/View.tsx';
import { forecastScope, shownOf } from '../../state/forecast.ts';
import { useWorkbench } from '../../state/useStore.tsx';
import { DIMENSION_LABELS, valueLabel } from '../labels.ts';
import { AccuracyTable } from './AccuracyTable.tsx';
import { AnomalyTable } from './AnomalyTable.tsx';
import { forecastAnswer } from './forecastAnswer.ts';
import { ForecastChart } from './ForecastChart.tsx';
import { LastMonthTable } from './LastMonthTable.tsx';
import { Limits } from './Limits.tsx';
import { MemberTable } from './MemberTable.tsx';
import { SavedForecasts } from './SavedForecasts.tsx';
import { useShownBudgets } from './shownBudgets.ts';

const QUESTION = 'Where are we heading, how sure?';

/** History and forecast by day, what was unusual, and how well forecasts of this past would have held. */
export function ForecastView(): ReactElement {
  const daily = useWorkbench((state) => state.daily);
  const status = useWorkbench((state) => state.dataset.status);
  const outlook = shownOf(daily);
  if (status === 'empty') {
    return (
      <View answer="No usage yet" question={QUESTION}>
        <EmptyState
          title="Here you will see where your spend is heading"
          text="Open usage files in the Data view first: each part of the usage is forecast from them, at the prices of each day ahead."
        />
      </View>
    );
  }
  if (outlook === null) {
    return (
      <View answer={daily.status === 'failed' ? 'The forecast could not be made' : 'Forecasting …'} question={QUESTION}>
        {daily.status === 'failed' && <p>{daily.message}</p>}
      </View>
    );
  }
  return <Forecast outlook={outlook} />;
}

function Forecast({ outlook }: { readonly outlook: DailyOutlook }): ReactElement {
  const measure = useWorkbench((state) => state.forecastSettings.measure);
  const scope = useWorkbench((state) => state.scope);
  const budgets = useShownBudgets(outlook);
  const named = Object.values(forecastScope(scope))
    .flat()
    .map((value) => valueLabel(value));
  const unknown = Object.keys(scope).filter((name) => !(name in forecastScope(scope)));
  return (
    <View
      answer={forecastAnswer(outlook, budgets, measure, named.length === 0 ? 'The company' : named.join(', '))}
      question={QUESTION}
    >
      {unknown.length > 0 && (
        <p className="muted">
          Forecasts are not made by{' '}
          {unknown.map((name) => DIMENSION_LABELS[name as keyof typeof DIMENSION_LABELS].toLowerCase()).join(', ')}:
          that filter of the scope has no effect here.
        </p>
      )}
      <ForecastChart outlook={outlook} budgets={budgets} />
      {outlook.isFirstLook ? <FirstLookNote /> : <Details outlook={outlook} />}
      {outlook.findings.length > 0 && (
        <p className="muted">
          <FindingMark findings={outlook.findings} /> {outlook.findings.map(({ message }) => message).join('. ')}.
        </p>
      )}
    </View>
  );
}

function Details({ outlook }: { readonly outlook: DailyOutlook }): ReactElement {
  return (
    <>
      <MemberTable outlook={outlook} />
      <Card title="Unusual days, most money first">
        <AnomalyTable outlook={outlook} />
      </Card>
      {outlook.lastMonth !== null && <LastMonthTable change={outlook.lastMonth} by={outlook.by} />}
      <AccuracyTable report={outlook.backtest} />
      <Limits />
      <SavedForecasts />
    </>
  );
}

/** What is still to come, or the way to go on where it was cancelled. */
function FirstLookNote(): ReactElement {
  const isCancelled = useWorkbench((state) => state.daily.status === 'ready');
  const load = useWorkbench((state) => state.loadDaily);
  if (isCancelled) {
    return (
      <p className="muted" role="status">
        A first look, from the sum of the parts. <Button onClick={() => void load()}>Forecast the parts</Button>
      </p>
    );
  }
  return (
    <p className="muted" role="status">
      A first look. Its parts are being forecast; budgets, unusual days and the record on your own history follow.
    </p>
  );
}
