import { useState, type ReactElement } from 'react';
import type { PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import { Tabs } from '../../components/Tabs.tsx';
import { AssumptionTable } from './AssumptionTable.tsx';
import { Compare } from './Compare.tsx';
import { ForecastTable } from './ForecastTable.tsx';
import { LeverBridge } from './LeverBridge.tsx';
import { LeverValues } from './LeverValues.tsx';
import { MonthTable } from './MonthTable.tsx';
import { Tornado } from './Tornado.tsx';

const TABS = [
  { value: 'months', label: 'Months' },
  { value: 'bridge', label: 'Bridge' },
  { value: 'tornado', label: 'Tornado' },
  { value: 'levers', label: 'Levers' },
  { value: 'assumptions', label: 'Assumptions' },
  { value: 'compare', label: 'Compare' },
  { value: 'forecast', label: 'How it was forecast' },
] as const;
type TabName = (typeof TABS)[number]['value'];

/** What stands behind the chart, one question a tab. */
export function ScenarioDetails(props: {
  readonly results: PlanResults;
  readonly outcome: ScenarioOutcome | undefined;
}): ReactElement {
  const [tab, setTab] = useState<TabName>('months');
  const { results, outcome } = props;
  return (
    <section className="card" aria-label="Details">
      <Tabs label="Details" value={tab} tabs={TABS} onChange={setTab} />
      {tab === 'months' && outcome !== undefined && <MonthTable outcome={outcome} results={results} />}
      {tab === 'bridge' && outcome !== undefined && <LeverBridge results={results} outcome={outcome} />}
      {tab === 'tornado' && outcome !== undefined && <Tornado outcome={outcome} />}
      {tab === 'levers' && outcome !== undefined && <LeverValues outcome={outcome} results={results} />}
      {tab === 'assumptions' && <AssumptionTable results={results} />}
      {tab === 'compare' && <Compare results={results} />}
      {tab === 'forecast' && <ForecastTable results={results} />}
    </section>
  );
}
