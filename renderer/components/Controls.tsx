import { Button as KitButton, HTMLSelect, InputGroup, Switch as KitSwitch } from '@blueprintjs/core';
import { useState, type ReactElement, type ReactNode } from 'react';

/** The kit's controls with the few options the workbench uses; nothing else imports the kit. */
export function Button(props: {
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly look?: 'primary' | 'plain' | 'quiet';
  readonly isDisabled?: boolean;
  readonly label?: string;
  readonly isPressed?: boolean;
}): ReactElement {
  const { look = 'plain' } = props;
  return (
    <KitButton
      size="small"
      intent={look === 'primary' ? 'primary' : 'none'}
      variant={look === 'quiet' ? 'minimal' : look === 'primary' ? 'solid' : 'outlined'}
      disabled={props.isDisabled ?? false}
      active={props.isPressed ?? false}
      aria-label={props.label}
      aria-pressed={props.isPressed}
      title={props.label}
      onClick={props.onClick}
    >
      {props.children}
    </KitButton>
  );
}

export type Option = { readonly value: string; readonly label: string };

export function Select(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
  readonly isLabelShown?: boolean;
}): ReactElement {
  return (
    <label className="field">
      <span className={props.isLabelShown === true ? 'field__label' : 'visually-hidden'}>{props.label}</span>
      <HTMLSelect
        value={props.value}
        options={[...props.options]}
        onChange={(event) => {
          props.onChange(event.currentTarget.value);
        }}
      />
    </label>
  );
}

export function TextInput(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onCommit?: () => void;
  readonly placeholder?: string;
  readonly isLabelShown?: boolean;
}): ReactElement {
  return (
    <label className="field">
      <span className={props.isLabelShown === true ? 'field__label' : 'visually-hidden'}>{props.label}</span>
      <InputGroup
        size="small"
        value={props.value}
        {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
        onChange={(event) => {
          props.onChange(event.currentTarget.value);
        }}
        onBlur={() => props.onCommit?.()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') props.onCommit?.();
        }}
      />
    </label>
  );
}

export function Switch(props: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly isLabelShown?: boolean;
}): ReactElement {
  return (
    <KitSwitch
      className="switch"
      checked={props.isOn}
      aria-label={props.label}
      {...(props.isLabelShown === true ? { label: props.label } : {})}
      onChange={(event) => {
        props.onChange(event.currentTarget.checked);
      }}
    />
  );
}

/** A colour, chosen with the browser's own picker; told when the picker closes, so that it is one step. */
export function ColourInput(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (colour: string) => void;
}): ReactElement {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <label className="colour-field">
      <input
        type="color"
        value={draft ?? props.value}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
        }}
        onBlur={() => {
          if (draft !== null && draft !== props.value) props.onChange(draft);
          setDraft(null);
        }}
      />
      <span className="field__label">{props.label}</span>
    </label>
  );
}

/** A few exclusive choices side by side. */
export function Choice<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}): ReactElement {
  return (
    <div className="choice" role="radiogroup" aria-label={props.label}>
      {props.options.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          role="radio"
          aria-checked={value === props.value}
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
