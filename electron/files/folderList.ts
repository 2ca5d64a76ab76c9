import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { HostError } from '../ipc/answer.ts';
import { newToken } from './blobs.ts';

export type FolderEntry = { readonly token: string; readonly name: string };
export type FolderListing = {
  readonly folder: FolderEntry | null;
  readonly parent: string | null;
  readonly folders: readonly FolderEntry[];
};

const MOST_FOLDERS = 500;

type Known = { readonly path: string; readonly place: string };

/**
 * The folders of this machine that a page without a native dialog may choose from: the given places and what is in them.
 * The page names a folder by a token that it was given here, so it can neither go above a place nor name one by path.
 */
export class FolderList {
  readonly #places: readonly string[];
  readonly #known = new Map<string, Known>();
  readonly #tokens = new Map<string, string>();

  constructor(places: readonly string[]) {
    this.#places = places;
  }

  /** What is in a folder; for null the places. Throws `HostError` for a token that was never given. */
  async list(token: string | null): Promise<FolderListing> {
    if (token === null) {
      // A place that is not on this machine, an external disk for example, is not offered.
      const places = await Promise.all(this.#places.map((place) => realpath(place).catch(() => null)));
      const present = [...new Set(places.filter((place) => place !== null))];
      return { folder: null, parent: null, folders: present.map((place) => this.#entry({ path: place, place })) };
    }
    const known = this.#at(token);
    const { path, place } = known;
    const entries = await readdir(path, { withFileTypes: true }).catch((cause: unknown) => {
      throw new HostError('no-such-folder', 'This folder may not be read.', { cause });
    });
    const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
    return {
      folder: this.#entry(known),
      parent: path === place ? null : this.#entry({ path: dirname(path), place }).token,
      folders: names
        .sort((left, right) => left.localeCompare(right, 'en'))
        .slice(0, MOST_FOLDERS)
        .map((name) => this.#entry({ path: join(path, name), place })),
    };
  }

  /** The path of a folder that was listed. Throws `HostError` for any other token. */
  path(token: string): string {
    return this.#at(token).path;
  }

  #at(token: string): Known {
    const known = this.#known.get(token);
    if (known === undefined) throw new HostError('no-such-folder', 'There is no such folder in the list.');
    return known;
  }

  #entry({ path, place }: Known): FolderEntry {
    const token = this.#tokens.get(path) ?? newToken();
    this.#tokens.set(path, token);
    this.#known.set(token, { path, place });
    return { token, name: basename(path) === '' ? path : basename(path) };
  }
}
