import type * as Electron from 'electron';
import { join } from 'node:path';
import type { EventName } from '../shared/ipc/channels.ts';
import type { HostEvent } from '../shared/ipc/contract.ts';
import { atomicWrite } from './files/atomicWrite.ts';
import { Blobs } from './files/blobs.ts';
import { FolderList } from './files/folderList.ts';
import { KnownSources } from './files/knownSources.ts';
import { Projects } from './files/projects.ts';
import { projectPaths, takeArrival } from './arrivals.ts';
import { createHandlers } from './ipc/handlers.ts';
import { registerGivenFiles, registerHandlers } from './ipc/register.ts';
import { menuTemplate } from './menu.ts';
import { denyPermissions } from './permissions.ts';
import { handleAppProtocol } from './protocol.ts';
import { createRoutes, pageFiles } from './routes.ts';
import { cancelNetwork, lockNavigation, PAGE_ORIGIN, windowOptions } from './window.ts';

/** The modules of Electron that the shell uses, passed in so that its decisions can be tested without the binary. */
export type ElectronModules = Pick<
  typeof Electron,
  'app' | 'BrowserWindow' | 'dialog' | 'ipcMain' | 'Menu' | 'nativeTheme' | 'protocol' | 'session'
>;

export type ShellOptions = {
  /** Folder of the built page, the preload script, the samples, and where the user's data goes. */
  readonly page: string;
  readonly preload: string;
  readonly samples: string;
  readonly userData: string;
  readonly version: string;
  readonly platform: NodeJS.Platform;
  /** Words the program was started with, and files that the system asked it to open. */
  readonly words: readonly string[];
  readonly now: () => Date;
  readonly report: (error: unknown) => void;
};

/** Starts the desktop host: call once Electron is ready. Returns the one window. */
export async function startShell(electron: ElectronModules, options: ShellOptions): Promise<Electron.BrowserWindow> {
  const { app, BrowserWindow, dialog, Menu, nativeTheme, protocol, session } = electron;
  const blobs = new Blobs();
  const projects = new Projects(join(options.userData, 'projects'), options.now);
  const sources = new KnownSources(projects, blobs);
  denyPermissions(session.defaultSession);
  cancelNetwork(session.defaultSession);
  handleAppProtocol(protocol, createRoutes(await pageFiles(options.page), blobs), options.report);

  const window = new BrowserWindow(windowOptions(options.preload, nativeTheme.shouldUseDarkColors));
  lockNavigation(window.webContents);
  const handlers = createHandlers({
    host: 'desktop',
    version: options.version,
    projects,
    now: options.now,
    blobs,
    sources,
    // The native dialog chooses; the page cannot name a folder at all.
    folders: new FolderList([]),
    chooseFolder: async () => {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties: ['openDirectory'] });
      return canceled ? null : (filePaths[0] ?? null);
    },
    settingsPath: join(options.userData, 'settings.json'),
    samplesFolder: options.samples,
    chooseExport: async (suggestedName) => {
      const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: suggestedName });
      if (canceled || filePath === '') return null;
      return { store: (content) => atomicWrite(filePath, content) };
    },
    showProgress: (share) => {
      window.setProgressBar(share ?? -1);
    },
  });
  registerHandlers(electron.ipcMain, handlers, options.report);
  registerGivenFiles(electron.ipcMain, sources);

  const tell = <E extends EventName>(event: E, payload: HostEvent<E>): void => {
    window.webContents.send(event, payload);
  };
  const open = async (words: readonly string[]): Promise<void> => {
    for (const path of projectPaths(words)) {
      tell('project:arrived', await takeArrival(projects, path, options.now()));
    }
  };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate(options.platform, (command) => {
        tell('menu:command', command);
      }),
    ),
  );
  app.on('open-file', (event, path) => {
    event.preventDefault();
    void open([path]);
  });
  app.on('second-instance', (_event, words) => {
    void open(words);
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  await window.loadURL(`${PAGE_ORIGIN}/`);
  await open(options.words);
  return window;
}
