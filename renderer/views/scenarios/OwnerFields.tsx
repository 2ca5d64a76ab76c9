import { useState, type ReactElement } from 'react';
import type { Lever } from '../../../shared/engine/types.ts';
import { AmountField } from '../../components/AmountField.tsx';
import { TextInput } from '../../components/Controls.tsx';
import { changeLever } from '../../state/scenarioEdits.ts';
import { useStoreApi } from '../../state/useStore.tsx';

const LONGEST_NAME = 200;

/** Who puts a lever in place, and how much work that is. */
export function OwnerFields({
  scenarioId,
  lever,
}: {
  readonly scenarioId: string;
  readonly lever: Lever;
}): ReactElement {
  const store = useStoreApi();
  const [draft, setDraft] = useState<string | null>(null);
  const change = (label: string, part: Partial<Lever>): string | null => {
    const edited = changeLever(store, scenarioId, lever.id, (one) => ({ ...one, ...part }), { label });
    return edited.ok ? null : edited.message;
  };
  return (
    <>
      <TextInput
        label="Owner"
        isLabelShown
        placeholder="who does it"
        value={draft ?? lever.owner ?? ''}
        onChange={setDraft}
        onCommit={() => {
          if (draft !== null && draft.trim() !== (lever.owner ?? '')) {
            const owner = draft.trim().slice(0, LONGEST_NAME);
            change('Change the owner', { owner: owner === '' ? undefined : owner });
          }
          setDraft(null);
        }}
      />
      <AmountField
        label="Work to do it"
        help="Person-weeks until it is in place; a way to stay under budget may be limited by it."
        value={lever.effort ?? null}
        show={(amount) => (typeof amount === 'number' ? String(amount) : '')}
        unit="person-weeks"
        step={1}
        mayRange={false}
        onCommit={(amount) =>
          typeof amount === 'number' ? change('Change the effort', { effort: amount }) : 'This takes one number.'
        }
      />
    </>
  );
}
