import { useState, type ReactElement } from 'react';

/** Finds rows of one table while one types, by the key F; Escape shows all of them again. */
export function TableFind(props: { readonly label: string; readonly onFind: (words: string) => void }): ReactElement {
  const [words, setWords] = useState('');
  const find = (next: string): void => {
    setWords(next);
    props.onFind(next);
  };
  return (
    <input
      type="search"
      className="table-find"
      placeholder="Find"
      aria-label={`Find in ${props.label}`}
      value={words}
      onChange={(event) => {
        find(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        if (words === '') event.currentTarget.blur();
        else find('');
      }}
    />
  );
}
