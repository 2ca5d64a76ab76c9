import type { KeyboardEvent, ReactElement, ReactNode } from 'react';

export type Tab<T extends string> = { readonly value: T; readonly label: ReactNode };

/** Tabs over one panel; arrow keys move between them. */
export function Tabs<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly tabs: readonly Tab<T>[];
  readonly onChange: (value: T) => void;
}): ReactElement {
  const onKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (direction === 0) return;
    const index = props.tabs.findIndex(({ value }) => value === props.value);
    const next = props.tabs[(index + direction + props.tabs.length) % props.tabs.length];
    if (next === undefined) return;
    props.onChange(next.value);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[props.tabs.indexOf(next)]?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={props.label} onKeyDown={onKey}>
      {props.tabs.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          role="tab"
          aria-selected={value === props.value}
          tabIndex={value === props.value ? 0 : -1}
          onClick={() => {
            props.onChange(value);
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
