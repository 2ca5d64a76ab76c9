import { Button as KitButton, Menu, MenuItem, PopoverNext } from '@blueprintjs/core';
import type { ReactElement } from 'react';

/** A button that opens a short list of commands. */
export function MenuButton(props: {
  readonly text: string;
  /** Its name for screen readers, where the text alone does not say what it is about. */
  readonly label?: string;
  readonly items: readonly {
    readonly key: string;
    readonly text: string;
    readonly note?: string;
    readonly isDisabled?: boolean;
  }[];
  readonly onPick: (key: string) => void;
  readonly look?: 'primary' | 'plain' | 'quiet';
}): ReactElement {
  return (
    <PopoverNext
      placement="bottom-start"
      arrow={false}
      content={
        <Menu>
          {props.items.map(({ key, text, note, isDisabled }) => (
            <MenuItem
              key={key}
              text={text}
              disabled={isDisabled ?? false}
              {...(note === undefined ? {} : { label: note })}
              onClick={() => {
                props.onPick(key);
              }}
            />
          ))}
        </Menu>
      }
    >
      <KitButton
        size="small"
        variant={props.look === 'quiet' ? 'minimal' : 'outlined'}
        intent={props.look === 'primary' ? 'primary' : 'none'}
        endIcon="caret-down"
        aria-label={props.label}
      >
        {props.text}
      </KitButton>
    </PopoverNext>
  );
}
