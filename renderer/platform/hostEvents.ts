import { events, type EventBridge, type MenuCommand } from '../../shared/ipc/contract.ts';

declare global {
  // Declaration merging needs an interface here.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface Window {
    readonly workbenchEvents?: EventBridge;
  }
}

/** Commands of the desktop's native menu. Returns the function that stops listening. */
export function onMenuCommand(listener: (command: MenuCommand) => void): () => void {
  const stop = window.workbenchEvents?.listen('menu:command', (payload) => {
    const command = events['menu:command'].safeParse(payload);
    if (command.success) listener(command.data);
  });
  return stop ?? (() => undefined);
}

/** Tells the serve host that a page is open: it ends itself some minutes after the last one has gone. */
export function holdServer(): void {
  if (window.workbench === undefined) new EventSource('/events');
}
