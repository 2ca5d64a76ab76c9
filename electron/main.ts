import * as electron from 'electron';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { userDataFolder } from './cli/userData.ts';
import { packageVersion } from './packageVersion.ts';
import { APP_SCHEME } from './protocol.ts';
import { startShell } from './shell.ts';

const { app, dialog, protocol } = electron;
const output = dirname(fileURLToPath(import.meta.url));
const root = join(output, '../..');

function report(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

protocol.registerSchemesAsPrivileged([APP_SCHEME]);
// The same folder as the serve host's.
app.setPath('userData', userDataFolder(process.platform, process.env));

// macOS names the file to open before the program is ready.
const words: string[] = process.argv.slice(1);
app.once('open-file', (event, path) => {
  event.preventDefault();
  words.push(path);
});

if (app.requestSingleInstanceLock()) {
  app.on('window-all-closed', () => {
    app.quit();
  });
  app
    .whenReady()
    .then(() =>
      startShell(electron, {
        page: join(root, 'dist/renderer'),
        preload: join(output, 'preload.cjs'),
        samples: join(root, 'samples'),
        userData: app.getPath('userData'),
        version: packageVersion(readFileSync(join(root, 'package.json'), 'utf8')),
        platform: process.platform,
        words,
        now: () => new Date(),
        report,
      }),
    )
    .catch((error: unknown) => {
      report(error);
      dialog.showErrorBox('Tokenwright could not start', error instanceof Error ? error.message : String(error));
      app.exit(1);
    });
} else app.quit();
