import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { Dialog } from '../../components/Dialog.tsx';
import { paletteEntries, searchPalette, type PaletteEntry } from '../../state/palette.ts';
import { useStoreApi, useWorkbench } from '../../state/useStore.tsx';

const SHOWN = 60;

/** Every command, view, project, model and team by a few letters of its name. */
export function Palette(): ReactElement | null {
  const isOpen = useWorkbench((state) => state.overlay === 'palette');
  return isOpen ? <OpenPalette /> : null;
}

function OpenPalette(): ReactElement {
  const store = useStoreApi();
  const show = useWorkbench((state) => state.showOverlay);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const recent = useWorkbench((state) => state.recentProjects);
  const entries = useMemo(() => paletteEntries(store, recent), [store, recent]);
  const found = useMemo(() => searchPalette(entries, query).slice(0, SHOWN), [entries, query]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const close = (): void => {
    show(null);
  };
  const run = (entry: PaletteEntry | undefined): void => {
    if (entry === undefined) return;
    close();
    entry.run();
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setChosen((chosen + step + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter') run(found[chosen]);
  };
  return (
    <Dialog label="Search or run" onClose={close}>
      <input
        className="palette__query"
        role="combobox"
        aria-label="Search or run a command"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={found[chosen] === undefined ? undefined : `palette-${String(chosen)}`}
        placeholder="A command, view, project, model or team"
        autoFocus
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKey}
      />
      <ul className="palette__list" id="palette-list" role="listbox" aria-label="Results" ref={list}>
        {found.map((entry, index) => (
          <li
            key={entry.id}
            id={`palette-${String(index)}`}
            role="option"
            aria-selected={index === chosen}
            onMouseMove={() => {
              setChosen(index);
            }}
            onClick={() => {
              run(entry);
            }}
          >
            <span className="palette__title">{entry.title}</span>
            <span className="muted">{entry.group}</span>
            {entry.keys !== undefined && <kbd>{entry.keys}</kbd>}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="muted palette__none">Nothing is called that.</p>}
    </Dialog>
  );
}
