import { Button as KitButton, PopoverNext } from '@blueprintjs/core';
import type { ReactElement } from 'react';

/** Which columns of a table are shown. The first one names the rows and always stays. */
export function ColumnPicker(props: {
  readonly columns: readonly { readonly key: string; readonly header: string }[];
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (key: string) => void;
}): ReactElement {
  return (
    <PopoverNext
      placement="top-end"
      arrow={false}
      content={
        <fieldset className="column-picker">
          <legend>Columns</legend>
          {props.columns.slice(1).map(({ key, header }) => (
            <label key={key}>
              <input
                type="checkbox"
                checked={!props.hidden.has(key)}
                onChange={() => {
                  props.onToggle(key);
                }}
              />
              {header}
            </label>
          ))}
        </fieldset>
      }
    >
      <KitButton size="small" variant="minimal" endIcon="caret-up">
        Columns
      </KitButton>
    </PopoverNext>
  );
}
