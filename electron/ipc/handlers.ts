import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handlers } from '../../shared/ipc/contract.ts';
import type { Blobs } from '../files/blobs.ts';
import type { Projects } from '../files/projects.ts';
import { exportProject, importProject } from '../files/portableProjects.ts';
import { readSettings, writeSettings } from '../files/settings.ts';
import { createSourceHandlers, type SourcePorts } from './sourceHandlers.ts';

/** What the handlers need from the host they run in. They know neither Electron nor HTTP. */
export type HostPorts = SourcePorts & {
  readonly host: 'desktop' | 'serve';
  readonly version: string;
  readonly projects: Projects;
  readonly blobs: Blobs;
  readonly settingsPath: string;
  readonly samplesFolder: string;
  /** Asks where to save; null when cancelled. Hosts without a native dialog leave saving to the browser. */
  readonly chooseExport: ((suggestedName: string) => Promise<ExportTarget | null>) | null;
  readonly now: () => Date;
  readonly showProgress: (share: number | null) => void;
};

export type ExportTarget = { readonly store: (content: AsyncIterable<Uint8Array>) => Promise<void> };

const PLAN = 'plan.json';

/** The host's side of the contract, one function a channel. */
export function createHandlers(ports: HostPorts): Handlers {
  const { projects, blobs } = ports;
  /** The project that a file turned out to be, by the token that was given out before the file came. */
  const arrived = new Map<string, string>();
  return {
    ...createSourceHandlers(ports),
    'app:info': async () => ({ version: ports.version, host: ports.host }),
    'settings:read': () => readSettings(ports.settingsPath),
    'settings:write': async (settings) => {
      await writeSettings(ports.settingsPath, settings);
      return {};
    },
    'project:open': async ({ token }) => {
      const newest = async () => (await projects.list()).find(({ problem }) => problem === null)?.token;
      const wanted = token === null ? await newest() : token === 'new' ? undefined : (arrived.get(token) ?? token);
      const project = wanted === undefined ? null : await projects.read(wanted);
      if (project === null) {
        return { token: wanted ?? projects.create(), name: 'Untitled plan', revision: 0, document: null, data: null };
      }
      await projects.recover(project.token);
      const data = await projects.data(project.token);
      return {
        token: project.token,
        name: project.name,
        revision: project.revision,
        document: project.document,
        data: data && { download: blobs.offerDownload(data.path), revision: data.revision, bytes: data.bytes },
      };
    },
    'project:recent': async () => ({
      projects: (await projects.list())
        .slice(0, 50)
        .map(({ token, name, savedAt, headline, problem }) => ({ token, name, savedAt, headline, problem })),
    }),
    'project:save': async ({ token, name, revision, headline, document, changes }) => {
      await projects.save(token, { name, revision, headline, document }, changes);
      return {};
    },
    'project:duplicate': async ({ token }) => {
      const copy = projects.create();
      await importProject(projects, copy, await exportProject(projects, token), ports.now(), { isCopy: true });
      return { token: copy };
    },
    'project:delete': async ({ token }) => {
      await projects.trash(token);
      return {};
    },
    'project:restore': async ({ token }) => {
      await projects.restore(token);
      return {};
    },
    'project:export': async ({ token, suggestedName }) => {
      const content = await exportProject(projects, token);
      if (ports.chooseExport === null) return { download: blobs.offerStream(content), isSaved: false };
      const target = await ports.chooseExport(suggestedName);
      await target?.store(content);
      return { download: null, isSaved: target !== null };
    },
    'project:import': async ({ isCopy }) => {
      const token = projects.create();
      const upload = blobs.acceptUpload(async (content) => {
        arrived.set(token, await importProject(projects, token, content, ports.now(), { isCopy }));
      });
      return { upload, token };
    },
    'data:upload': async ({ token, revision }) => ({
      upload: blobs.acceptUpload((content) => projects.saveData(token, revision, content)),
    }),
    'samples:open': async () => {
      const names = (await readdir(ports.samplesFolder)).filter((name) => name !== PLAN).sort();
      const files = await Promise.all(
        names.map(async (name) => {
          const path = join(ports.samplesFolder, name);
          return { name, bytes: (await stat(path)).size, download: blobs.offerDownload(path) };
        }),
      );
      return { document: await readFile(join(ports.samplesFolder, PLAN), 'utf8'), files };
    },
    'export:open': async ({ suggestedName }) => {
      if (ports.chooseExport === null) return { upload: null, isDownload: true };
      const target = await ports.chooseExport(suggestedName);
      return { upload: target && blobs.acceptUpload(target.store), isDownload: false };
    },
    'progress:show': async ({ share }) => {
      ports.showProgress(share);
      return {};
    },
  };
}
