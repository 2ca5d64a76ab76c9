import type { ReactElement } from 'react';
import { Button } from '../../components/Controls.tsx';
import { useWorkbench } from '../../state/useStore.tsx';

/** Says where files come from (they can be dropped anywhere in the window); large on an empty project, a strip afterwards. */
export function DropZone({ isLarge }: { readonly isLarge: boolean }): ReactElement {
  const openSample = useWorkbench((state) => state.openSample);
  return (
    <div className={isLarge ? 'drop-zone' : 'drop-zone drop-zone--small'} data-testid="drop-zone">
      {isLarge && <h2>Drop the usage files of your vendors, gateways and clouds here</h2>}
      <div className="row">
        <Button
          look={isLarge ? 'primary' : 'plain'}
          onClick={() => {
            window.dispatchEvent(new Event('openfiles'));
          }}
        >
          Choose files
        </Button>
        {isLarge && (
          <Button
            onClick={() => {
              void openSample();
            }}
          >
            Open the sample company
          </Button>
        )}
        {!isLarge && <span className="muted">or drop more files here</span>}
      </div>
      {isLarge && <p className="muted">Nothing leaves this machine. Files are read in place.</p>}
    </div>
  );
}
