import { useId, useState, type ReactElement } from 'react';
import { useWorkbench } from '../state/useStore.tsx';

/** A model of the price book by its key, completed while typing. */
export function ModelField(props: {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (value: string) => string | null;
}): ReactElement {
  const id = useId();
  const models = useWorkbench((state) => state.models);
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const commit = (): void => {
    if (draft === null || draft === props.value) return;
    const wanted = models.find((model) => model === draft.trim() || model.endsWith(`/${draft.trim()}`));
    if (wanted === undefined) {
      setProblem(`The price book has no model "${draft}".`);
      return;
    }
    setProblem(props.onCommit(wanted));
    setDraft(null);
  };
  return (
    <div className="amount">
      <label htmlFor={id} className="field__label">
        {props.label}
      </label>
      <input
        id={id}
        className="bp6-input bp6-small"
        list={`${id}-models`}
        value={draft ?? props.value}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-note`}
        placeholder="provider/model"
        onChange={(event) => {
          setDraft(event.currentTarget.value);
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
      <datalist id={`${id}-models`}>
        {models.map((model) => (
          <option key={model} value={model} />
        ))}
      </datalist>
      <span id={`${id}-note`} className={problem === null ? 'amount__source' : 'amount__problem'}>
        {problem ?? ''}
      </span>
    </div>
  );
}
