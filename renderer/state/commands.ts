import type { MenuCommand } from '../../shared/ipc/contract.ts';
import { VIEWS } from './types.ts';
import type { WorkbenchStore } from './store.ts';

/** What a key does; the same commands come from the desktop's menu. */
export function commandOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
): MenuCommand | null {
  const isCommand = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (!isCommand || event.altKey) return null;
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  if (key === 'y') return 'redo';
  if (key === 's') return 'save';
  if (key === 'o') return 'open-files';
  if (key === 'e') return 'export-deck';
  if (key === 'f') return 'find';
  if (key === 'k') return 'palette';
  if (key === '/') return 'shortcuts';
  return null;
}

/** What a single key does while nothing is being typed. */
export const singleKeyCommandOf = (key: string): MenuCommand | null =>
  key === '?' ? 'shortcuts' : key === 'f' ? 'find' : key === 'e' ? 'export-deck' : null;

/** 1 and up show the views in their order. */
export const viewOf = (key: string): (typeof VIEWS)[number] | undefined => VIEWS[Number(key) - 1];

/** Carries out a command. `open-files` needs the page and is answered there. */
export function runCommand(store: WorkbenchStore, command: MenuCommand): void {
  const state = store.getState();
  switch (command) {
    case 'undo':
      state.undo();
      return;
    case 'redo':
      state.redo();
      return;
    case 'save':
      void state.saveDocument();
      return;
    case 'export-deck':
      void state.exportDeck('pptx');
      return;
    case 'open-files':
      window.dispatchEvent(new Event('openfiles'));
      return;
    case 'read-again':
      void state.readSourcesAgain();
      return;
    case 'find':
      if (!focusFind()) state.showOverlay('palette');
      return;
    case 'palette':
      state.showOverlay('palette');
      return;
    case 'shortcuts':
      state.showOverlay('keys');
      return;
    default:
      command satisfies never;
  }
}

/** Goes to the find field of the table that has the focus, else of the first one; false where the view has no table. */
function focusFind(): boolean {
  const FIELD = 'input.table-find';
  const here = document.activeElement?.closest('.data-table')?.querySelector<HTMLElement>(FIELD);
  const field = here ?? document.querySelector<HTMLElement>(`main ${FIELD}`);
  field?.focus();
  return field !== null;
}
