import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Blobs } from '../../electron/files/blobs.ts';
import { FolderList } from '../../electron/files/folderList.ts';
import { KnownSources } from '../../electron/files/knownSources.ts';
import { Projects } from '../../electron/files/projects.ts';
import { createHandlers, type HostPorts } from '../../electron/ipc/handlers.ts';
import { temporaryFolder } from './temporaryFolder.ts';

export const FIXED_NOW = new Date('2026-11-21T10:00:00Z');

/** The real handlers over a folder of the test's own. */
export async function testHost(change: Partial<HostPorts> = {}) {
  const folder = await temporaryFolder();
  const samplesFolder = join(folder, 'samples');
  await mkdir(samplesFolder);
  await writeFile(join(samplesFolder, 'plan.json'), '{"schemaVersion":1}');
  await writeFile(join(samplesFolder, 'usage.csv'), 'a,b\n1,2\n');
  const blobs = new Blobs();
  const projects = new Projects(join(folder, 'projects'), () => FIXED_NOW);
  const sources = new KnownSources(projects, blobs, 20);
  const ports: HostPorts = {
    host: 'serve',
    version: '1.2.3',
    projects,
    now: () => FIXED_NOW,
    blobs,
    sources,
    folders: new FolderList([folder]),
    chooseFolder: null,
    settingsPath: join(folder, 'settings.json'),
    samplesFolder,
    chooseExport: null,
    showProgress: () => undefined,
    ...change,
  };
  return { folder, blobs, projects, sources, handlers: createHandlers(ports) };
}

export async function* bytes(...parts: readonly string[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield new TextEncoder().encode(part);
}
