import { Button as KitButton, Menu, MenuItem, PopoverNext } from '@blueprintjs/core';
import type { ReactElement } from 'react';

/** A button that opens a short list of commands. */
export function MenuButton(props: {
  readonly text: string;
  readonly items: readonly { readonly key: string; readonly text: string; readonly note?: string }[];
  readonly onPick: (key: string) => void;
  readonly look?: 'primary' | 'plain';
}): ReactElement {
  return (
    <PopoverNext
      placement="bottom-start"
      arrow={false}
      content={
        <Menu>
          {props.items.map(({ key, text, note }) => (
            <MenuItem
              key={key}
              text={text}
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
        variant="outlined"
        intent={props.look === 'primary' ? 'primary' : 'none'}
        endIcon="caret-down"
      >
        {props.text}
      </KitButton>
    </PopoverNext>
  );
}
