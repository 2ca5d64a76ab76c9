import type { ReactElement } from 'react';
import type { Finding, FindingCode } from '../../../shared/units/findings.ts';
import { Button } from '../../components/Controls.tsx';
import { mapName } from '../../state/nameEdits.ts';
import type { ViewName } from '../../state/types.ts';
import { useStoreApi } from '../../state/useStore.tsx';
import { ModelField } from '../ModelField.tsx';

/** Codes whose subject is a name that the user can map to a model. */
const NAMES: ReadonlySet<FindingCode> = new Set(['unpriced-model', 'assumed-match', 'missing-rate', 'retired-model']);

const PLACES: Partial<Readonly<Record<FindingCode, { readonly view: ViewName; readonly text: string }>>> = {
  'already-imported': { view: 'data', text: 'Open the import reports' },
  'duplicate-rows': { view: 'data', text: 'Open the import reports' },
  'empty-file': { view: 'data', text: 'Open the import reports' },
  'excess-digits': { view: 'data', text: 'Open the import reports' },
  'inclusion-unclear': { view: 'data', text: 'Open the import reports' },
  'possible-overlap': { view: 'data', text: 'See the files' },
  'refused-rows': { view: 'data', text: 'Open the import reports' },
  'unverified-format': { view: 'data', text: 'See the files' },
  extrapolated: { view: 'scenarios', text: 'Add a growth lever' },
  'model-retires': { view: 'models', text: 'Compare successors' },
  'not-comparable': { view: 'models', text: 'Choose one benchmark' },
};

/** What can be done about a finding, right where it is read. */
export function FindingFix({ finding }: { readonly finding: Finding }): ReactElement | null {
  const store = useStoreApi();
  const { code, subject } = finding;
  const scenario = store
    .getState()
    .document.scenarios.find(({ levers }) => subject !== undefined && levers.some(({ id }) => id === subject));
  if (scenario !== undefined) {
    return (
      <Button
        look="quiet"
        onClick={() => {
          store.getState().selectScenario(scenario.id);
          store.getState().showView('scenarios');
        }}
      >
        Open {scenario.name}
      </Button>
    );
  }
  if (NAMES.has(code) && subject !== undefined) {
    return (
      <ModelField
        label={`${subject} is`}
        value=""
        onCommit={(key) => {
          const edited = mapName(store, subject, key);
          return edited.ok ? null : edited.message;
        }}
      />
    );
  }
  const place = PLACES[code];
  if (place === undefined) return null;
  return (
    <Button
      look="quiet"
      onClick={() => {
        store.getState().showView(place.view);
      }}
    >
      {place.text}
    </Button>
  );
}

/** Whether each member of a group has a fix of its own; else one stands for the whole group. */
export const isFixedOneByOne = (code: FindingCode): boolean =>
  NAMES.has(code) || code === 'lever-conflict' || code === 'no-effect' || code === 'parameter-clipped';
