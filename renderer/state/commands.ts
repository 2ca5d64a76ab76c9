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
  return null;
}

/** Number keys show the views in their order. */
export const viewOf = (key: string): (typeof VIEWS)[number] | undefined => VIEWS[Number(key) - 1];

/** Carries out a command. `open-files` and `find` need the page and are answered there. */
export function runCommand(store: WorkbenchStore, command: MenuCommand): void {
  const state = store.getState();
  switch (command) {
    case 'undo':
      store.temporal.getState().undo();
      return;
    case 'redo':
      store.temporal.getState().redo();
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
    case 'find':
    case 'shortcuts':
      return;
    default:
      command satisfies never;
  }
}
