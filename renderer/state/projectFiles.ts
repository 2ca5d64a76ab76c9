import type { StateCreator } from 'zustand/vanilla';
import type { ProjectSummary } from '../../shared/ipc/contract.ts';
import type { DatasetSlice } from './dataset.ts';
import type { DocumentSlice, UndoPort } from './document.ts';
import { messageOf, type JobsSlice } from './jobs.ts';
import type { Ports } from './ports.ts';
import type { ProjectSlice } from './project.ts';

/** Projects as things: the list of them, copies, and single files that travel. */
export type ProjectFilesSlice = {
  readonly recentProjects: readonly ProjectSummary[];
  readonly listProjects: () => Promise<void>;
  readonly renameProject: (name: string) => void;
  /** Goes on in a copy; the project so far stays as it was saved last. */
  readonly saveAs: (name: string) => Promise<void>;
  /** Takes a project out of the list; the notice that says so has the way back. */
  readonly deleteProject: (token: string) => Promise<void>;
  readonly restoreProject: (token: string) => Promise<void>;
  /** Everything in one file, for a colleague or an archive. */
  readonly exportProject: () => Promise<void>;
  /** What was picked or dropped: projects are opened, everything else is read as usage. */
  readonly openFiles: (files: readonly File[]) => Promise<void>;
  /** Opens what was dropped on the window, folders whole. */
  readonly importDrop: (transfer: DataTransfer) => Promise<void>;
  /** Drops the rows of files that were taken out. Undo does not reach behind it. */
  readonly compactData: () => Promise<void>;
  /** Opens a project file: the project that is here already where it is the same, unless a copy is asked for. */
  readonly importProject: (file: Blob & { readonly name: string }, isCopy?: boolean) => Promise<void>;
};

const MOST_NAME = 180;

/** A project's file is named after it, without what file systems refuse. */
const fileNameOf = (name: string): string =>
  `${name.replace(/[^\p{L}\p{N} ._-]/gu, '_').slice(0, MOST_NAME)}.tokenwright`;

export const createProjectFilesSlice =
  (
    ports: Ports,
    undo: () => UndoPort | null,
  ): StateCreator<
    ProjectFilesSlice & ProjectSlice & DatasetSlice & DocumentSlice & JobsSlice,
    [],
    [],
    ProjectFilesSlice
  > =>
  (set, get) => {
    const attempt = async (what: string, work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        get().notify('error', what, messageOf(error));
      }
    };
    const listProjects = async (): Promise<void> => {
      const { projects } = await ports.host('project:recent', {});
      set({ recentProjects: projects });
    };
    const rename = (name: string): void => {
      const trimmed = name.trim().slice(0, 200);
      if (trimmed === '' || trimmed === get().document.name) return;
      get().edit(`Rename to ${trimmed}`, (draft) => {
        draft.name = trimmed;
      });
    };
    return {
      recentProjects: [],
      listProjects: () => attempt('The projects could not be listed', listProjects),
      renameProject: rename,
      saveAs: (name) =>
        attempt('The copy could not be made', async () => {
          const { token } = get().project;
          if (token === null) return;
          await get().saveDocument();
          const copy = await ports.host('project:duplicate', { token });
          await get().openProject(copy.token);
          rename(name);
          await get().saveDocument();
          await listProjects();
        }),
      deleteProject: (token) =>
        attempt('The project could not be deleted', async () => {
          const isOpen = get().project.token === token;
          if (isOpen) await get().openProject('new');
          await ports.host('project:delete', { token });
          await listProjects();
          get().notify('info', 'The project was deleted', '', {
            label: 'Undo',
            run: () => void get().restoreProject(token),
          });
        }),
      restoreProject: (token) =>
        attempt('The project could not be brought back', async () => {
          await ports.host('project:restore', { token });
          await listProjects();
        }),
      exportProject: () =>
        attempt('The project could not be exported', async () => {
          const { token } = get().project;
          if (token === null) return;
          await get().saveDocument();
          const suggestedName = fileNameOf(get().document.name);
          const { download, isSaved } = await ports.host('project:export', { token, suggestedName });
          if (download !== null) ports.downloadBlob(download, suggestedName);
          if (isSaved) get().notify('success', `${suggestedName} was saved`);
        }),
      openFiles: async (files) => {
        const isProject = ({ name }: File): boolean => name.toLowerCase().endsWith('.tokenwright');
        for (const file of files.filter(isProject)) await get().importProject(file);
        const usage = files.filter((file) => !isProject(file));
        if (usage.length > 0) await get().importFiles(usage);
      },
      importDrop: async (transfer) => get().openFiles(await ports.droppedFiles(transfer)),
      compactData: () =>
        attempt('The data could not be compacted', async () => {
          if (get().access === 'read') return;
          const keep = get().document.sources.flatMap((source) => (source.kind === 'import' ? [source.importId] : []));
          const dropped = await ports.data.call('compact', { keep });
          if (dropped === 0) {
            get().notify('info', 'There was nothing to drop', 'All rows belong to files that count.');
            return;
          }
          // A step back could name rows that are gone.
          undo()?.clear();
          await get().saveData();
          get().notify('success', `The rows of ${String(dropped)} ${dropped === 1 ? 'file' : 'files'} were dropped`);
        }),
      importProject: (file, isCopy = false) =>
        attempt(`${file.name} was not opened`, async () => {
          const { upload, token } = await ports.host('project:import', { isCopy });
          await ports.sendBlob(upload, file);
          await get().openProject(token);
          await listProjects();
          if (get().project.token === token) return;
          get().notify('info', 'This project was here already', 'It was opened with all that was changed since.', {
            label: 'Open the file as a copy',
            run: () => void get().importProject(file, true),
          });
        }),
    };
  };
