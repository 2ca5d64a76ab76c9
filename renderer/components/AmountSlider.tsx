import { useRef, type ReactElement } from 'react';
import type { Amount } from './amount.ts';

/**
 * One slider for an amount, two for the ends of a range. A drag shows its effect at once and is one change when it ends;
 * a key press is a change of its own.
 */
export function AmountSlider(props: {
  readonly label: string;
  readonly value: Amount;
  readonly show: (value: Amount) => string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onPreview: (value: Amount) => string | null;
  readonly onCommit: (value: Amount) => string | null;
}): ReactElement {
  const { value, label } = props;
  const ends: readonly { readonly name: string; readonly at: number; readonly with: (next: number) => Amount }[] =
    typeof value === 'number'
      ? [{ name: label, at: value, with: (next) => next }]
      : [
          { name: `${label}, low end`, at: value.low, with: (low) => ({ low, high: Math.max(low, value.high) }) },
          { name: `${label}, high end`, at: value.high, with: (high) => ({ low: Math.min(high, value.low), high }) },
        ];
  const dragged = useRef<Amount | null>(null);
  const finish = (): void => {
    if (dragged.current !== null) props.onCommit(dragged.current);
    dragged.current = null;
  };
  return (
    <span className="slider">
      {ends.map((end) => (
        <input
          key={end.name}
          type="range"
          aria-label={`${end.name}, slider`}
          aria-valuetext={props.show(end.at)}
          min={props.min}
          max={props.max}
          step={props.step}
          value={end.at}
          onChange={(event) => {
            dragged.current = end.with(event.currentTarget.valueAsNumber);
            props.onPreview(dragged.current);
          }}
          onPointerUp={finish}
          onKeyUp={finish}
          onBlur={finish}
        />
      ))}
    </span>
  );
}
