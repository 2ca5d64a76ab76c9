import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { CHANNELS, GIVEN_FILE } from '../../shared/ipc/channels.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';
import type { KnownSources } from '../files/knownSources.ts';
import { isOwnPage } from '../window.ts';
import { answer } from './answer.ts';

/** Only the main frame of our own page may call; a frame inside it, or a page that got in some other way, may not. */
export const isTrustedSender = (event: Pick<IpcMainInvokeEvent, 'senderFrame'>): boolean =>
  event.senderFrame !== null && event.senderFrame.parent === null && isOwnPage(event.senderFrame.url);

/** Registers every handler. A call from anywhere else is rejected, never answered with nothing. */
export function registerHandlers(
  ipcMain: Pick<IpcMain, 'handle'>,
  handlers: Handlers,
  report: (error: unknown) => void,
): void {
  for (const channel of CHANNELS) {
    ipcMain.handle(channel, async (event, request: unknown) => {
      if (!isTrustedSender(event)) throw new Error(`${channel} was called from outside the workbench`);
      return answer(handlers, channel, request, report);
    });
  }
}

/** Takes the paths of dropped and picked files from the preload script, and gives tokens for them. */
export function registerGivenFiles(ipcMain: Pick<IpcMain, 'handle'>, sources: Pick<KnownSources, 'give'>): void {
  ipcMain.handle(GIVEN_FILE, async (event, path: unknown) => {
    if (!isTrustedSender(event)) throw new Error(`${GIVEN_FILE} was called from outside the workbench`);
    return typeof path === 'string' ? sources.give(path) : null;
  });
}
