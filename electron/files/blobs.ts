import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { HostError } from '../ipc/answer.ts';

export const newToken = (): string => randomBytes(24).toString('base64url');

type Content = { readonly bytes: number | null; readonly content: AsyncIterable<Uint8Array> };
/** A file, or bytes made while they are sent, whose number is not known before, or what opening will give. */
type Download = { readonly path: string } | Pick<Content, 'content'> | { readonly open: () => Promise<Content> };
type Upload = { readonly store: (content: AsyncIterable<Uint8Array>) => Promise<void> };

/** Which bytes the page may fetch or send, by token. A token is good for one use and is forgotten afterwards. */
export class Blobs {
  readonly #downloads = new Map<string, Download>();
  readonly #uploads = new Map<string, Upload>();

  offerDownload(path: string): string {
    const token = newToken();
    this.#downloads.set(token, { path });
    return token;
  }

  offerStream(content: AsyncIterable<Uint8Array>): string {
    const token = newToken();
    this.#downloads.set(token, { content });
    return token;
  }

  /** For what has to be checked again at the moment when it is fetched. */
  offerOpening(open: () => Promise<Content>): string {
    const token = newToken();
    this.#downloads.set(token, { open });
    return token;
  }

  acceptUpload(store: Upload['store']): string {
    const token = newToken();
    this.#uploads.set(token, { store });
    return token;
  }

  async read(token: string): Promise<Content> {
    const download = this.#downloads.get(token);
    if (download === undefined) throw new HostError('no-such-blob', 'There is nothing under this address.');
    this.#downloads.delete(token);
    if ('open' in download) return download.open();
    if ('content' in download) return { bytes: null, content: download.content };
    const { size } = await stat(download.path);
    return { bytes: size, content: createReadStream(download.path) };
  }

  async write(token: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    const upload = this.#uploads.get(token);
    if (upload === undefined) throw new HostError('no-such-blob', 'Nothing is expected under this address.');
    this.#uploads.delete(token);
    await upload.store(content);
  }
}
