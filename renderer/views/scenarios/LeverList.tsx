import { useState, type ReactElement } from 'react';
import { LEVERS } from '../../../shared/engine/levers/registry.ts';
import type { Scenario } from '../../../shared/engine/types.ts';
import type { ScenarioOutcome } from '../../../shared/plan/results.ts';
import { MenuButton } from '../../components/MenuButton.tsx';
import { addLever } from '../../state/scenarioEdits.ts';
import { useStoreApi } from '../../state/useStore.tsx';
import { LeverCard } from './LeverCard.tsx';

/** The levers of a scenario as cards. Their order is for reading only: the calculus has its own. */
export function LeverList(props: {
  readonly scenario: Scenario;
  readonly outcome: ScenarioOutcome | undefined;
}): ReactElement {
  const store = useStoreApi();
  const [openId, setOpenId] = useState<string | null>(null);
  const { scenario, outcome } = props;
  return (
    <section className="levers" aria-label="Levers">
      <div className="card__head">
        <h2>Levers</h2>
        <MenuButton
          text="Add a lever"
          items={LEVERS.map(({ kind, title }) => ({ key: kind, text: title }))}
          onPick={(kind) => {
            addLever(store, scenario.id, kind, store.getState().newId);
            setOpenId(
              store
                .getState()
                .document.scenarios.find(({ id }) => id === scenario.id)
                ?.levers.at(-1)?.id ?? null,
            );
          }}
        />
      </div>
      {scenario.levers.length === 0 && (
        <p className="muted">No levers yet: this scenario is the baseline. Add one to change it.</p>
      )}
      {scenario.levers.map((lever) => (
        <LeverCard
          key={lever.id}
          scenarioId={scenario.id}
          lever={lever}
          value={outcome?.levers.find(({ id }) => id === lever.id) ?? null}
          isOpen={openId === lever.id}
          onToggle={() => {
            setOpenId(openId === lever.id ? null : lever.id);
          }}
        />
      ))}
    </section>
  );
}
