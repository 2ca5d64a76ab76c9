import { homedir } from 'node:os';
import { join } from 'node:path';
import { userDataFolder } from './userData.ts';
import { Blobs } from '../files/blobs.ts';
import { FolderList } from '../files/folderList.ts';
import { KnownSources } from '../files/knownSources.ts';
import { Projects } from '../files/projects.ts';
import { createHandlers } from '../ipc/handlers.ts';
import { openInBrowser } from '../openInBrowser.ts';
import { DEFAULT_PORT, startServer, type RunningServer } from '../serve.ts';
import type { CommandContext } from './context.ts';

const IDLE_MINUTES = 5;

export type ServeSettings = { readonly port: number | null; readonly opensBrowser: boolean };

/** `tokenwright serve`: the workbench in a browser of this machine, until its last page has been closed for a while. */
export async function serveCommand(settings: ServeSettings, context: CommandContext): Promise<number> {
  const userData = userDataFolder(process.platform, process.env);
  const blobs = new Blobs();
  const projects = new Projects(join(userData, 'projects'), context.now);
  const report = (error: unknown): void => {
    context.tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };
  return new Promise((resolve, reject) => {
    let server: RunningServer | null = null;
    const end = (): void => {
      void server?.close().then(() => {
        resolve(0);
      });
    };
    startServer({
      handlers: createHandlers({
        host: 'serve',
        version: context.version,
        projects,
        now: context.now,
        blobs,
        sources: new KnownSources(projects, blobs),
        folders: new FolderList([homedir(), process.cwd()]),
        chooseFolder: null,
        settingsPath: join(userData, 'settings.json'),
        samplesFolder: join(context.root, 'samples'),
        chooseExport: null,
        showProgress: () => undefined,
      }),
      blobs,
      page: join(context.root, 'dist/renderer'),
      port: settings.port ?? DEFAULT_PORT,
      idleMilliseconds: IDLE_MINUTES * 60_000,
      onIdle: () => {
        context.tell('The last page was closed; the workbench has ended.');
        end();
      },
      report,
    })
      .then((started) => {
        server = started;
        const isOpened = settings.opensBrowser && openInBrowser(started.url, process.platform, process.env);
        context.tell(isOpened ? `Tokenwright is open in your browser.` : `Open Tokenwright at:`);
        context.print(started.url);
        process.once('SIGINT', end);
        process.once('SIGTERM', end);
      })
      .catch(reject);
  });
}
