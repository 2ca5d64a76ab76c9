import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../../scripts/build.mjs';

/** Folder of the product: package.json, dist, samples. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Makes sure that what is tested is built from the sources as they stand. */
export const builtProduct = (): Promise<void> => ensureBuilt(['electron', 'renderer']);
