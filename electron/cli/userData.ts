import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this machine keeps the user's projects: the same folder as the desktop program. */
export function userDataFolder(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const own = environment.TOKENWRIGHT_DATA;
  if (own !== undefined && own !== '') return own;
  const home = homedir();
  if (platform === 'win32') return join(environment.APPDATA ?? join(home, 'AppData/Roaming'), 'tokenwright');
  if (platform === 'darwin') return join(home, 'Library/Application Support/tokenwright');
  return join(environment.XDG_CONFIG_HOME ?? join(home, '.config'), 'tokenwright');
}
