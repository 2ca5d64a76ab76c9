import { DataType, tableFromIPC, type Field } from 'apache-arrow';
import { initSync, ParquetFile, type RecordBatch } from 'parquet-wasm/esm';
import type { SourceFile } from './sourceFile.ts';

/** Gives the bytes of parquet-wasm's module; each host knows where they lie. */
export type ParquetModule = () => Promise<Uint8Array>;

/** An open Parquet file, read one row group at a time. */
export type ParquetTable = {
  readonly fields: readonly Field[];
  readonly rowGroups: number;
  /**
   * One row group of some top-level columns as Arrow IPC streams, a bounded number of rows each: some writers put a whole
   * file into one group.
   */
  readonly read: (rowGroup: number, columns: readonly string[]) => AsyncGenerator<Uint8Array>;
  readonly close: () => void;
};

/** The file is no Parquet file, or a damaged one, or uses what the reader does not know. */
export class ParquetError extends Error {
  override readonly name = 'ParquetError';
}

/** Rows that are decoded at once; larger row groups come in several parts. */
export const ROWS_AT_ONCE = 131_072;
/** The packed bytes of a row group are fetched as a whole, into a memory of at most 4 GB. */
const MOST_PACKED_BYTES = 1_500_000_000;

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
    const metadata = parquet.metadata();
    const read = async function* (rowGroup: number, columns: readonly string[]): AsyncGenerator<Uint8Array> {
      const about = metadata.rowGroup(rowGroup);
      checkSize(packedBytes(about, columns));
      const options = { rowGroups: [rowGroup], columns: [...columns] };
      if (about.numRows() <= ROWS_AT_ONCE) {
        yield await attempt(async () => (await parquet.read(options)).intoIPCStream());
        return;
      }
      // The stream's items are typed as anything; the package says that each is a batch.
      const stream: unknown = await attempt(() => parquet.stream({ ...options, batchSize: ROWS_AT_ONCE }));
      const batches = (stream as ReadableStream<RecordBatch>).getReader();
      for (;;) {
        const { done, value } = await attempt(() => batches.read());
        if (done) return;
        yield value.intoIPCStream();
      }
    };
    return {
      fields: schema.fields,
      rowGroups: metadata.numRowGroups(),
      read,
      close: () => {
        parquet.free();
      },
    };
  });
}

type RowGroup = ReturnType<ReturnType<ParquetFile['metadata']>['rowGroup']>;

/** What has to be fetched of a row group for some of its columns. */
function packedBytes(group: RowGroup, columns: readonly string[]): number {
  const all = group.columns().filter((column) => columns.includes(column.columnPath()[0] ?? ''));
  return all.reduce((sum, column) => sum + column.compressedSize(), 0);
}

/** Throws `ParquetError` for a row group that does not fit in memory. */
export function checkSize(bytes: number): void {
  if (bytes <= MOST_PACKED_BYTES) return;
  throw new ParquetError(
    `one of its row groups has ${(bytes / 1e9).toFixed(1)} GB, more than can be read at once; write it with smaller row groups`,
  );
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
