import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { loadExcelize, type Excelize } from '../shared/deck/xlsx/excelize.ts';

/** The spreadsheet library with its module, which lies beside the package's script. */
export function spreadsheetLibrary(): Promise<Excelize> {
  const script = createRequire(import.meta.url).resolve('excelize-wasm');
  return loadExcelize(join(dirname(script), 'excelize.wasm.gz'));
}
