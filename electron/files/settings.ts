import { readFile } from 'node:fs/promises';
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../shared/ipc/contract.ts';
import { atomicWrite } from './atomicWrite.ts';

/** Settings of this machine. A missing or damaged file gives the defaults: settings are never worth a failed start. */
export async function readSettings(path: string): Promise<Settings> {
  try {
    return settingsSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return DEFAULT_SETTINGS;
  }
}

export const writeSettings = (path: string, settings: Settings): Promise<void> =>
  atomicWrite(path, JSON.stringify(settings, null, 2));
