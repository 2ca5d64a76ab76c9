import { readFileSync } from 'node:fs';
import { Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import { Compression, Table as ParquetRows, writeParquet, WriterPropertiesBuilder } from 'parquet-wasm/esm';
import { bytesSourceFile } from '../../electron/files/sourceFiles.ts';
import { parquetModule } from '../../electron/parquetModule.ts';
import { parseRecords } from '../../shared/data/source/delimited.ts';
import { openParquet } from '../../shared/data/source/parquet.ts';

export const PACKINGS = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD', 'BROTLI'] as const;

/** Writing uses the same module as reading; opening anything loads it. */
export async function loadParquet(): Promise<void> {
  await openParquet(bytesSourceFile('none', new Uint8Array(12)), parquetModule).catch(() => undefined);
}

/** A table as a Parquet file of row groups of at most so many rows. */
export function parquet(table: Table, packing: (typeof PACKINGS)[number] = 'SNAPPY', rowGroup = 1_000): Uint8Array {
  const properties = new WriterPropertiesBuilder()
    .setCompression(Compression[packing])
    .setMaxRowGroupSize(rowGroup)
    .build();
  return writeParquet(ParquetRows.fromIPCStream(tableToIPC(table, 'stream')), properties);
}

/** A fixture's columns as text columns of a Parquet file. */
export function textTable(path: string): Table {
  const [header = [], ...rows] = parseRecords(readFileSync(path, 'utf8').replace(/^\ufeff/, ''), ',', 10_000);
  return new Table(
    Object.fromEntries(
      header.map((name, column) => [
        name,
        vectorFromArray(
          rows.map((cells) => (cells[column] === '' ? null : (cells[column] ?? null))),
          new Utf8(),
        ),
      ]),
    ),
  );
}
