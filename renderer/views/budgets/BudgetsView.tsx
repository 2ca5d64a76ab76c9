import { useMemo, useState, type ReactElement } from 'react';
import type { PlanResults } from '../../../shared/plan/results.ts';
import { Button, Select } from '../../components/Controls.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Tabs } from '../../components/Tabs.tsx';
import { View } from '../../components/View.tsx';
import { budgetPath } from '../../charts/figures/budgetPath.ts';
import { addBudget } from '../../state/budgetEdits.ts';
import { planOf } from '../../state/selectors.ts';
import { useStoreApi, useWorkbench } from '../../state/useStore.tsx';
import { ChartCard } from '../chart/ChartCard.tsx';
import { BudgetEditor } from './BudgetEditor.tsx';
import { BudgetTable } from './BudgetTable.tsx';
import { budgetsAnswer, mostUrgent } from './budgetsAnswer.ts';
import { Guardrails } from './Guardrails.tsx';
import { Showback } from './Showback.tsx';
import { Variance } from './Variance.tsx';

const QUESTION = 'Who owns what, and when does it run out?';
const BASELINE = 'baseline';
const TABS = [
  { value: 'variance', label: 'Variance' },
  { value: 'showback', label: 'Showback' },
  { value: 'guardrails', label: 'Guardrails' },
] as const;

/** Budgets with their owners and the days they run out; who caused which cost; limits tried on the past. */
export function BudgetsView(): ReactElement {
  const results = useWorkbench(planOf);
  const status = useWorkbench((state) => state.dataset.status);
  if (status !== 'ready') {
    return (
      <View answer="No usage yet" question={QUESTION}>
        <EmptyState
          title="Here you will see which budget runs out, and when"
          text="Open usage files in the Data view first: what has been spent and what is expected is held against the budgets you set."
        />
      </View>
    );
  }
  if (results === null) return <View answer="Computing the plan …" question={QUESTION} children={null} />;
  return <Budgets results={results} />;
}

function Budgets({ results }: { readonly results: PlanResults }): ReactElement {
  const store = useStoreApi();
  const budgets = useWorkbench((state) => state.document.budgets);
  const scenarioId = useWorkbench((state) => state.selectedScenarioId);
  const selectScenario = useWorkbench((state) => state.selectScenario);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const tab = useWorkbench((state) => state.budgetsTab);
  const setTab = useWorkbench((state) => state.showBudgetsTab);
  const outcome = results.scenarios.find(({ id }) => id === (scenarioId ?? BASELINE)) ?? results.scenarios[0];
  if (outcome === undefined) return <View answer="Nothing to plan yet" question={QUESTION} children={null} />;
  const outlook = outcome.budgets.find(({ id }) => id === selectedId) ?? mostUrgent(outcome.budgets);
  const budget = budgets.find(({ id }) => id === (outlook?.id ?? selectedId));
  const add = (): void => {
    setSelectedId(addBudget(store, Math.ceil(outcome.totalUsd.central / 1000) * 1000));
  };
  return (
    <View
      answer={budgetsAnswer(outcome.budgets)}
      question={QUESTION}
      actions={
        <>
          <Select
            label="Under"
            value={outcome.id}
            options={results.scenarios.map(({ id, name }) => ({ value: id, label: `Under: ${name}` }))}
            onChange={selectScenario}
          />
          <Button look="primary" onClick={add}>
            Add a budget
          </Button>
        </>
      }
    >
      {budgets.length === 0 ? (
        <EmptyState
          title="No budget is set"
          text="Set one for everything, or for a team, a feature or an environment: you will see the day it runs out and how sure that is."
        >
          <Button look="primary" onClick={add}>
            Set the first budget
          </Button>
        </EmptyState>
      ) : (
        <>
          <BudgetTable results={results} outcome={outcome} selectedId={budget?.id ?? null} onSelect={setSelectedId} />
          {budget !== undefined && (
            <div className="budget">
              {outlook === undefined ? (
                <p className="muted card">The outlook of {budget.name} is being computed.</p>
              ) : (
                <BudgetChart outlook={outlook} scenario={outcome.name} />
              )}
              <BudgetEditor key={budget.id} budget={budget} />
            </div>
          )}
        </>
      )}
      <section className="card" aria-label="Who caused it, and what would have stopped it">
        <Tabs label="More about budgets" value={tab} tabs={TABS} onChange={setTab} />
        {tab === 'variance' && <Variance results={results} outcome={outcome} />}
        {tab === 'showback' && <Showback results={results} />}
        {tab === 'guardrails' && (
          <>
            <Guardrails results={results} />
            <p className="muted">
              <Button
                look="quiet"
                onClick={() => {
                  store.getState().showView('forecast');
                }}
              >
                See them beside the forecast
              </Button>
            </p>
          </>
        )}
      </section>
    </View>
  );
}

function BudgetChart(props: {
  readonly outlook: Parameters<typeof budgetPath>[0];
  readonly scenario: string;
}): ReactElement {
  const { outlook, scenario } = props;
  const figure = useMemo(() => budgetPath(outlook), [outlook]);
  return <ChartCard title={`${outlook.name}, spent so far, under ${scenario}`} figure={figure} heightPx={300} />;
}
