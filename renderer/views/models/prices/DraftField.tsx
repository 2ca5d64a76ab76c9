import { useId, useState, type ReactElement } from 'react';

/** A text that is taken over when it is finished; what is wrong is said beside it and stays to be mended. */
export function DraftField(props: {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  /** Takes the text over, or says why not. */
  readonly onCommit: (text: string) => string | null;
}): ReactElement {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const commit = (): void => {
    if (draft === null) return;
    const refused = draft.trim() === props.value ? null : props.onCommit(draft.trim());
    setProblem(refused);
    if (refused === null) setDraft(null);
  };
  return (
    <div className="amount">
      <label htmlFor={id} className="field__label">
        {props.label}
      </label>
      <input
        id={id}
        className="bp6-input bp6-small"
        value={draft ?? props.value}
        placeholder={props.placeholder}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-note`}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
      <span id={`${id}-note`} className={problem === null ? 'amount__source' : 'amount__problem'}>
        {problem ?? ''}
      </span>
    </div>
  );
}
