import { buildDeck } from '../../shared/deck/buildDeck.ts';
import { writePptx } from '../../shared/deck/pptx/writePptx.ts';
import { loadExcelize, type Excelize } from '../../shared/deck/xlsx/excelize.ts';
import { writeXlsx } from '../../shared/deck/xlsx/writeXlsx.ts';
import type { PlanResults } from '../../shared/plan/results.ts';
import type { DeckRequest } from './computeApi.ts';
import type { CallContext } from './rpc.ts';

/** The spreadsheet library's module is no export of its package; Vite copies it beside the page. */
const spreadsheetModule = new URL('../../node_modules/excelize-wasm/excelize.wasm.gz', import.meta.url);

let excelize: Promise<Excelize> | null = null;

/** Writes the file of a deck. Throws when there is nothing to show, and when it was cancelled. */
export async function deckFile(
  results: PlanResults,
  { document, kind, now }: DeckRequest,
  { signal, progress }: CallContext,
): Promise<Uint8Array> {
  progress({ share: null, text: 'Making the slides' });
  const deck = buildDeck(results, document);
  if (deck === null) throw new Error('No usage was read, so there is nothing to show.');
  if (kind === 'xlsx') excelize ??= loadExcelize(spreadsheetModule.href);
  progress({ share: 0.3, text: kind === 'pptx' ? 'Writing the slides' : 'Writing the workbook' });
  const library = await excelize;
  signal.throwIfAborted();
  const written =
    kind === 'xlsx' && library !== null
      ? writeXlsx(library, deck, new Date(now))
      : await writePptx(deck, new Date(now));
  // A cancellation that came while the library was writing is read now.
  await new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
  signal.throwIfAborted();
  progress({ share: 1, text: 'Written' });
  return written;
}
