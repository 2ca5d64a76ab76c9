import type { EventName } from '../../shared/ipc/channels.ts';
import { events, type EventBridge, type HostEvent, type MenuCommand } from '../../shared/ipc/contract.ts';

declare global {
  // Declaration merging needs an interface here.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface Window {
    readonly workbenchEvents?: EventBridge;
  }
}

type Stop = () => void;

/** The serve host's stream of events; holding it open tells the host that a page is there. */
let stream: EventSource | null = null;

/** Tells the serve host that a page is open: it ends itself some minutes after the last one has gone. */
export function holdServer(): void {
  if (window.workbench === undefined) stream ??= new EventSource('/events');
}

/** Listens to one event of the host, checked against the contract. Returns the function that stops listening. */
function on<N extends EventName>(name: N, listener: (payload: HostEvent<N>) => void): Stop {
  const take = (payload: unknown): void => {
    const parsed = events[name].safeParse(payload);
    // The schema of this very event has just accepted it.
    if (parsed.success) listener(parsed.data as HostEvent<N>);
  };
  if (window.workbenchEvents !== undefined) return window.workbenchEvents.listen(name, take);
  holdServer();
  const onMessage = (event: MessageEvent<string>): void => {
    take(JSON.parse(event.data));
  };
  stream?.addEventListener(name, onMessage);
  return () => stream?.removeEventListener(name, onMessage);
}

/** Commands of the desktop's native menu. */
export const onMenuCommand = (listener: (command: MenuCommand) => void): Stop => on('menu:command', listener);

/** A project that the user opened in the system's file manager. */
export const onArrivedProject = (listener: (arrived: HostEvent<'project:arrived'>) => void): Stop =>
  on('project:arrived', listener);
