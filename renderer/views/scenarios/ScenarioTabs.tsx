import { useState, type ReactElement } from 'react';
import type { Scenario } from '../../../shared/engine/types.ts';
import { Button, TextInput } from '../../components/Controls.tsx';
import { Tabs } from '../../components/Tabs.tsx';
import { branchScenario, removeScenario, renameScenario } from '../../state/scenarioEdits.ts';
import { useStoreApi } from '../../state/useStore.tsx';

/** The scenarios side by side, with branch, rename and remove. */
export function ScenarioTabs(props: {
  readonly scenarios: readonly Scenario[];
  readonly selected: Scenario;
  readonly onSelect: (id: string) => void;
}): ReactElement {
  const store = useStoreApi();
  const [name, setName] = useState<string | null>(null);
  const { selected } = props;
  return (
    <div className="row">
      <Tabs
        label="Scenarios"
        value={selected.id}
        tabs={props.scenarios.map(({ id, name: label }) => ({ value: id, label }))}
        onChange={props.onSelect}
      />
      {name === null ? (
        <Button
          look="quiet"
          onClick={() => {
            setName(selected.name);
          }}
        >
          Rename
        </Button>
      ) : (
        <TextInput
          label="Name of the scenario"
          value={name}
          onChange={setName}
          onCommit={() => {
            renameScenario(store, selected.id, name);
            setName(null);
          }}
        />
      )}
      <Button
        look="quiet"
        onClick={() => {
          props.onSelect(branchScenario(store, selected.id, store.getState().newId));
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
  );
}
