import type { ReactElement } from 'react';
import type { PlanResults } from '../../../shared/plan/results.ts';
import { Button } from '../../components/Controls.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { View } from '../../components/View.tsx';
import { addScenario } from '../../state/scenarioEdits.ts';
import { planOf } from '../../state/selectors.ts';
import { useStoreApi, useWorkbench } from '../../state/useStore.tsx';
import { LeverList } from './LeverList.tsx';
import { ScenarioChart } from './ScenarioChart.tsx';
import { ScenarioDetails } from './ScenarioDetails.tsx';
import { BASELINE_TAB, ScenarioTabs } from './ScenarioTabs.tsx';
import { scenariosAnswer } from './scenariosAnswer.ts';

const QUESTION = 'What if?';

/** Levers on the left, what they lead to on the right; every number opens to where it comes from. */
export function ScenariosView(): ReactElement {
  const results = useWorkbench(planOf);
  const status = useWorkbench((state) => state.dataset.status);
  const plan = useWorkbench((state) => state.plan);
  if (status !== 'ready') {
    return (
      <View answer="No usage yet" question={QUESTION}>
        <EmptyState
          title="Here you will build what-if cases on your own history"
          text="Open usage files in the Data view first: the baseline is forecast from them, and scenarios change it."
        />
      </View>
    );
  }
  if (results === null) {
    return (
      <View
        answer={plan.status === 'failed' ? 'The plan could not be computed' : 'Computing the plan …'}
        question={QUESTION}
      >
        {plan.status === 'failed' && <p>{plan.message}</p>}
      </View>
    );
  }
  return <Scenarios results={results} />;
}

function Scenarios({ results }: { readonly results: PlanResults }): ReactElement {
  const store = useStoreApi();
  const scenarios = useWorkbench((state) => state.document.scenarios);
  const selectedId = useWorkbench((state) => state.selectedScenarioId);
  const select = useWorkbench((state) => state.selectScenario);
  const selected =
    selectedId === BASELINE_TAB ? null : (scenarios.find(({ id }) => id === selectedId) ?? scenarios[0] ?? null);
  const outcome = results.scenarios.find(({ id }) => id === (selected?.id ?? BASELINE_TAB)) ?? results.scenarios[0];

  return (
    <View
      answer={scenariosAnswer(results, outcome)}
      question={QUESTION}
      actions={
        <Button
          look="primary"
          onClick={() => {
            select(addScenario(store, store.getState().newId));
          }}
        >
          Add a scenario
        </Button>
      }
    >
      <ScenarioTabs scenarios={scenarios} selected={selected} onSelect={select} />
      <div className="scenarios">
        {selected === null ? (
          <EmptyState
            title="The baseline has no levers"
            text="It is the forecast of your usage at announced prices. Add a scenario to see what caching, batch, another model or growth would change."
          />
        ) : (
          <LeverList scenario={selected} outcome={outcome} />
        )}
        <div className="grid">
          <ScenarioChart results={results} selected={outcome} />
          <ScenarioDetails results={results} outcome={outcome} />
        </div>
      </div>
    </View>
  );
}
