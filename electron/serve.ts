import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Handlers } from '../shared/ipc/contract.ts';
import type { Blobs } from './files/blobs.ts';
import { SECURITY_HEADERS } from './headers.ts';
import { answer, isChannel } from './ipc/answer.ts';
import { createRoutes, pageFiles, plainReply, type Reply } from './routes.ts';

export const DEFAULT_PORT = 8917;
const COOKIE = 'tokenwright';
const OPEN_PATH = '/open/';
const IPC_PATH = '/ipc/';
const EVENTS_PATH = '/events';
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

export type ServeOptions = {
  readonly handlers: Handlers;
  readonly blobs: Blobs;
  /** Folder of the built page. */
  readonly page: string;
  /** 0 takes any free port; a taken port is replaced by a free one. */
  readonly port: number;
  /** How long after its last page has gone the server ends itself. */
  readonly idleMilliseconds: number;
  readonly onIdle: () => void;
  readonly report: (error: unknown) => void;
};

export type RunningServer = {
  /** Opens the workbench: carries the secret, which the first visit exchanges for a cookie. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
};

/**
 * Serves the workbench on the loopback interface. Another program on this machine can reach the port, a web page can make
 * a browser send requests to it, and a DNS name can be pointed at it: so the host name, the origin and a secret cookie
 * are checked on every request.
 */
export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const secret = randomBytes(32).toString('base64url');
  const route = createRoutes(await pageFiles(options.page), options.blobs);
  const server = createServer();
  const pages = countPages(options);
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  const hosts = new Set([`127.0.0.1:${String(port)}`, `localhost:${String(port)}`]);

  const reply = async (request: IncomingMessage): Promise<Reply | 'events'> => {
    const path = new URL(request.url ?? '/', 'http://loopback').pathname;
    const { host = '', origin } = request.headers;
    if (!hosts.has(host)) return plainReply(403, 'Wrong host.');
    if (request.method !== 'GET' && origin !== `http://${host}`) return plainReply(403, 'Wrong origin.');
    if (path.startsWith(OPEN_PATH)) return openReply(path.slice(OPEN_PATH.length), secret);
    if (!isSecret(cookieOf(request), secret)) {
      return plainReply(401, 'Open the workbench with the address that was printed when it started.');
    }
    if (path === EVENTS_PATH) return 'events';
    if (path.startsWith(IPC_PATH)) return messageReply(request, path.slice(IPC_PATH.length), options);
    return route({ method: request.method ?? 'GET', path, body: request });
  };

  server.on('request', (request, response) => {
    const respond = async (): Promise<void> => {
      const result = await reply(request);
      if (result === 'events') pages.add(response);
      else await send(response, result);
    };
    respond().catch((error: unknown) => {
      options.report(error);
      if (response.headersSent) response.destroy();
      else send(response, plainReply(500, 'The workbench could not answer.')).catch(options.report);
    });
  });

  return {
    url: `http://127.0.0.1:${String(port)}${OPEN_PATH}${secret}`,
    port,
    close: () => {
      pages.stop();
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  const attempt = (candidate: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(candidate, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  try {
    await attempt(port);
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!isTaken || port === 0) throw error;
    await attempt(0);
  }
}

function isSecret(given: string, secret: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(secret)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function cookieOf(request: IncomingMessage): string {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? '';
}

/**
 * Sets the cookie and moves on by a page of our own: a redirect would count as coming from wherever the link was
 * clicked, and the browser would hold a strict cookie back.
 */
function openReply(given: string, secret: string): Reply {
  if (!isSecret(given, secret)) return plainReply(403, 'This address has expired. Start the workbench again.');
  const headers = {
    ...SECURITY_HEADERS,
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Set-Cookie': `${COOKIE}=${secret}; HttpOnly; SameSite=Strict; Path=/`,
  };
  const body =
    '<!doctype html><title>Tokenwright</title><link rel="icon" href="data:,"><meta http-equiv="refresh" content="0;url=/"><a href="/">Open Tokenwright</a>';
  return { status: 200, headers, body };
}

async function messageReply(request: IncomingMessage, channel: string, options: ServeOptions): Promise<Reply> {
  if (request.method !== 'POST' || !isChannel(channel)) return plainReply(404, 'There is no such call.');
  if (request.headers['content-type'] !== 'application/json') return plainReply(415, 'JSON expected.');
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MAX_MESSAGE_BYTES) return plainReply(413, 'The message is too large.');
    parts.push(part);
  }
  let message: unknown;
  try {
    message = JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    return plainReply(400, 'The message is not JSON.');
  }
  const body = JSON.stringify(await answer(options.handlers, channel, message, options.report));
  return { status: 200, headers: { ...SECURITY_HEADERS, 'Content-Type': 'application/json' }, body };
}

async function send(response: ServerResponse, reply: Reply): Promise<void> {
  response.writeHead(reply.status, reply.headers);
  if (typeof reply.body === 'string' || reply.body instanceof Uint8Array) response.end(reply.body);
  else await pipeline(Readable.from(reply.body), response);
}

/** Each page holds one event stream open; when the last has been gone for a while, nobody needs the server. */
function countPages({ idleMilliseconds, onIdle }: ServeOptions) {
  const open = new Set<ServerResponse>();
  let timer: NodeJS.Timeout | null = null;
  const stop = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  return {
    stop,
    add: (response: ServerResponse): void => {
      stop();
      open.add(response);
      response.writeHead(200, {
        ...SECURITY_HEADERS,
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
      });
      response.write(': open\n\n');
      response.on('close', () => {
        open.delete(response);
        if (open.size > 0) return;
        timer = setTimeout(onIdle, idleMilliseconds);
        timer.unref();
      });
    },
  };
}
