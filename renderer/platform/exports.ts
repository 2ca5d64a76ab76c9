import type { Request } from '../../shared/ipc/contract.ts';
import { sendBlob } from '../../shared/ipc/blobs.ts';
import { BLOB_PATH } from '../../shared/ipc/channels.ts';
import { callHost } from './client.ts';

type ExportKind = Request<'export:open'>['kind'];

/** Hands a finished file to the user: a save dialog on the desktop, a download in a browser. False when cancelled. */
export async function saveExport(suggestedName: string, kind: ExportKind, content: Blob): Promise<boolean> {
  const { upload, isDownload } = await callHost('export:open', { suggestedName, kind });
  if (isDownload) download(suggestedName, content);
  else if (upload === null) return false;
  else await sendBlob(upload, content);
  return true;
}

/** Has the browser fetch and save what the host offers under a token; the bytes never pass through the page. */
export function downloadBlob(token: string, name: string): void {
  saveAs(`${BLOB_PATH}${token}`, name);
}

function saveAs(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}

function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  saveAs(url, name);
  // The browser has taken the content by then; keeping the address would keep the bytes in memory.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
