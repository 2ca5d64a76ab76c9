import { DataType, tableFromIPC, type Field } from 'apache-arrow';
import { initSync, ParquetFile } from 'parquet-wasm/esm';
import type { SourceFile } from './sourceFile.ts';

/** Gives the bytes of parquet-wasm's module; each host knows where they lie. */
export type ParquetModule = () => Promise<Uint8Array>;

/** An open Parquet file, read one row group at a time. */
export type ParquetTable = {
  readonly fields: readonly Field[];
  readonly rowGroups: number;
  /** One row group of some top-level columns as an Arrow IPC stream. */
  readonly read: (rowGroup: number, columns: readonly string[]) => Promise<Uint8Array>;
  readonly close: () => void;
};

/** The file is no Parquet file, or a damaged one, or uses what the reader does not know. */
export class ParquetError extends Error {
  override readonly name = 'ParquetError';
}

let loading: Promise<void> | null = null;

/** One instance a process. A module that could not be had is asked for again by the next file. */
async function load(module: ParquetModule): Promise<void> {
  loading ??= module().then((bytes) => {
    initSync({ module: bytes });
  });
  try {
    await loading;
  } catch (error) {
    loading = null;
    throw error;
  }
}

/** Opens a Parquet file of any of the usual packings. Bytes are fetched as they are needed. */
export async function openParquet(file: SourceFile, module: ParquetModule): Promise<ParquetTable> {
  await load(module);
  const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      const [sentence = ''] = String(cause).split('\n', 1);
      throw new ParquetError(`it could not be read as Parquet: ${sentence.slice(0, 200)}`, { cause });
    }
  };
  return attempt(async () => {
    const parquet = await ParquetFile.fromFile(blobLike(file));
    const schema = tableFromIPC(parquet.schema().intoIPCStream()).schema;
    return {
      fields: schema.fields,
      rowGroups: parquet.metadata().numRowGroups(),
      read: (rowGroup, columns) =>
        attempt(async () => (await parquet.read({ rowGroups: [rowGroup], columns: [...columns] })).intoIPCStream()),
      close: () => {
        parquet.free();
      },
    };
  });
}

/** The reader uses no more of a Blob than its size and slices; a path of Node's has both. */
const blobLike = (file: SourceFile): Blob =>
  ({
    size: file.size,
    slice: (start: number, end: number) => ({
      size: end - start,
      arrayBuffer: async () => exactBuffer(await file.read(start, end)),
    }),
    // Only the two members above are called.
  }) as unknown as Blob;

const exactBuffer = (bytes: Uint8Array): ArrayBufferLike =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;

/** Column names as importers look for them: a member of a record as `sku.id`, beside the record itself. */
export const columnNames = (fields: readonly Field[]): readonly string[] =>
  fields.flatMap(({ name, type }) =>
    DataType.isStruct(type) ? [name, ...columnNames(type.children).map((inner) => `${name}.${inner}`)] : [name],
  );
