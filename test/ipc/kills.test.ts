import { spawn, type ChildProcess } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { beforeAll, describe, expect, it } from 'vitest';
import { verifyProject } from '../../electron/files/verifyProject.ts';
import { builtProduct, root } from '../support/product.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const KILLS = Number(process.env.TOKENWRIGHT_KILLS ?? 10);
const SEED = 20261127;
const LONGEST_LIFE_MILLISECONDS = 250;

type Host = { readonly process: ChildProcess; readonly base: string; readonly cookie: string };

async function startHost(data: string): Promise<Host> {
  const child = spawn(process.execPath, [join(root, 'bin/tokenwright.mjs'), 'serve', '--no-open', '--port', '0'], {
    env: { ...process.env, TOKENWRIGHT_DATA: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve) => {
    child.stdout.on('data', (part: Buffer) => {
      const line = part
        .toString()
        .split('\n')
        .find((text) => text.startsWith('http'));
      if (line !== undefined) resolve(line);
    });
  });
  const { origin, pathname } = new URL(url);
  return { process: child, base: origin, cookie: `tokenwright=${pathname.replace('/open/', '')}` };
}

async function call({ base, cookie }: Host, channel: string, request: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(`${base}/ipc/${channel}`, {
    method: 'POST',
    headers: { Cookie: cookie, Origin: base, 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
  });
  const answer = (await response.json()) as { ok: boolean; value: Record<string, unknown>; error?: unknown };
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

/** Saves the plan and the rows over and over until the host is gone; tells what it acknowledged last. */
async function saveUntilKilled(host: Host, token: string, from: { plan: number; data: number }) {
  const acknowledged = { ...from };
  try {
    for (;;) {
      const revision = acknowledged.plan + 1;
      const document = JSON.stringify({
        schemaVersion: 1,
        name: `Plan ${String(revision)}`,
        filler: 'x'.repeat(200_000),
      });
      const changes = [{ what: 'changed', label: `Edit ${String(revision)}` }];
      await call(host, 'project:save', { token, name: 'Plan', revision, headline: '', document, changes });
      acknowledged.plan = revision;
      const { upload } = await call(host, 'data:upload', { token, revision: acknowledged.data + 1 });
      const rows = new Uint8Array(500_000).fill((acknowledged.data + 1) % 256);
      const stored = await fetch(`${host.base}/blob/${String(upload)}`, {
        method: 'PUT',
        headers: { Cookie: host.cookie, Origin: host.base },
        body: rows,
      });
      if (stored.ok) acknowledged.data += 1;
    }
  } catch {
    return acknowledged;
  }
}

describe('a host that is killed while it saves', () => {
  beforeAll(builtProduct);

  it(`keeps every acknowledged save, in ${String(KILLS)} kills`, { timeout: KILLS * 20_000 }, async () => {
    const data = await temporaryFolder();
    const random = xoroshiro128plus(SEED);
    let token = '';
    let acknowledged = { plan: 0, data: 0 };
    for (let kill = 0; kill <= KILLS; kill += 1) {
      const host = await startHost(data);
      const gone = new Promise((resolve) => host.process.once('close', resolve));
      const opened = await call(host, 'project:open', { token: token === '' ? 'new' : token });
      token = String(opened.token);
      const revision = Number(opened.revision);
      const stored = opened.data as { revision: number; bytes: number } | null;
      // At most the save in flight was not acknowledged and is there all the same.
      expect(revision - acknowledged.plan, `plan after kill ${String(kill)}`).toBeOneOf([0, 1]);
      expect((stored?.revision ?? 0) - acknowledged.data, `rows after kill ${String(kill)}`).toBeOneOf([0, 1]);
      if (revision > 0) {
        expect((JSON.parse(String(opened.document)) as { name: string }).name).toBe(`Plan ${String(revision)}`);
        const folder = join(data, 'projects', token);
        expect(await verifyProject(folder)).toMatchObject({ isValid: true });
      }
      if (stored !== null) expect(stored.bytes).toBe(500_000);
      if (kill === KILLS) host.process.kill('SIGTERM');
      else {
        setTimeout(() => host.process.kill('SIGKILL'), uniformInt(random, 1, LONGEST_LIFE_MILLISECONDS));
        acknowledged = await saveUntilKilled(host, token, { plan: revision, data: stored?.revision ?? 0 });
      }
      await gone;
    }
    expect(acknowledged.plan).toBeGreaterThan(0);
    expect(await readdir(join(data, 'projects'))).toEqual([token]);
  });
});
