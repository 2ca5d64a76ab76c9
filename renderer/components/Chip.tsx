import type { ReactElement } from 'react';

/** A condition that can be dropped. */
export function Chip(props: {
  readonly text: string;
  readonly removeLabel: string;
  readonly onRemove: () => void;
}): ReactElement {
  return (
    <span className="chip" title={props.text}>
      <span className="chip__text">{props.text}</span>
      <button type="button" aria-label={props.removeLabel} onClick={props.onRemove}>
        ×
      </button>
    </span>
  );
}
