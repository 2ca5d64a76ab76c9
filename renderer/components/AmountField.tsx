import { InputGroup } from '@blueprintjs/core';
import { useId, useState, type KeyboardEvent, type ReactElement } from 'react';
import { AmountSlider } from './AmountSlider.tsx';
import { readAmount, shifted, type Amount } from './amount.ts';

const LARGE_STEP = 10;

/** Takes an amount over, or says why not. */
type Taking = (value: Amount) => string | null;

/**
 * A field for an amount or a range, edited as text: what was typed stays until it is right, and what is wrong is said
 * beside it. Arrow keys step, with shift ten times as far. A slider shows its effect while it is dragged.
 */
export function AmountField(props: {
  readonly label: string;
  readonly help: string;
  readonly value: Amount | null;
  readonly show: (value: Amount) => string;
  /** Stands behind the number. */
  readonly unit?: string;
  /** Size of one arrow step, in the unit of the value. */
  readonly step: number;
  readonly mayRange: boolean;
  /** Where the value comes from, and what it usually is. */
  readonly source?: string;
  /** Gives a slider from the smallest to the largest value. */
  readonly slider?: { readonly min: number; readonly max: number };
  /** Goes back to the default, where the value is not it. */
  readonly onReset?: () => void;
  /** Reads a text that is no plain amount, such as one with a currency: an amount, what is wrong, or null for neither. */
  readonly readOther?: (text: string) => Amount | string | null;
  readonly onCommit: Taking;
  readonly onPreview?: Taking;
}): ReactElement {
  const { value, show, onCommit } = props;
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const shown = value === null ? '' : show(value);

  const clear = (): void => {
    setDraft(null);
    setProblem(null);
  };
  const commit = (text: string): void => {
    if (text === shown) {
      clear();
      return;
    }
    const read = props.readOther?.(text.trim()) ?? readAmount(text, value, props.mayRange);
    const refused = typeof read === 'string' ? read : onCommit(read);
    setProblem(refused);
    if (refused === null) setDraft(null);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit(draft ?? shown);
    else if (event.key === 'Escape') {
      event.stopPropagation();
      clear();
    } else if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && value !== null) {
      event.preventDefault();
      const size = props.step * (event.shiftKey ? LARGE_STEP : 1);
      setProblem(onCommit(shifted(value, event.key === 'ArrowUp' ? size : -size)));
      setDraft(null);
    }
  };

  return (
    <div className="amount">
      <span className="amount__head">
        <label htmlFor={id} className="field__label" title={props.help}>
          {props.label}
        </label>
        {props.onReset !== undefined && (
          <button type="button" className="link" onClick={props.onReset} aria-label={`${props.label}: use the default`}>
            reset
          </button>
        )}
      </span>
      <InputGroup
        id={id}
        size="small"
        value={draft ?? shown}
        {...(props.unit === undefined || props.unit === ''
          ? {}
          : { rightElement: <span className="amount__unit">{props.unit}</span> })}
        intent={problem === null ? 'none' : 'danger'}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-note`}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
        }}
        onBlur={() => {
          if (draft !== null) commit(draft);
        }}
        onKeyDown={onKey}
      />
      {props.slider !== undefined && value !== null && (
        <AmountSlider
          label={props.label}
          value={value}
          show={show}
          step={props.step}
          {...props.slider}
          onPreview={props.onPreview ?? onCommit}
          onCommit={onCommit}
        />
      )}
      <span
        id={`${id}-note`}
        title={problem ?? props.source}
        className={problem === null ? 'amount__source' : 'amount__problem'}
      >
        {problem ?? props.source ?? ''}
      </span>
    </div>
  );
}
