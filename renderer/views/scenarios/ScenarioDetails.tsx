import { useState, type ReactElement } from 'react';
import type { PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import { Tabs } from '../../components/Tabs.tsx';
import { AssumptionTable } from './AssumptionTable.tsx';
import { CompareTable } from './CompareTable.tsx';
import { ForecastTable } from './ForecastTable.tsx';
import { LeverValues } from './LeverValues.tsx';
import { MonthTable } from './MonthTable.tsx';

const TABS = [
  { value: 'compare', label: 'Compare' },
  { value: 'months', label: 'Months' },
  { value: 'levers', label: 'Levers' },
  { value: 'assumptions', label: 'Assumptions' },
  { value: 'forecast', label: 'How it was forecast' },
] as const;
type TabName = (typeof TABS)[number]['value'];

/** The tables under the chart. */
export function ScenarioDetails(props: {
  readonly results: PlanResults;
  readonly outcome: ScenarioOutcome | undefined;
}): ReactElement {
  const [tab, setTab] = useState<TabName>('compare');
  const { results, outcome } = props;
  return (
    <section className="card" aria-label="Details">
      <Tabs label="Details" value={tab} tabs={TABS} onChange={setTab} />
      {tab === 'compare' && <CompareTable results={results} />}
      {tab === 'months' && outcome !== undefined && <MonthTable outcome={outcome} />}
      {tab === 'levers' && outcome !== undefined && <LeverValues outcome={outcome} />}
      {tab === 'assumptions' && <AssumptionTable results={results} />}
      {tab === 'forecast' && <ForecastTable results={results} />}
    </section>
  );
}
