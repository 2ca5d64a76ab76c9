import { Fragment, type ReactElement } from 'react';
import { Button } from '../../components/Controls.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { OTHER_KEYS, paletteEntries } from '../../state/palette.ts';
import { useStoreApi, useWorkbench } from '../../state/useStore.tsx';

/** What each key does. */
export function KeyboardMap(): ReactElement | null {
  const store = useStoreApi();
  const isOpen = useWorkbench((state) => state.overlay === 'keys');
  const show = useWorkbench((state) => state.showOverlay);
  if (!isOpen) return null;
  const close = (): void => {
    show(null);
  };
  const lines = [
    ...paletteEntries(store, []).flatMap(({ keys, title }) => (keys === undefined ? [] : [{ keys, title }])),
    { keys: 'F', title: 'Find in the table of the view, or a command' },
    ...OTHER_KEYS,
  ];
  return (
    <Dialog label="Keyboard" onClose={close}>
      <div className="card__head">
        <h2>Keyboard</h2>
        <Button look="quiet" label="Close" onClick={close}>
          ×
        </Button>
      </div>
      <dl className="keys">
        {lines.map(({ keys, title }) => (
          <Fragment key={`${keys}${title}`}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{title}</dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  );
}
