import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** The bytes of the module that reads Parquet files, from the package they come with. */
export const parquetModule = async (): Promise<Uint8Array> =>
  readFile(createRequire(import.meta.url).resolve('parquet-wasm/esm/parquet_wasm_bg.wasm'));
