import { useState, type ReactElement } from 'react';
import type { Scenario } from '../../../shared/engine/types.ts';
import { Button, TextInput } from '../../components/Controls.tsx';
import { Tabs } from '../../components/Tabs.tsx';
import { branchScenario, removeScenario, renameScenario } from '../../state/scenarioEdits.ts';
import { useStoreApi } from '../../state/useStore.tsx';

/** The baseline's own tab; scenarios have their ids. */
export const BASELINE_TAB = 'baseline';

/** The baseline and the scenarios, with branch, rename and remove for the chosen one. */
export function ScenarioTabs(props: {
  readonly scenarios: readonly Scenario[];
  readonly selected: Scenario | null;
  readonly onSelect: (id: string) => void;
}): ReactElement {
  const store = useStoreApi();
  const [draft, setDraft] = useState<{ readonly id: string; readonly name: string } | null>(null);
  const { selected, onSelect } = props;
  const isRenaming = draft !== null && draft.id === selected?.id;
  return (
    <div className="scenario-tabs">
      <Tabs
        label="Scenarios"
        value={selected?.id ?? BASELINE_TAB}
        tabs={[
          { value: BASELINE_TAB, label: 'Baseline' },
          ...props.scenarios.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={onSelect}
      />
      {selected !== null && (
        <div className="row">
          {isRenaming ? (
            <TextInput
              label="Name of the scenario"
              value={draft.name}
              onChange={(name) => {
                setDraft({ id: selected.id, name });
              }}
              onCommit={() => {
                renameScenario(store, selected.id, draft.name);
                setDraft(null);
              }}
            />
          ) : (
            <Button
              look="quiet"
              onClick={() => {
                setDraft({ id: selected.id, name: selected.name });
              }}
            >
              Rename
            </Button>
          )}
          <Button
            look="quiet"
            onClick={() => {
              onSelect(branchScenario(store, selected.id, store.getState().newId));
            }}
          >
            Branch
          </Button>
          <Button
            look="quiet"
            onClick={() => {
              removeScenario(store, selected.id);
            }}
          >
            Remove
          </Button>
        </div>
      )}
    </div>
  );
}
