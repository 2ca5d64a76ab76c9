import { missingImports } from '../../shared/data/import/activeImports.ts';
import { readUntaggedShares } from '../../shared/data/attribution.ts';
import { readCoverage } from '../../shared/data/coverage.ts';
import type { ImportOptions } from '../../shared/data/import/importFile.ts';
import { dropOtherImports } from '../../shared/data/import/compact.ts';
import { readGpuWorkloads } from '../../shared/data/gpu.ts';
import { readReconciliation } from '../../shared/data/reconcile/readReconciliation.ts';
import { importParts } from '../../shared/data/import/importParts.ts';
import { setActiveImports } from '../../shared/data/sql/imports.ts';
import { readRatesInUse, readUsageRows } from '../../shared/data/drill.ts';
import { readPricingHistory } from '../../shared/data/priceKeys.ts';
import { SCOPE_DIMENSIONS } from '../../shared/engine/types.ts';
import { settle, type SettlementTerms } from '../../shared/data/settle.ts';
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
import { sourceSha256 } from '../../shared/data/source/sha256.ts';
import { previewTable } from '../../shared/data/preview.ts';
import { byteSize } from '../../shared/units/format.ts';
import type { ReadableDatabase } from '../../shared/data/database.ts';
import { zoneOffsets } from '../../shared/units/timeZones.ts';
import type { DataApi, DataSummary, ImportedFile } from './dataApi.ts';
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
/** The imports that the document counts. */
let activeIds: readonly number[] = [];

function opened(): PageDatabase {
  if (current === null) throw new Error('No project is open.');
  return current.database;
}

async function holdAgainst(importIds: readonly number[]): Promise<void> {
  for (const statement of setActiveImports(importIds)) await opened().writer.execute(statement);
}

async function importOne(
  file: File,
  common: Omit<ImportOptions, 'signal'>,
  position: string,
  context: CallContext,
): Promise<readonly Omit<ImportedFile, 'fileIndex'>[]> {
  const { signal, progress } = context;
  const size = byteSize(file.size);
  const source = pageSourceFile(file);
  progress({ share: 0, text: `${position}${file.name}, ${size}` });
  const tell = (bytes: number): void => {
    progress({ share: bytes / file.size, text: `${position}${file.name}, ${byteSize(bytes)} of ${size}` });
  };
  opened().onReading(tell);
  let isParsing = false;
  const onReading = (bytes: number, total: number): void => {
    isParsing = bytes < total;
    tell(bytes);
  };
  const imports = async () => {
    try {
      return await importParts(opened().writer, source, { ...common, signal, onReading });
    } finally {
      isParsing = false;
    }
  };
  try {
    // DuckDB works in a worker of its own, so this one has time to hash the same bytes beside it; but where it parses the
    // file itself, DuckDB would wait for the next rows, so it hashes afterwards, while they are aggregated.
    const [outcomes, sha256] = await Promise.all([
      imports(),
      sourceSha256(source, { signal, isBusy: () => isParsing }),
    ]);
    return outcomes.map((outcome) => ({ bytes: file.size, sha256, ...outcome }));
  } finally {
    opened().onReading(null);
  }
}

async function select(terms: SettlementTerms): Promise<DataSummary> {
  const { importIds, timezone } = terms;
  const { writer, reader } = opened();
  const { book, findings: matchFindings } = await settle(writer, terms);
  activeIds = importIds;
  const [extent, totals, billed, unpriced, findings] = await Promise.all([
    readExtent(reader),
    readSpend(reader, { bucket: null, by: [], filter: EVERYTHING, offsets: [] }),
    readBilled(reader, EVERYTHING, []),
    readUnpriced(reader),
    totalFindings(reader, timezone),
  ]);
  const dimensionValues = await readDimensionValues(reader, SCOPE_DIMENSIONS);
  return {
    dimensionValues,
    untagged: await readUntaggedShares(reader),
    reconciliation: await readReconciliation(reader),
    coverage: await readCoverage(reader, timezone, extent),
    gpuWorkloads: await readGpuWorkloads(reader),
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

/** How far the zone is from UTC over the span of the rows; none for UTC itself. */
async function offsetsOf(reader: ReadableDatabase, timezone: string): Promise<ReturnType<typeof zoneOffsets>> {
  if (timezone === 'UTC') return [];
  const { from, to } = await readExtent(reader);
  return from === null || to === null ? [] : zoneOffsets(timezone, from, to);
}

const api: DataApi = {
  open: ({ project, dataRevision, download }) =>
    exclusively(async () => {
      await current?.close();
      current = null;
      current = { ...(await openProject(project, dataRevision, download)), project };
      return { access: current.access, isAhead: current.isAhead };
    }),
  importFiles: async ({ files, importedAt, formats, mappings, pseudonymKey }, context) => {
    const imported: ImportedFile[] = [];
    const common = {
      importedAt,
      parquetModule,
      savedMappings: mappings,
      ...(pseudonymKey === null ? {} : { pseudonymKey }),
    };
    if (current !== null) await noteChange(current.project);
    try {
      for (const [index, file] of files.entries()) {
        context.signal.throwIfAborted();
        const position = files.length === 1 ? '' : `${String(index + 1)} of ${String(files.length)}: `;
        const format = formats[file.name];
        const options = format === undefined ? common : { ...common, format };
        const parts = await exclusively(() => importOne(file, options, position, context));
        imported.push(...parts.map((part) => ({ fileIndex: index, ...part })));
        // The next file is held against those before it; what counts in the end the document decides.
        const taken = imported.flatMap(({ importId }) => (importId === null ? [] : [importId]));
        await exclusively(() => holdAgainst([...activeIds, ...taken]));
      }
    } finally {
      await exclusively(() => holdAgainst(activeIds));
    }
    return imported;
  },
  preview: ({ file }) => previewTable(pageSourceFile(file)),
  models: async () => [...(await createPriceBook()).models()].sort(),
  select: (terms) => exclusively(() => select(terms)),
  spend: async ({ timezone, ...query }) => {
    const { reader } = opened();
    return readSpend(reader, { ...query, offsets: await offsetsOf(reader, timezone) });
  },
  drill: async ({ filter, offset }) => {
    const { reader } = opened();
    const [{ rows, total }, rates] = await Promise.all([
      readUsageRows(reader, filter, { limit: DRILL_ROWS, offset }),
      readRatesInUse(reader, filter),
    ]);
    return { rows, total, rates };
  },
  save: ({ project, revision, upload }) => exclusively(() => saveProject(opened(), project, revision, upload)),
  compact: ({ keep }) =>
    exclusively(async () => {
      if (current !== null) await noteChange(current.project);
      return dropOtherImports(opened().writer, keep);
    }),
  connect: async ({ port }) => {
    serveDatabase(port, () => opened().reader);
  },
};

serve(workerEndpoint, api);
