import { produce, type Draft } from 'immer';
import type { StateCreator } from 'zustand/vanilla';
import { emptyDocument, type PlanDocument } from '../../shared/model/document.ts';
import { problemOfChange } from '../../shared/model/changedParts.ts';
import { openDocument } from '../../shared/model/migrations.ts';
import type { DocumentChange } from '../../shared/ipc/journal.ts';
import type { JobsSlice } from './jobs.ts';

/** What the user decided. The only slice that is saved, and the only one that undo takes back. */
export type DocumentSlice = {
  readonly document: PlanDocument;
  /** `read`: another window has the project open; nothing is changed or saved here. */
  readonly access: 'write' | 'read';
  /** What the last change was, for the undo button. */
  readonly lastEdit: string;
  /** What was done since the last save, for the project's journal. */
  readonly changes: readonly DocumentChange[];
  readonly undo: () => void;
  readonly redo: () => void;
  readonly edit: (label: string, change: (draft: Draft<PlanDocument>) => void) => void;
  /** Shows a change while it is being made (a drag), without an undo step; `edit` ends it. */
  readonly preview: (change: (draft: Draft<PlanDocument>) => void) => void;
  /** Ends a preview without a change: everything is as it was before the drag. */
  readonly cancelPreview: () => void;
  /** Takes over the decisions of a plan, but none of its sources. Tells when it cannot be read. */
  readonly adoptPlan: (text: string) => void;
};

/** What stands outside React: undo and redo come from zundo's temporal store. */
export type UndoPort = {
  readonly pause: () => void;
  readonly resume: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly clear: () => void;
};

/** More than a save can carry is never pending: the page saves a second after each change. */
const CHANGES_KEPT = 1000;

export const createDocumentSlice =
  (undo: () => UndoPort | null): StateCreator<DocumentSlice & JobsSlice, [], [], DocumentSlice> =>
  (set, get) => {
    let beforePreview: PlanDocument | null = null;
    /** By which edit a document came to be, so that the journal can name what was undone. */
    const labels = new WeakMap<PlanDocument, string>();
    const noteChange = (what: DocumentChange['what'], label: string): void => {
      set(({ changes }) => ({ changes: [...changes, { what, label }].slice(-CHANGES_KEPT) }));
    };
    return {
      document: emptyDocument(),
      access: 'write',
      lastEdit: '',
      changes: [],
      undo: () => {
        const { document } = get();
        undo()?.undo();
        if (get().document === document) return;
        noteChange('undone', labels.get(document) ?? '');
        set({ lastEdit: labels.get(get().document) ?? '' });
      },
      redo: () => {
        const { document } = get();
        undo()?.redo();
        if (get().document === document) return;
        const label = labels.get(get().document) ?? '';
        noteChange('redone', label);
        set({ lastEdit: label });
      },
      edit: (label, change) => {
        if (get().access === 'read') {
          get().notify('info', `${label}: not done`, 'This project is open in another window; changes are made there.');
          return;
        }
        // A drag is one step: undo must lead back to where it began, not to its last preview.
        const base = beforePreview ?? get().document;
        if (beforePreview !== null) {
          set({ document: beforePreview });
          beforePreview = null;
          undo()?.resume();
        }
        const document = produce(base, change);
        if (document === get().document) return;
        // The last line of defence: whoever changes the document, it never holds what its schema refuses.
        const problem = problemOfChange(base, document);
        if (problem !== null) {
          get().notify('error', `${label}: not done`, problem);
          return;
        }
        labels.set(document, label);
        noteChange('changed', label);
        set({ document, lastEdit: label });
      },
      preview: (change) => {
        if (get().access === 'read') return;
        if (beforePreview === null) {
          beforePreview = get().document;
          undo()?.pause();
        }
        const document = produce(beforePreview, change);
        // What a drag passes over need not be allowed; what it stops at is.
        if (problemOfChange(beforePreview, document) === null) set({ document });
      },
      cancelPreview: () => {
        if (beforePreview === null) return;
        set({ document: beforePreview });
        beforePreview = null;
        undo()?.resume();
      },
      adoptPlan: (text) => {
        const opened = openDocument(text);
        if (!opened.ok) {
          get().notify('error', 'The plan could not be read', opened.reason);
          return;
        }
        get().edit(`Open ${opened.document.name}`, (draft) => {
          const { sources } = draft;
          Object.assign(draft, opened.document, { sources });
        });
      },
    };
  };
