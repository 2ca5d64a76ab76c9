import type { ReactElement } from 'react';
import type { ImportSource } from '../../../shared/model/document.ts';
import { count } from '../../../shared/units/format.ts';
import { Button } from '../../components/Controls.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { useWorkbench } from '../../state/useStore.tsx';

/** Which sources can be read again, and the folder from which new ones come by themselves. */
export function WatchedFolder(): ReactElement {
  const sources = useWorkbench((state) => state.document.sources);
  const { folder, readable } = useWorkbench((state) => state.knownSources);
  const readAgain = useWorkbench((state) => state.readSourcesAgain);
  const watch = useWorkbench((state) => state.watchFolder);
  const stop = useWorkbench((state) => state.stopWatching);
  const imports = sources.filter((source) => source.kind === 'import');
  const again = imports.filter((source) => canBeReadAgain(source, readable)).length;
  return (
    <section aria-label="Reading again" className="watched">
      <div className="row">
        {(imports.length > 0 || folder !== null) && (
          <Button onClick={() => void readAgain()}>Read my sources again</Button>
        )}
        <Button onClick={() => void watch('choose')}>
          {folder === null ? 'Watch a folder' : 'Watch another folder'}
        </Button>
        {folder !== null && (
          <Button look="quiet" label={`Stop watching ${folder.name}`} onClick={() => void stop()}>
            Stop watching
          </Button>
        )}
      </div>
      <p className="muted">{folderSentence(folder)}</p>
      {imports.length > 0 && <p className="muted">{againSentence(again, imports.length)}</p>}
      <FolderDialog />
    </section>
  );
}

/** True where the content of a source came from a place that the host knows. */
export const canBeReadAgain = ({ sha256 }: ImportSource, readable: readonly string[]): boolean =>
  sha256 !== undefined && readable.includes(sha256);

function folderSentence(folder: { readonly name: string; readonly problem: string | null } | null): string {
  if (folder === null) return 'In a watched folder, new and changed exports are read by themselves.';
  if (folder.problem !== null) return `The watched folder ${folder.name} cannot be read. ${folder.problem}`;
  return `Watching ${folder.name}: new and changed exports in it are read by themselves while this window is open.`;
}

function againSentence(again: number, all: number): string {
  if (again === all) return 'All files can be read again.';
  const rest = again === 0 ? 'None of the files' : `Only ${count(again)} of ${count(all)} files`;
  return `${rest} can be read again: where the others lie is not known here. Open them anew when they change, or watch their folder.`;
}

/** Chooses a folder where the host has no dialog of its own. */
function FolderDialog(): ReactElement | null {
  const listing = useWorkbench((state) => state.folderListing);
  const list = useWorkbench((state) => state.listFolders);
  const watch = useWorkbench((state) => state.watchFolder);
  const close = useWorkbench((state) => state.closeFolderList);
  if (listing === null) return null;
  const { folder, parent, folders } = listing;
  return (
    <Dialog label="Watch a folder" onClose={close}>
      <h2>{folder === null ? 'Watch a folder' : folder.name}</h2>
      <p className="muted">
        {folder === null
          ? 'Begin at one of these places.'
          : 'Exports in this folder and the folders in it will be read, and what is new or changes there later.'}
      </p>
      <ul className="settings__list folder-list" aria-label="Folders">
        {folders.map(({ token, name }) => (
          <li key={token}>
            <button type="button" className="door" onClick={() => void list(token)}>
              {name}
            </button>
          </li>
        ))}
        {folders.length === 0 && <li className="muted">There is no folder in it.</li>}
      </ul>
      <div className="row">
        {folder !== null && (
          <>
            <Button look="primary" onClick={() => void watch(folder.token)}>
              Watch this folder
            </Button>
            <Button onClick={() => void list(parent)}>Back</Button>
          </>
        )}
        <Button onClick={close}>Cancel</Button>
      </div>
    </Dialog>
  );
}
