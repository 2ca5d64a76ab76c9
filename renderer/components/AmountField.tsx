import { InputGroup } from '@blueprintjs/core';
import { useId, useState, type ReactElement } from 'react';
import { parseAmount } from '../../shared/units/parseAmount.ts';

export type Amount = number | { readonly low: number; readonly high: number };

const STEPS_PER_RANGE = 100;

/**
 * A field for an amount or a range, edited as text: what was typed stays until it is right, and what is wrong is said
 * beside it. Arrow keys step, with shift ten times as far.
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
  /** Where the value comes from. */
  readonly source?: string;
  /** Takes the value over, or says why not. */
  readonly onCommit: (value: Amount) => string | null;
}): ReactElement {
  const { value, show, onCommit } = props;
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const shown = value === null ? '' : show(value);

  const commit = (text: string): void => {
    if (text === shown) {
      setDraft(null);
      setProblem(null);
      return;
    }
    const parsed = parseAmount(text, typeof value === 'number' ? value : null);
    if (parsed.kind === 'problem') {
      setProblem(parsed.message);
      return;
    }
    if (parsed.kind === 'range' && !props.mayRange) {
      setProblem('This takes one number, not a range.');
      return;
    }
    const refused = onCommit(parsed.kind === 'value' ? parsed.value : { low: parsed.low, high: parsed.high });
    setProblem(refused);
    if (refused === null) setDraft(null);
  };

  const step = (direction: number, isLarge: boolean): void => {
    if (typeof value !== 'number') return;
    const next = value + direction * props.step * (isLarge ? 10 : 1);
    // Steps of 0.01 must not leave 0.30000000000000004 in the field.
    setProblem(onCommit(Math.round(next * STEPS_PER_RANGE * 1e6) / (STEPS_PER_RANGE * 1e6)));
    setDraft(null);
  };

  return (
    <div className="amount">
      <label htmlFor={id} className="field__label" title={props.help}>
        {props.label}
      </label>
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
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit(draft ?? shown);
          else if (event.key === 'Escape') {
            event.stopPropagation();
            setDraft(null);
            setProblem(null);
          } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault();
            step(event.key === 'ArrowUp' ? 1 : -1, event.shiftKey);
          }
        }}
      />
      <span id={`${id}-note`} className={problem === null ? 'amount__source' : 'amount__problem'}>
        {problem ?? props.source ?? ''}
      </span>
    </div>
  );
}
