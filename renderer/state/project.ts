import type { StateCreator } from 'zustand/vanilla';
import { openDocument } from '../../shared/model/migrations.ts';
import type { DatasetSlice } from './dataset.ts';
import type { DocumentSlice } from './document.ts';
import { messageOf, type JobsSlice } from './jobs.ts';
import type { Ports } from './ports.ts';
import type { UiSlice } from './ui.ts';

/** The project on the host's disk. The page saves by itself; there is no unsaved state to lose. */
export type ProjectSlice = {
  readonly project: {
    readonly token: string | null;
    readonly revision: number;
    readonly dataRevision: number;
    readonly saving: 'saved' | 'saving' | 'failed';
  };
  /** Opens a project: the last one for null, a new one for `new`. */
  readonly openProject: (token: string | null) => Promise<void>;
  readonly saveDocument: () => Promise<void>;
  /** Sends the data file to the host after an import. */
  readonly saveData: () => Promise<void>;
};

type Slices = ProjectSlice & DocumentSlice & DatasetSlice & JobsSlice & UiSlice;

export const createProjectSlice =
  (ports: Ports): StateCreator<Slices, [], [], ProjectSlice> =>
  (set, get) => {
    const change = (next: Partial<ProjectSlice['project']>): void => {
      set(({ project }) => ({ project: { ...project, ...next } }));
    };
    return {
      project: { token: null, revision: 0, dataRevision: 0, saving: 'saved' },
      openProject: async (token) => {
        const opened = await ports.host('project:open', { token });
        const dataRevision = opened.data?.revision ?? 0;
        const { access, isAhead } = await ports.data.call('open', {
          project: opened.token,
          dataRevision,
          download: opened.data?.download ?? null,
        });
        change({ token: opened.token, revision: opened.revision, dataRevision, saving: 'saved' });
        set({ access });
        if (opened.document !== null) {
          const document = openDocument(opened.document);
          if (document.ok) set({ document: document.document, lastEdit: '' });
          else get().notify('error', 'The saved plan could not be read', document.reason);
        }
        if (access === 'read') {
          get().notify(
            'info',
            'This project is open in another window',
            'You can look at what was saved last; changes are made there.',
          );
        }
        if (isAhead) await get().saveData();
        await get().refreshDataset();
      },
      saveDocument: async () => {
        const { project, document } = get();
        if (project.token === null || get().access === 'read') return;
        const revision = project.revision + 1;
        change({ revision, saving: 'saving' });
        try {
          await ports.host('project:save', {
            token: project.token,
            name: document.name,
            revision,
            headline: headlineOf(get()),
            document: JSON.stringify(document),
          });
          change({ saving: 'saved' });
        } catch (error) {
          change({ saving: 'failed' });
          get().notify('error', 'The plan could not be saved', messageOf(error));
        }
      },
      saveData: async () => {
        const { project } = get();
        if (project.token === null || get().access === 'read') return;
        const revision = project.dataRevision + 1;
        change({ dataRevision: revision, saving: 'saving' });
        try {
          const { upload } = await ports.host('data:upload', { token: project.token, revision });
          await ports.data.call('save', { project: project.token, revision, upload });
          change({ saving: 'saved' });
        } catch (error) {
          change({ saving: 'failed' });
          get().notify('error', 'The usage data could not be saved', messageOf(error));
        }
      },
    };
  };

/** One line for the list of recent projects. */
function headlineOf({ dataset }: Slices): string {
  const { summary } = dataset;
  if (summary?.extent.from === null || summary === null) return 'No usage yet';
  return `${summary.extent.rowCount.toLocaleString('en-US')} rows to ${summary.extent.to?.slice(0, 10) ?? ''}`;
}
