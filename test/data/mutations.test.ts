import { readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { bytesSourceFile } from '../../electron/files/sourceFiles.ts';
import { importParts } from '../../shared/data/import/importParts.ts';
import { parquetModule } from '../../electron/parquetModule.ts';
import { FIXTURE_FILES, importText, IMPORTED_AT, openPrepared, totals } from './support.ts';

/** Damaged exports, always the same for the same seed. `TOKENWRIGHT_SOAK` sets how many. */
const FILES = Number(process.env.TOKENWRIGHT_SOAK ?? 500);
const SEED = 2026;
const LONGEST_IMPORT_MILLISECONDS = 60_000;
const TEST_MILLISECONDS = Math.max(600_000, FILES * 5_000);

let database: NodeDatabase;
beforeAll(async () => {
  database = await openPrepared();
});
afterAll(() => {
  database.close();
});

const generator = xoroshiro128plus(SEED);
const below = (limit: number): number => (limit <= 1 ? 0 : uniformInt(generator, 0, limit - 1));
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const insertAt = (text: string, inserted: string): string => {
  const at = below(text.length);
  return text.slice(0, at) + inserted + text.slice(at);
};

/** Unpacks to a thousand times its size. */
const BOMB = zipSync({ 'bomb.csv': new Uint8Array(80 * 1024 * 1024) });

const MUTATIONS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  truncated: (bytes) => bytes.slice(0, below(bytes.length)),
  'bits flipped': (bytes) => {
    const copy = bytes.slice();
    for (let flips = 1 + below(20); flips > 0; flips -= 1) {
      const at = below(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << below(8));
    }
    return copy;
  },
  'columns swapped': (bytes) => {
    const [header = '', ...rest] = decode(bytes).split('\n');
    const names = header.split(',');
    const [left, right] = [below(names.length), below(names.length)];
    const swapped = names.map((name, index) => (index === left ? names[right] : index === right ? names[left] : name));
    return encode([swapped.join(','), ...rest].join('\n'));
  },
  'a giant field': (bytes) => encode(insertAt(decode(bytes), 'x'.repeat(2_000_000))),
  'deep JSON': (bytes) => encode(insertAt(decode(bytes), '{"a":['.repeat(20_000))),
  'NUL bytes': (bytes) => encode(insertAt(decode(bytes), '\0'.repeat(1 + below(5000)))),
  formulas: (bytes) =>
    encode(decode(bytes).replaceAll(/\d{3,}/g, (number) => (below(3) === 0 ? `=1+cmd|' /C calc'!A0` : number))),
  'SQL in values': (bytes) => encode(insertAt(decode(bytes), `'); DROP TABLE import; --`)),
  'quotes and newlines': (bytes) => encode(insertAt(decode(bytes), '"\r\n"",\n"')),
  'a path that climbs out of an archive': (bytes) => zipSync({ '../../../../tmp/escaped.csv': bytes }),
  'a zip bomb': () => BOMB,
  'a damaged archive': (bytes) => {
    const packed = zipSync({ 'a.csv': bytes, 'b/c.json': bytes });
    const at = below(packed.length);
    packed[at] = (packed[at] ?? 0) ^ 0xff;
    return packed;
  },
};

test('no damaged file crashes, hangs or touches what was there before', { timeout: TEST_MILLISECONDS }, async () => {
  const known = 'date,gpu_type,gpu_hours,cost\n2026-01-01,H100,1,12.5\n';
  const { importId } = await importText(database, 'known.csv', known);
  const names = Object.keys(MUTATIONS);
  const failures: string[] = [];
  for (let index = 0; index < FILES; index += 1) {
    const fixture = FIXTURE_FILES[below(FIXTURE_FILES.length)];
    const name = names[index % names.length];
    if (fixture === undefined || name === undefined) continue;
    const what = `${String(index)}: ${fixture.format}/${fixture.file}, ${name}`;
    const damaged = MUTATIONS[name]?.(new Uint8Array(readFileSync(fixture.path))) ?? new Uint8Array();
    const start = performance.now();
    try {
      const file = bytesSourceFile(`d'amaged "${String(index)}".csv`, damaged);
      const outcomes = await importParts(database, file, { importedAt: IMPORTED_AT, parquetModule });
      for (const { report } of outcomes) {
        const { rowsRead, rowsKept, rowsRefused, rowsDuplicate } = report;
        if (rowsRead !== rowsKept + rowsRefused + rowsDuplicate) failures.push(`${what}: rows do not add up`);
        if (report.format === null && (report.problem ?? '') === '') failures.push(`${what}: refused without a reason`);
      }
    } catch (error) {
      failures.push(`${what}: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`);
    }
    if (performance.now() - start > LONGEST_IMPORT_MILLISECONDS) failures.push(`${what}: took too long`);
  }
  expect(failures).toEqual([]);
  expect(await totals(database, importId ?? 0)).toMatchObject({ billed: { USD: '12.5' } });
});
