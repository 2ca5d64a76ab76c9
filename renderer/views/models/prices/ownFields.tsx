import { useMemo, type ReactElement } from 'react';
import { Button, Select } from '../../../components/Controls.tsx';
import { useWorkbench } from '../../../state/useStore.tsx';
import type { Edited } from '../../../state/scenarioEdits.ts';
import { DraftField } from './DraftField.tsx';

const EVERY = '';

/** What an edit answered, as a field wants it: null, or why not. */
export const refusal = (edited: Edited): string | null => (edited.ok ? null : edited.message);

/** A day or nothing. */
export function DayField(props: {
  readonly label: string;
  readonly value: string | null;
  readonly onCommit: (day: string | null) => string | null;
}): ReactElement {
  return (
    <DraftField
      label={props.label}
      value={props.value ?? ''}
      placeholder="2027-01-31"
      onCommit={(text) => props.onCommit(text === '' ? null : text)}
    />
  );
}

/** One of the sellers of the price book, or every one. */
export function SellerField(props: {
  readonly value: string | null;
  readonly isEveryAllowed: boolean;
  readonly onChange: (provider: string | null) => void;
}): ReactElement {
  const models = useWorkbench((state) => state.models);
  const sellers = useMemo(() => [...new Set(models.map((key) => key.slice(0, key.indexOf('/'))))].sort(), [models]);
  const known = props.value === null || sellers.includes(props.value) ? sellers : [props.value, ...sellers];
  return (
    <Select
      label="Seller"
      isLabelShown
      value={props.value ?? EVERY}
      options={[
        ...(props.isEveryAllowed ? [{ value: EVERY, label: 'every seller' }] : []),
        ...known.map((seller) => ({ value: seller, label: seller })),
      ]}
      onChange={(value) => {
        props.onChange(value === EVERY ? null : value);
      }}
    />
  );
}

export function RemoveButton(props: { readonly what: string; readonly onClick: () => void }): ReactElement {
  return (
    <Button look="quiet" label={`Remove ${props.what}`} onClick={props.onClick}>
      Remove
    </Button>
  );
}
