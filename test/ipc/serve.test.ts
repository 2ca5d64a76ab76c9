import { mkdir, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startServer, type RunningServer, type ServeOptions } from '../../electron/serve.ts';
import { testHost } from '../support/host.ts';

const running: RunningServer[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

async function serveTestPage(change: Partial<ServeOptions> = {}) {
  const { folder, handlers, blobs } = await testHost();
  const page = join(folder, 'page');
  await mkdir(join(page, 'assets'), { recursive: true });
  await writeFile(join(page, 'index.html'), '<!doctype html><title>Tokenwright</title>');
  await writeFile(join(page, 'assets/page.js'), 'export {};');
  await writeFile(join(folder, 'secret.txt'), 'not for the page');
  const server = await startServer({
    handlers,
    blobs,
    page,
    port: 0,
    idleMilliseconds: 60_000,
    onIdle: () => undefined,
    report: (error) => {
      throw error;
    },
    ...change,
  });
  running.push(server);
  return { server, base: `http://127.0.0.1:${String(server.port)}`, secret: server.url.split('/open/')[1] ?? '' };
}

type Answer = { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly body: string };

/** A request as any program can send it: with headers that a browser would not let a page set. */
function send(
  base: string,
  path: string,
  options: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base);
    const request = httpRequest(
      { hostname, port, path, method: options.method ?? 'GET', headers: { ...options.headers } },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString('utf8'),
          });
        });
      },
    );
    request.on('error', reject);
    request.end(options.body);
  });
}

const message = (base: string, secret: string, change: Readonly<Record<string, string>> = {}) =>
  send(base, '/ipc/app:info', {
    method: 'POST',
    headers: { Cookie: `tokenwright=${secret}`, Origin: base, 'Content-Type': 'application/json', ...change },
    body: '{}',
  });

describe('the serve host', () => {
  it('gives the page only to the browser that came with the secret', async () => {
    const { base, secret } = await serveTestPage();
    expect((await send(base, '/')).status).toBe(401);
    expect((await send(base, '/open/wrong')).status).toBe(403);
    const opened = await send(base, `/open/${secret}`);
    expect(opened.status).toBe(200);
    expect(opened.headers['set-cookie']).toEqual([`tokenwright=${secret}; HttpOnly; SameSite=Strict; Path=/`]);
    const page = await send(base, '/', { headers: { Cookie: `other=1; tokenwright=${secret}` } });
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('<title>Tokenwright</title>') as string });
    expect(page.headers).toMatchObject({
      'content-security-policy': expect.stringContaining(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
      ) as string,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
  });

  it('answers calls of its own page only', async () => {
    const { base, secret } = await serveTestPage();
    expect(JSON.parse((await message(base, secret)).body)).toEqual({
      ok: true,
      value: { version: '1.2.3', host: 'serve' },
    });
    expect((await message(base, 'x'.repeat(secret.length))).status).toBe(401);
    expect((await message(base, secret, { Origin: 'http://evil.example' })).status).toBe(403);
    expect((await message(base, secret, { Host: `evil.example:${new URL(base).port}` })).status).toBe(403);
    expect((await message(base, secret, { 'Content-Type': 'text/plain' })).status).toBe(415);
  });

  it('serves no file but those of the built page', async () => {
    const { base, secret } = await serveTestPage();
    const headers = { Cookie: `tokenwright=${secret}` };
    expect((await send(base, '/assets/page.js', { headers })).status).toBe(200);
    for (const path of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/assets/../../secret.txt',
      '/assets',
      '//etc/passwd',
    ]) {
      expect((await send(base, path, { headers })).status, path).toBe(404);
    }
  });

  it('takes another port when its own is taken', async () => {
    const first = await serveTestPage();
    const second = await serveTestPage({ port: first.server.port });
    expect(second.server.port).not.toBe(first.server.port);
  });

  it('ends itself some time after the last page has gone', async () => {
    let ended = (): void => undefined;
    const hasEnded = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const { base, secret } = await serveTestPage({
      idleMilliseconds: 30,
      onIdle: () => {
        ended();
      },
    });
    const controller = new AbortController();
    await fetch(`${base}/events`, { headers: { Cookie: `tokenwright=${secret}` }, signal: controller.signal });
    controller.abort();
    await hasEnded;
  });
});
