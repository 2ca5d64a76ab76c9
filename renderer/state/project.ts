import type { StateCreator } from 'zustand/vanilla';
import { emptyDocument, type PlanDocument } from '../../shared/model/document.ts';
import { openDocument } from '../../shared/model/migrations.ts';
import { HostFailure } from '../../shared/ipc/hostFailure.ts';
import type { DatasetSlice } from './dataset.ts';
import type { DocumentSlice, UndoPort } from './document.ts';
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
  /** Opens a project: the last one for null, a new one for `new`. What was not yet saved of the one before is saved. */
  readonly openProject: (token: string | null) => Promise<void>;
  readonly saveDocument: () => Promise<void>;
  /** Sends the data file to the host after an import. */
  readonly saveData: () => Promise<void>;
};

type Slices = ProjectSlice & DocumentSlice & DatasetSlice & JobsSlice & UiSlice;

export const createProjectSlice =
  (ports: Ports, undo: () => UndoPort | null): StateCreator<Slices, [], [], ProjectSlice> =>
  (set, get) => {
    const change = (next: Partial<ProjectSlice['project']>): void => {
      set(({ project }) => ({ project: { ...project, ...next } }));
    };
    // Saves follow each other: the host refuses a revision that does not come after the one it has.
    let last: Promise<void> = Promise.resolve();
    const inOrder = (work: () => Promise<void>): Promise<void> => {
      last = last.then(work);
      return last;
    };

    // A project that was only looked at is not saved again, and one that was only begun is not kept.
    let saved: { readonly document: PlanDocument | null; readonly headline: string } = { document: null, headline: '' };

    const refuse = (title: string, reason: string): void => {
      set({ document: emptyDocument(), access: 'read' });
      get().notify('error', title, `${reason} Its files were left untouched.`);
    };

    const saveDocument = async (): Promise<void> => {
      const { project, document, access, changes } = get();
      const headline = headlineOf(get());
      const isSaved = document === saved.document && (project.revision === 0 || headline === saved.headline);
      if (project.token === null || access === 'read' || isSaved) return;
      const revision = project.revision + 1;
      change({ saving: 'saving' });
      try {
        await ports.host('project:save', {
          token: project.token,
          name: document.name,
          revision,
          headline,
          document: JSON.stringify(document),
          changes: [...changes],
        });
        saved = { document, headline };
        change({ revision, saving: 'saved' });
        set((state) => ({ changes: state.changes.filter((entry) => !changes.includes(entry)) }));
      } catch (error) {
        change({ saving: 'failed' });
        // Going on would only fail again, and whoever saved meanwhile has the better right.
        if (error instanceof HostFailure && error.code === 'changed-elsewhere') set({ access: 'read' });
        get().notify('error', 'The plan could not be saved', messageOf(error));
      }
    };

    const saveData = async (): Promise<void> => {
      const { project, access } = get();
      if (project.token === null || access === 'read') return;
      const revision = project.dataRevision + 1;
      change({ saving: 'saving' });
      try {
        const { upload } = await ports.host('data:upload', { token: project.token, revision });
        await ports.data.call('save', { project: project.token, revision, upload });
        change({ dataRevision: revision, saving: 'saved' });
      } catch (error) {
        change({ saving: 'failed' });
        get().notify('error', 'The usage data could not be saved', messageOf(error));
      }
    };

    // Two projects must not be opened into one another, as when a file arrives while the last project still opens.
    let opening: Promise<void> = Promise.resolve();
    const openProject = async (token: string | null): Promise<void> => {
      if (get().changes.length > 0) await get().saveDocument();
      await last;
      const opened = await ports.host('project:open', { token });
      const dataRevision = opened.data?.revision ?? 0;
      set(({ dataset }) => ({
        dataset: { ...dataset, status: 'opening', summary: null, reports: [], findings: [] },
      }));
      change({ token: null });
      const { access, isAhead } = await ports.data.call('open', {
        project: opened.token,
        dataRevision,
        download: opened.data?.download ?? null,
      });
      undo()?.pause();
      set({ access, changes: [], lastEdit: '', scope: {}, period: { from: null, to: null }, inspector: null });
      const document = opened.document === null ? null : openDocument(opened.document);
      if (document === null) set({ document: { ...emptyDocument(), name: opened.name } });
      else if (document.ok) set({ document: document.document });
      else refuse(`“${opened.name}” was not opened`, document.reason);
      saved = { document: get().document, headline: '' };
      undo()?.clear();
      undo()?.resume();
      change({ token: opened.token, revision: opened.revision, dataRevision, saving: 'saved' });
      if (access === 'read') {
        get().notify(
          'info',
          'This project is open in another window',
          'You can look at what was saved last; changes are made there.',
        );
      }
      if (isAhead) await get().saveData();
      await get().refreshDataset();
    };

    return {
      project: { token: null, revision: 0, dataRevision: 0, saving: 'saved' },
      openProject: (token) => {
        opening = opening.catch(() => undefined).then(() => openProject(token));
        return opening;
      },
      saveDocument: () => inOrder(saveDocument),
      saveData: () => inOrder(saveData),
    };
  };

/** One line for the list of recent projects. */
function headlineOf({ dataset }: Slices): string {
  const { summary } = dataset;
  if (summary?.extent.from === null || summary === null) return 'No usage yet';
  return `${summary.extent.rowCount.toLocaleString('en-US')} rows to ${summary.extent.to?.slice(0, 10) ?? ''}`;
}
