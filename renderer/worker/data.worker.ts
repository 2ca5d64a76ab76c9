import { activateImports, missingImports } from '../../shared/data/import/activeImports.ts';
import { importParts } from '../../shared/data/import/importParts.ts';
import { readRatesInUse, readUsageRows } from '../../shared/data/drill.ts';
import { matchPriceKeys, readPricingHistory } from '../../shared/data/priceKeys.ts';
import { SCOPE_DIMENSIONS } from '../../shared/engine/types.ts';
import {
  EVERYTHING,
  readBilled,
  readDimensionValues,
  readExtent,
  readSpend,
  readUnpriced,
} from '../../shared/data/spend.ts';
import { totalFindings } from '../../shared/data/totalFindings.ts';
import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import { byteSize } from '../../shared/units/format.ts';
import { zoneOffsets } from '../../shared/units/timeZones.ts';
import type { DataApi, DataSelection, DataSummary, ImportedFile } from './dataApi.ts';
import { serveDatabase } from './databasePort.ts';
import { createExclusive } from './exclusive.ts';
import { pageSourceFile } from './pageFiles.ts';
import type { PageDatabase } from './duckdb.ts';
import { parquetModule } from './parquetModule.ts';
import { noteChange, openProject, saveProject, type OpenedProject } from './projectData.ts';
import { serve, workerEndpoint, type CallContext } from './rpc.ts';

/** The data worker: owns the project's database. Imports run one after the other; reads go on beside them. */
const DRILL_ROWS = 40;
let current: (OpenedProject & { readonly project: string }) | null = null;
const exclusively = createExclusive();

function opened(): PageDatabase {
  if (current === null) throw new Error('No project is open.');
  return current.database;
}

async function importOne(
  file: File,
  format: string | undefined,
  importedAt: string,
  position: string,
  context: CallContext,
): Promise<readonly ImportedFile[]> {
  const { signal, progress } = context;
  const size = byteSize(file.size);
  progress({ share: 0, text: `${position}${file.name}, ${size}` });
  opened().onReading((bytes) => {
    progress({ share: bytes / file.size, text: `${position}${file.name}, ${byteSize(bytes)} of ${size}` });
  });
  try {
    const options = { importedAt, signal, parquetModule, ...(format === undefined ? {} : { format }) };
    const outcomes = await importParts(opened().writer, pageSourceFile(file), options);
    return outcomes.map((outcome) => ({ bytes: file.size, ...outcome }));
  } finally {
    opened().onReading(null);
  }
}

async function select({ importIds, corrections }: DataSelection): Promise<DataSummary> {
  const { writer, reader } = opened();
  const book = await createPriceBook(corrections);
  const matchFindings = await matchPriceKeys(writer, book);
  await activateImports(writer, importIds);
  const [extent, totals, billed, unpriced, findings] = await Promise.all([
    readExtent(reader),
    readSpend(reader, { bucket: null, by: [], filter: EVERYTHING, offsets: [] }),
    readBilled(reader, EVERYTHING, []),
    readUnpriced(reader),
    totalFindings(reader),
  ]);
  const dimensionValues = await readDimensionValues(reader, SCOPE_DIMENSIONS);
  return {
    dimensionValues,
    missingImports: await missingImports(reader, importIds),
    extent,
    totals: totals[0] ?? null,
    billed,
    unpriced,
    priceBookVersion: book.version,
    pricingHistory: await readPricingHistory(reader),
    findings: [...findings, ...matchFindings],
  };
}

const api: DataApi = {
  open: ({ project, dataRevision, download }) =>
    exclusively(async () => {
      await current?.close();
      current = null;
      current = { ...(await openProject(project, dataRevision, download)), project };
      return { access: current.access, isAhead: current.isAhead };
    }),
  importFiles: async ({ files, importedAt, formats }, context) => {
    const imported: ImportedFile[] = [];
    if (current !== null) await noteChange(current.project);
    for (const [index, file] of files.entries()) {
      context.signal.throwIfAborted();
      const position = files.length === 1 ? '' : `${String(index + 1)} of ${String(files.length)}: `;
      const format = formats[file.name];
      imported.push(...(await exclusively(() => importOne(file, format, importedAt, position, context))));
    }
    return imported;
  },
  models: async () => [...(await createPriceBook()).models()].sort(),
  select: (selection) => exclusively(() => select(selection)),
  spend: async ({ timezone, ...query }) => {
    const { reader } = opened();
    const { from, to } = await readExtent(reader);
    const offsets = from === null || to === null ? [] : zoneOffsets(timezone, from, to);
    return readSpend(reader, { ...query, offsets });
  },
  drill: async ({ filter }) => {
    const { reader } = opened();
    const [{ rows, total }, rates] = await Promise.all([
      readUsageRows(reader, filter, { limit: DRILL_ROWS, offset: 0 }),
      readRatesInUse(reader, filter),
    ]);
    return { rows, total, rates };
  },
  save: ({ project, revision, upload }) => exclusively(() => saveProject(opened(), project, revision, upload)),
  connect: async ({ port }) => {
    serveDatabase(port, () => opened().reader);
  },
};

serve(workerEndpoint, api);
