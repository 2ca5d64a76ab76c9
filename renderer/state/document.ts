import { produce, type Draft } from 'immer';
import type { StateCreator } from 'zustand/vanilla';
import { emptyDocument, type PlanDocument } from '../../shared/model/document.ts';
import { openDocument } from '../../shared/model/migrations.ts';
import type { JobsSlice } from './jobs.ts';

/** What the user decided. The only slice that is saved, and the only one that undo takes back. */
export type DocumentSlice = {
  readonly document: PlanDocument;
  /** `read`: another window has the project open; nothing is changed or saved here. */
  readonly access: 'write' | 'read';
  /** What the last change was, for the undo button and the audit log. */
  readonly lastEdit: string;
  readonly edit: (label: string, change: (draft: Draft<PlanDocument>) => void) => void;
  /** Shows a change while it is being made (a drag), without an undo step; `edit` ends it. */
  readonly preview: (change: (draft: Draft<PlanDocument>) => void) => void;
  /** Ends a preview without a change: everything is as it was before the drag. */
  readonly cancelPreview: () => void;
  /** Takes over the decisions of a plan, but none of its sources. Tells when it cannot be read. */
  readonly adoptPlan: (text: string) => void;
};

/** What stands outside React: undo and redo come from zundo's temporal store. */
export type UndoPort = { readonly pause: () => void; readonly resume: () => void };

export const createDocumentSlice =
  (undo: () => UndoPort | null): StateCreator<DocumentSlice & JobsSlice, [], [], DocumentSlice> =>
  (set, get) => {
    let beforePreview: PlanDocument | null = null;
    return {
      document: emptyDocument(),
      access: 'write',
      lastEdit: '',
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
        set({ document: produce(base, change), lastEdit: label });
      },
      preview: (change) => {
        if (get().access === 'read') return;
        if (beforePreview === null) {
          beforePreview = get().document;
          undo()?.pause();
        }
        set({ document: produce(beforePreview, change) });
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
