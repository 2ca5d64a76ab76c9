import { useState, type ReactElement } from 'react';
import type { Scenario } from '../../../shared/engine/types.ts';
import type { PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import { Tabs } from '../../components/Tabs.tsx';
import { BreakEven } from './ask/BreakEven.tsx';
import { Capacity } from './ask/Capacity.tsx';
import { GoalSeek } from './ask/GoalSeek.tsx';
import { YearTotal } from './ask/YearTotal.tsx';
import { StateBridge } from '../bridge/StateBridge.tsx';
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
  { value: 'compare', label: 'Compare' },
  { value: 'total', label: 'Year total' },
  { value: 'goal', label: 'Goal seek' },
  { value: 'map', label: 'Break-even' },
  { value: 'capacity', label: 'Capacity' },
  { value: 'assumptions', label: 'Assumptions' },
  { value: 'forecast', label: 'How it was forecast' },
] as const;
type TabName = (typeof TABS)[number]['value'];

/** What stands behind the chart, one question a tab. */
export function ScenarioDetails(props: {
  readonly results: PlanResults;
  readonly outcome: ScenarioOutcome | undefined;
  /** Null for the baseline, which has no levers. */
  readonly scenario: Scenario | null;
}): ReactElement {
  const [tab, setTab] = useState<TabName>('months');
  const { results, outcome, scenario } = props;
  return (
    <section className="card" aria-label="Details">
      <Tabs label="Details" value={tab} tabs={TABS} onChange={setTab} />
      {tab === 'months' && outcome !== undefined && <MonthTable outcome={outcome} results={results} />}
      {tab === 'bridge' && outcome !== undefined && (
        <>
          <LeverBridge results={results} outcome={outcome} />
          <StateBridge key={outcome.id} results={results} toId={`scenario:${outcome.id}`} />
        </>
      )}
      {tab === 'tornado' && outcome !== undefined && <Tornado outcome={outcome} />}
      {tab === 'levers' && outcome !== undefined && <LeverValues outcome={outcome} results={results} />}
      {tab === 'total' && outcome !== undefined && <YearTotal outcome={outcome} results={results} />}
      {tab === 'goal' && outcome !== undefined && (
        <GoalSeek key={outcome.id} outcome={outcome} results={results} scenario={scenario} />
      )}
      {tab === 'map' && outcome !== undefined && (
        <BreakEven key={outcome.id} outcome={outcome} results={results} scenario={scenario} />
      )}
      {tab === 'capacity' && outcome !== undefined && <Capacity outcome={outcome} results={results} />}
      {tab === 'assumptions' && <AssumptionTable results={results} />}
      {tab === 'compare' && <Compare results={results} />}
      {tab === 'forecast' && <ForecastTable results={results} />}
    </section>
  );
}
