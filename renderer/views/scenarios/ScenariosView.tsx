import { useState, type ReactElement } from 'react';
import { PRESETS } from '../../../shared/catalog/levers/presets.ts';
import type { LiveFan } from '../../../shared/plan/liveFan.ts';
import type { PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import { Button } from '../../components/Controls.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MenuButton } from '../../components/MenuButton.tsx';
import { View } from '../../components/View.tsx';
import { addScenario } from '../../state/scenarioEdits.ts';
import { planOf } from '../../state/selectors.ts';
import { useStoreApi, useWorkbench } from '../../state/useStore.tsx';
import { FindAWay } from './FindAWay.tsx';
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
  const addPreset = useWorkbench((state) => state.addPreset);
  const forget = useWorkbench((state) => state.forgetSearch);
  const live = useWorkbench((state) => state.liveFan);
  // The scenario that a search begins from; the answers that are looked at meanwhile do not move it.
  const [findingFrom, setFindingFrom] = useState<string | null>(null);
  const selected =
    selectedId === BASELINE_TAB ? null : (scenarios.find(({ id }) => id === selectedId) ?? scenarios[0] ?? null);
  const outcome = results.scenarios.find(({ id }) => id === (selected?.id ?? BASELINE_TAB)) ?? results.scenarios[0];

  const origin = results.scenarios.find(({ id }) => id === findingFrom);
  return (
    <View
      answer={scenariosAnswer(results, outcome === undefined ? undefined : withLive(outcome, live))}
      question={QUESTION}
      actions={
        <>
          <Button
            isPressed={findingFrom !== null}
            onClick={() => {
              if (findingFrom !== null) forget();
              setFindingFrom(findingFrom === null ? (outcome?.id ?? null) : null);
            }}
          >
            Find a way
          </Button>
          <MenuButton
            text="Presets"
            items={PRESETS.map(({ id, name, about }) => ({ key: id, text: name, note: about }))}
            onPick={(key) => {
              const preset = PRESETS.find(({ id }) => id === key);
              if (preset !== undefined) void addPreset(preset.id);
            }}
          />
          <Button
            look="primary"
            onClick={() => {
              select(addScenario(store, store.getState().newId));
            }}
          >
            Add a scenario
          </Button>
        </>
      }
    >
      <ScenarioTabs scenarios={scenarios} selected={selected} onSelect={select} />
      {origin !== undefined && (
        <FindAWay
          results={results}
          outcome={origin}
          onClose={() => {
            forget();
            setFindingFrom(null);
          }}
        />
      )}
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
          <ScenarioDetails results={results} outcome={outcome} scenario={selected} />
        </div>
      </div>
    </View>
  );
}

/** What the chosen scenario comes to while its levers are being turned. */
const withLive = (outcome: ScenarioOutcome, live: LiveFan | null): ScenarioOutcome =>
  live?.scenarioId === outcome.id ? { ...outcome, totalUsd: live.totalUsd } : outcome;
