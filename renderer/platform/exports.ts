import type { Request } from '../../shared/ipc/contract.ts';
import { sendBlob } from '../../shared/ipc/blobs.ts';
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

function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the content by then; keeping the address would keep the bytes in memory.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
