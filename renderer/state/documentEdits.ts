import { documentSchema, type PlanDocument } from '../../shared/model/document.ts';
import type { Edited } from './scenarioEdits.ts';
import type { WorkbenchStore } from './store.ts';

/**
 * Changes the document after checking the whole of it: one step of undo, or a reason and no change. For parts whose rules
 * reach over several fields, such as a budget's months or shared costs that pass on to each other.
 */
export function changeDocument(
  store: WorkbenchStore,
  label: string,
  change: (document: PlanDocument) => Partial<PlanDocument>,
): Edited {
  const { document, edit } = store.getState();
  const changed = change(document);
  const parsed = documentSchema.safeParse({ ...document, ...changed });
  if (!parsed.success) return { ok: false, message: sentence(parsed.error.issues[0]?.message ?? 'not allowed') };
  edit(label, (draft) => {
    Object.assign(draft, changed);
  });
  return { ok: true };
}

/** Example: `it starts in 2027-02, after its end` -> `It starts in 2027-02, after its end.` */
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`.replace(/\.?$/, '.');
