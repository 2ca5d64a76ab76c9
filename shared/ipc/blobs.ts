import { BLOB_PATH } from './channels.ts';
import { HostFailure } from './hostFailure.ts';

/** Fetches bytes that the host offers under a token. */
export async function fetchBlob(token: string): Promise<Response> {
  const response = await fetch(`${BLOB_PATH}${token}`);
  if (!response.ok) throw new HostFailure('no-such-blob', await response.text());
  return response;
}

/** Sends bytes to where the host expects them. */
export async function sendBlob(token: string, content: Blob): Promise<void> {
  const response = await fetch(`${BLOB_PATH}${token}`, { method: 'PUT', body: content });
  if (!response.ok) throw new HostFailure('not-stored', await response.text());
}
