import parquetModuleUrl from 'parquet-wasm/esm/parquet_wasm_bg.wasm?url';

/** The bytes of the module that reads Parquet files, fetched from beside the page on the first use. */
export const parquetModule = async (): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(parquetModuleUrl)).arrayBuffer());
