import type { CustomScheme, Protocol } from 'electron';
import { Readable } from 'node:stream';
import { SECURITY_HEADERS } from './headers.ts';
import { plainReply, type Asked, type Reply } from './routes.ts';
import { isOwnPage } from './window.ts';

/** Privileges of `app://`: a standard, secure origin that may fetch and stream. Must be registered before ready. */
export const APP_SCHEME: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
};

/** Answers `app://workbench/...` from the same routes as the serve host. */
export function handleAppProtocol(
  protocol: Pick<Protocol, 'handle'>,
  route: (asked: Asked) => Promise<Reply>,
  report: (error: unknown) => void,
): void {
  protocol.handle('app', async (request) => {
    if (!isOwnPage(request.url)) return toResponse(plainReply(403, 'Wrong host.'));
    try {
      const body = request.body === null ? emptyBody() : streamed(request.body);
      return toResponse(await route({ method: request.method, path: new URL(request.url).pathname, body }));
    } catch (error) {
      report(error);
      return toResponse(plainReply(500, 'The workbench could not answer.'));
    }
  });
}

function toResponse({ status, headers, body }: Reply): Response {
  const content: ConstructorParameters<typeof Response>[0] =
    typeof body === 'string' || body instanceof Uint8Array
      ? body
      : // Electron's and Node's ReadableStream types differ in name only.
        (Readable.toWeb(Readable.from(body)) as ReadableStream);
  return new Response(content, { status, headers: { ...SECURITY_HEADERS, ...headers } });
}

async function* streamed(body: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

async function* emptyBody(): AsyncIterable<Uint8Array> {
  // A request without a body has nothing to yield.
}
