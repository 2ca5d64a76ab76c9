import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CHANNELS, EVENTS, GIVEN_FILE } from '../shared/ipc/channels.ts';

/** The whole of what the page can ask for: one function a channel, nothing by free name. */
contextBridge.exposeInMainWorld(
  'workbench',
  Object.fromEntries(CHANNELS.map((channel) => [channel, (request: unknown) => ipcRenderer.invoke(channel, request)])),
);

contextBridge.exposeInMainWorld('workbenchEvents', {
  listen: (event: unknown, listener: (payload: unknown) => void) => {
    const name = EVENTS.find((known) => known === event);
    if (name === undefined) throw new TypeError('no such event');
    const forward = (_event: unknown, payload: unknown): void => {
      listener(payload);
    };
    ipcRenderer.on(name, forward);
    return () => {
      ipcRenderer.off(name, forward);
    };
  },
});

contextBridge.exposeInMainWorld('workbenchFiles', {
  /** The path goes from here straight to the host; the page gets a token. A file made by the page itself has no path. */
  given: async (file: File): Promise<unknown> => {
    const path = webUtils.getPathForFile(file);
    return path === '' ? null : ipcRenderer.invoke(GIVEN_FILE, path);
  },
});
