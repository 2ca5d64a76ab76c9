import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { CHANNELS } from '../../shared/ipc/channels.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';
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
