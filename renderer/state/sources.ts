import type { StateCreator } from 'zustand/vanilla';
import type { Response } from '../../shared/ipc/contract.ts';
import type { ImportedFile } from '../worker/dataApi.ts';
import type { DatasetSlice } from './dataset.ts';
import type { DocumentSlice } from './document.ts';
import { messageOf, type JobsSlice } from './jobs.ts';
import type { Ports } from './ports.ts';
import type { ProjectSlice } from './project.ts';

export type FolderListing = Response<'folder:list'>;
type Look = Response<'sources:look'>;

/** Where the files of the project lie on this machine, as far as the host knows. */
export type SourcesSlice = {
  readonly knownSources: Response<'sources:known'>;
  /** The folders to choose from, while one is being chosen in the page. */
  readonly folderListing: FolderListing | null;
  readonly refreshKnownSources: () => Promise<void>;
  /** Tells the host what was read, so that it is offered again only when it has changed. */
  readonly noteTaken: (files: readonly File[], imported: readonly ImportedFile[]) => Promise<void>;
  /** Reads again what has changed of all files whose place is known, and says what became of the others. */
  readonly readSourcesAgain: () => Promise<void>;
  /** Reads what is new or has changed in the watched folder; quiet when there is nothing. */
  readonly lookIntoFolder: () => Promise<void>;
  /** Watches a folder by its token, asks for one, or watches none. */
  readonly watchFolder: (folder: string) => Promise<void>;
  readonly stopWatching: () => Promise<void>;
  readonly listFolders: (folder: string | null) => Promise<void>;
  readonly closeFolderList: () => void;
};

type Slices = SourcesSlice & DatasetSlice & DocumentSlice & JobsSlice & ProjectSlice;

const NOTHING_KNOWN: SourcesSlice['knownSources'] = { folder: null, readable: [] };

export const createSourcesSlice =
  (ports: Ports): StateCreator<Slices, [], [], SourcesSlice> =>
  (set, get) => {
    /** Which file of the host each fetched one is. */
    const offered = new WeakMap<File, string>();
    let isLooking = false;
    /** An import from the folder that was cancelled or failed would come again every few seconds. */
    let isPaused = false;

    const attempt = async (what: string, work: (token: string) => Promise<void>): Promise<void> => {
      const { token } = get().project;
      if (token === null) return;
      try {
        await work(token);
      } catch (error) {
        get().notify('error', what, messageOf(error));
      }
    };

    /** Imports what the host offers. Null when nothing was read: cancelled, failed, or another project is open now. */
    const read = async (token: string, { changed }: Look): Promise<number | null> => {
      const files: File[] = [];
      for (const { file, name, download } of changed) {
        const fetched = new File([await (await ports.fetchBlob(download)).blob()], name);
        offered.set(fetched, file);
        files.push(fetched);
      }
      if (get().project.token !== token) return null;
      return (await get().importFiles(files)) ? files.length : null;
    };

    const watch = async (token: string, folder: string | null): Promise<void> => {
      const { needsList } = await ports.host('folder:watch', { token, folder });
      if (needsList) {
        await get().listFolders(null);
        return;
      }
      isPaused = false;
      set({ folderListing: null });
      await get().refreshKnownSources();
      await get().lookIntoFolder();
    };

    return {
      knownSources: NOTHING_KNOWN,
      folderListing: null,
      refreshKnownSources: async () => {
        const { token } = get().project;
        const known = token === null ? NOTHING_KNOWN : await ports.host('sources:known', { token });
        if (get().project.token === token) set({ knownSources: known });
      },
      noteTaken: (files, imported) =>
        attempt('Where the files lie could not be noted', async (token) => {
          const taken: { file: string; sha256: string }[] = [];
          for (const [index, file] of files.entries()) {
            const part = imported.find(({ fileIndex }) => fileIndex === index);
            const place = part === undefined ? null : (offered.get(file) ?? (await ports.givenFile(file)));
            if (part !== undefined && place !== null) taken.push({ file: place, sha256: part.sha256 });
          }
          if (taken.length === 0) return;
          // Until the plan that counts them is stored, a crash must find these files still to be read.
          await get().saveDocument();
          await ports.host('sources:taken', { token, files: taken });
          await get().refreshKnownSources();
        }),
      readSourcesAgain: () =>
        attempt('The sources could not be read again', async (token) => {
          if (get().access === 'read') {
            get().notify('info', 'Nothing was read', 'This project is open in another window; files are read there.');
            return;
          }
          isPaused = false;
          const looked = await get().runJob('Look for changed sources', () =>
            ports.host('sources:look', { token, what: 'all' }),
          );
          if (looked === null) return;
          let look = looked;
          let filesRead = 0;
          while (look.changed.length > 0) {
            const more = await read(token, look);
            if (more === null) return;
            filesRead += more;
            if (!look.hasMore) break;
            look = await ports.host('sources:look', { token, what: 'all' });
          }
          get().notify('info', ...outcome(looked, filesRead));
        }),
      lookIntoFolder: async () => {
        const { project, access, jobs, knownSources } = get();
        const { token } = project;
        if (token === null || knownSources.folder === null || access === 'read') return;
        if (isLooking || isPaused || jobs.length > 0) return;
        isLooking = true;
        try {
          let look: Look;
          do {
            look = await ports.host('sources:look', { token, what: 'folder' });
            if (look.changed.length > 0 && (await read(token, look)) === null) {
              isPaused = true;
              get().notify(
                'info',
                'The watched folder is not read for now',
                'Reading from it was cancelled or did not work. “Read my sources again” goes on with it.',
              );
              return;
            }
          } while (look.hasMore);
        } catch {
          // A file that was being replaced, or a folder that has gone for a moment: the next look comes in a few seconds.
          await get()
            .refreshKnownSources()
            .catch(() => undefined);
        } finally {
          isLooking = false;
        }
      },
      watchFolder: (folder) => attempt('The folder is not watched', (token) => watch(token, folder)),
      stopWatching: () => attempt('The folder is still watched', (token) => watch(token, null)),
      listFolders: (folder) =>
        attempt('The folders could not be listed', async () => {
          set({ folderListing: await ports.host('folder:list', { folder }) });
        }),
      closeFolderList: () => {
        set({ folderListing: null });
      },
    };
  };

const files = (count: number): string => (count === 1 ? '1 file' : `${String(count)} files`);
const NAMES_SHOWN = 5;
const named = (names: readonly string[]): string =>
  names.length <= NAMES_SHOWN
    ? names.join(', ')
    : `${names.slice(0, NAMES_SHOWN).join(', ')} and ${String(names.length - NAMES_SHOWN)} more`;

/** What “Read my sources again” did, as a title and a detail. */
function outcome({ gone, busy, unchanged }: Look, filesRead: number): [string, string] {
  if (filesRead + gone.length + busy.length + unchanged === 0) {
    return [
      'There is no file to read again',
      'The place of these files is not known here. Watch the folder in which they lie, or open them again.',
    ];
  }
  return [
    filesRead === 0
      ? 'No source has changed'
      : `${files(filesRead)} had changed and ${filesRead === 1 ? 'was' : 'were'} read again`,
    [
      unchanged === 0 ? '' : `${files(unchanged)} ${unchanged === 1 ? 'is' : 'are'} as before.`,
      gone.length === 0 ? '' : `Not there any more: ${named(gone)}.`,
      busy.length === 0 ? '' : `Still being written: ${named(busy)}.`,
    ]
      .filter(Boolean)
      .join(' '),
  ];
}
