import type { Handlers } from '../../shared/ipc/contract.ts';
import type { FolderList } from '../files/folderList.ts';
import type { KnownSources } from '../files/knownSources.ts';

export type SourcePorts = {
  readonly sources: KnownSources;
  /** What a page without a native dialog chooses a folder from. */
  readonly folders: FolderList;
  /** Asks for a folder; null when cancelled. Hosts without a native dialog have `folders` only. */
  readonly chooseFolder: (() => Promise<string | null>) | null;
};

type SourceHandlers = Pick<
  Handlers,
  'sources:known' | 'sources:look' | 'sources:taken' | 'folder:list' | 'folder:watch'
>;

/** The calls about where the files of a project lie. */
export function createSourceHandlers({ sources, folders, chooseFolder }: SourcePorts): SourceHandlers {
  return {
    'sources:known': async ({ token }) => sources.known(token),
    'sources:look': async ({ token, what }) => {
      const { changed, gone, busy, ...rest } = await sources.look(token, what);
      return { changed: [...changed], gone: [...gone], busy: [...busy], ...rest };
    },
    'sources:taken': async ({ token, files }) => {
      await sources.taken(token, files);
      return {};
    },
    'folder:list': async ({ folder }) => {
      const listing = await folders.list(folder);
      return { ...listing, folders: [...listing.folders] };
    },
    'folder:watch': async ({ token, folder }) => {
      if (folder !== 'choose') {
        await sources.watch(token, folder === null ? null : folders.path(folder));
        return { needsList: false };
      }
      if (chooseFolder === null) return { needsList: true };
      const path = await chooseFolder();
      if (path !== null) await sources.watch(token, path);
      return { needsList: false };
    },
  };
}
