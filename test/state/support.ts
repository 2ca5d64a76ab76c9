import { join } from 'node:path';
import { createWorkbenchStore, type WorkbenchStore } from '../../renderer/state/store.ts';
import type { Ports } from '../../renderer/state/ports.ts';
import type { DataApi } from '../../renderer/worker/dataApi.ts';
import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import { readRatesInUse, readUsageRows } from '../../shared/data/drill.ts';
import { matchPriceKeys } from '../../shared/data/priceKeys.ts';
import { readSpend } from '../../shared/data/spend.ts';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { activate, importPath, openPrepared } from '../data/support.ts';
import { root } from '../support/product.ts';

const PAGE = 40;

/** The reads of the data worker over the shipped DuckDB in this process. */
type Reads = Pick<DataApi, 'spend' | 'drill'>;

const readsOf = (database: NodeDatabase): Reads => ({
  spend: ({ bucket, by, filter }) => readSpend(database, { bucket, by, filter, offsets: [] }),
  drill: async ({ filter, offset }) => {
    const [{ rows, total }, rates] = await Promise.all([
      readUsageRows(database, filter, { limit: PAGE, offset }),
      readRatesInUse(database, filter),
    ]);
    return { rows, total, rates };
  },
});

/** The sample company's OpenAI usage, imported and priced. */
export async function sampleDatabase(): Promise<NodeDatabase> {
  const database = await openPrepared();
  const { importId } = await importPath(
    database,
    join(root, 'samples/openai_completions_usage_2025-08-01_2026-10-31.csv'),
  );
  await matchPriceKeys(database, await createPriceBook());
  await activate(database, importId);
  return database;
}

/** A store over real data, with a host that keeps nothing; `change` puts a test's own ports in place. */
export function testStore(database: NodeDatabase | null, change: Partial<Ports> = {}): WorkbenchStore {
  let ids = 0;
  const refuse = (name: string): Promise<never> => Promise.reject(new Error(`${name} is not part of this test`));
  const ports: Ports = {
    host: (channel) => refuse(channel),
    fetchBlob: () => refuse('fetchBlob'),
    saveExport: () => Promise.resolve(true),
    sendBlob: () => Promise.resolve(),
    downloadBlob: () => undefined,
    droppedFiles: () => Promise.resolve([]),
    givenFile: () => Promise.resolve(null),
    data: {
      call: (name, input) => {
        const reads = database === null ? null : readsOf(database);
        const context = { signal: new AbortController().signal, progress: () => undefined };
        // The name says which of the reads, and so the types of its input and output.
        if (reads === null || (name !== 'spend' && name !== 'drill')) return refuse(name);
        return reads[name](input as never, context) as never;
      },
    },
    compute: { call: (name) => refuse(name) },
    showProgress: () => undefined,
    showTheme: () => undefined,
    now: () => new Date('2026-11-21T10:00:00Z'),
    newId: () => `id-${String((ids += 1))}`,
    ...change,
  };
  return createWorkbenchStore(ports);
}
