import { shallow } from 'zustand/shallow';
import type { PlanDocument } from '../../shared/model/document.ts';
import type { DatasetSlice } from './dataset.ts';
import type { DocumentSlice } from './document.ts';
import type { JobsSlice } from './jobs.ts';
import type { Ports } from './ports.ts';
import type { UiSlice } from './ui.ts';

export type DeckKind = 'pptx' | 'xlsx';

type State = DatasetSlice & DocumentSlice & JobsSlice & Pick<UiSlice, 'finishStep'>;

const TITLES: Readonly<Record<DeckKind, string>> = { pptx: 'Export the slides', xlsx: 'Export the workbook' };

/** What of a document changes the numbers: everything but what the deck says about them. */
export const planInputs = (document: PlanDocument): Omit<PlanDocument, 'deck'> & { readonly deck: null } => ({
  ...document,
  deck: null,
});

export const hasSameNumbers = (left: PlanDocument, right: PlanDocument): boolean =>
  shallow(planInputs(left), planInputs(right));

/**
 * Writes the deck in the compute worker and hands it to the user. The numbers come from all draws, so that they are those
 * that the command line prints; `inputHash` names them where they have been computed already.
 */
export async function exportDeck(
  ports: Ports,
  get: () => State,
  kind: DeckKind,
  plan: { readonly seed: number; readonly draws: number; readonly inputHash: string | null },
): Promise<void> {
  const { document, dataset, runJob, notify } = get();
  if (dataset.status !== 'ready') {
    notify('info', 'There is nothing to export yet', 'Open usage files in the Data view first.');
    return;
  }
  const written = await runJob(TITLES[kind], ({ signal, onProgress }) =>
    ports.compute.call('deck', { document, kind, now: ports.now().toISOString(), ...plan }, { signal, onProgress }),
  );
  if (written === null) return;
  const name = `${fileName(document.name)}.${kind}`;
  // A view of a plain buffer; the worker's message says only that it is bytes.
  const content = new Blob([written as Uint8Array<ArrayBuffer>]);
  if (await ports.saveExport(name, kind, content)) {
    get().finishStep('export');
    notify('success', `${name} was written`);
  }
}

/** A name that every file system takes. Example: `Plan: FY27/Q1` is `Plan- FY27-Q1`. */
export const fileName = (name: string): string => {
  const plain = name
    .replaceAll(/[<>:"/\\|?*\p{Cc}]/gu, '-')
    .replaceAll(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 120);
  return plain === '' ? 'deck' : plain;
};
