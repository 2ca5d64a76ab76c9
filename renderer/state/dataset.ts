import type { StateCreator } from 'zustand/vanilla';
import { correctionsOf } from '../../shared/catalog/prices/corrections.ts';
import { mergeFindings } from '../../shared/units/findings.ts';
import { byteSize } from '../../shared/units/format.ts';
import type { PlanDocument } from '../../shared/model/document.ts';
import type { DocumentSlice } from './document.ts';
import type { JobsSlice } from './jobs.ts';
import type { Ports } from './ports.ts';
import type { DatasetState } from './types.ts';
import type { GenericMapping } from '../../shared/model/mapping.ts';
import type { FilePreview } from '../../shared/data/preview.ts';
import type { DimensionValues, ImportedFile } from '../worker/dataApi.ts';

export type DatasetSlice = {
  readonly dataset: DatasetState;
  /** Values of each dimension that a scope may name. */
  readonly dimensionValues: DimensionValues;
  /** Keys of all models with a price, for fields that name one. */
  readonly models: readonly string[];
  /**
   * Reads files into the project. What could be read counts from then on; the rest is in the reports. False when it was
   * cancelled or failed as a whole.
   */
  readonly importFiles: (files: readonly File[], formats?: Readonly<Record<string, string>>) => Promise<boolean>;
  /** Files of this session by name, so that one can be read in another way without being picked again. */
  readonly openedFiles: ReadonlyMap<string, File>;
  /** Reads a file of this session as another format, in place of how it was read before. */
  readonly readAs: (name: string, format: string) => Promise<void>;
  readonly previewFile: (name: string) => Promise<FilePreview | null>;
  /** Keeps a mapping in the project and reads the file by it. */
  readonly readByMapping: (name: string, mapping: GenericMapping) => Promise<void>;
  /** Opens the invented company's exports and its plan. */
  readonly openSample: () => Promise<void>;
  /** Asks the data worker what counts now. Late answers are dropped. */
  readonly refreshDataset: () => Promise<void>;
};

const pseudonymKeyOf = ({ privacy }: PlanDocument): string | null =>
  privacy.pseudonymise && privacy.key !== '' ? privacy.key : null;

/** Told of every file that was read, with what came of it. */
type Taking = { readonly noteTaken: (files: readonly File[], imported: readonly ImportedFile[]) => Promise<void> };
type Slices = DatasetSlice & DocumentSlice & JobsSlice & Taking;

export const createDatasetSlice =
  (ports: Ports): StateCreator<Slices, [], [], DatasetSlice> =>
  (set, get) => {
    let asked = 0;
    let pending: { readonly document: PlanDocument; readonly answer: Promise<void> } | null = null;

    const takeOver = (imported: readonly ImportedFile[]): void => {
      const taken = imported.flatMap(({ importId, report, bytes, sha256 }) =>
        importId === null || report.format === null
          ? []
          : [
              {
                kind: 'import' as const,
                importId,
                file: report.file,
                format: report.format,
                rowCount: report.rowsKept,
                from: report.from,
                to: report.to,
                importedAt: ports.now().toISOString(),
                sizeBytes: bytes,
                sha256,
                ...(report.mapping === undefined ? {} : { mapping: report.mapping }),
                supersedes: report.replaced.map(({ importId }) => importId),
              },
            ],
      );
      for (const { report } of imported) {
        if (report.format === null) get().notify('error', `${report.file} was not opened`, report.problem ?? '');
      }
      for (const { importId, report } of imported) {
        const known = report.findings.find(({ code }) => code === 'already-imported');
        if (importId === null && known !== undefined)
          get().notify('info', `${report.file} changed nothing`, known.message);
      }
      set(({ dataset }) => ({
        dataset: { ...dataset, reports: [...imported.map(({ report }) => report), ...dataset.reports] },
      }));
      if (taken.length > 0) {
        get().edit(`Open ${taken.length === 1 ? (taken[0]?.file ?? '') : `${String(taken.length)} files`}`, (draft) => {
          draft.sources.push(...taken);
        });
      }
    };

    const importsOf = (name: string): readonly number[] =>
      get().document.sources.flatMap((source) =>
        source.kind === 'import' && source.file === name ? [source.importId] : [],
      );
    const takeOut = (label: string, importIds: readonly number[]): void => {
      get().edit(label, (draft) => {
        draft.sources = draft.sources.filter(
          (source) => source.kind !== 'import' || !importIds.includes(source.importId),
        );
      });
    };

    const refresh = async (): Promise<void> => {
      asked += 1;
      const ask = asked;
      const { document } = get();
      const importIds = document.sources.flatMap((source) => (source.kind === 'import' ? [source.importId] : []));
      const summary = await ports.data.call('select', {
        importIds,
        corrections: correctionsOf(document),
        exchangeRates: document.exchangeRates,
        dimensionRules: document.dimensionRules,
        timezone: document.reporting.timezone,
      });
      if (ask !== asked) return;
      if (get().models.length === 0) set({ models: await ports.data.call('models', {}) });
      set(({ dataset }) => ({
        dimensionValues: summary.dimensionValues,
        dataset: {
          ...dataset,
          status: importIds.length === 0 ? 'empty' : 'ready',
          revision: dataset.revision + 1,
          summary,
          findings: mergeFindings(summary.findings),
        },
      }));
    };

    return {
      dataset: { status: 'opening', revision: 0, summary: null, reports: [], findings: [] },
      dimensionValues: {},
      models: [],
      openedFiles: new Map(),
      readAs: async (name, format) => {
        const file = get().openedFiles.get(name);
        if (file === undefined) return;
        const before = importsOf(name);
        await get().importFiles([file], { [name]: format });
        if (importsOf(name).length > before.length) takeOut(`Read ${name} as ${format}`, before);
      },
      previewFile: async (name) => {
        const file = get().openedFiles.get(name);
        return file === undefined ? null : ports.data.call('preview', { file });
      },
      readByMapping: async (name, mapping) => {
        const file = get().openedFiles.get(name);
        get().edit(`Map the columns of ${name}`, (draft) => {
          draft.mappings = [...draft.mappings.filter((known) => known.name !== mapping.name), mapping];
        });
        if (file !== undefined) await get().importFiles([file]);
      },
      importFiles: async (files, formats = {}) => {
        set(({ openedFiles }) => ({
          openedFiles: new Map([...openedFiles, ...files.map((file) => [file.name, file] as const)]),
        }));
        const title = files.length === 1 ? `Open ${files[0]?.name ?? ''}` : `Open ${String(files.length)} files`;
        const imported = await get().runJob(title, ({ signal, onProgress }) => {
          // Said at once: the worker may be busy with the last question for a moment.
          const [first] = files;
          if (first !== undefined) onProgress({ share: 0, text: `${first.name}, 0 B of ${byteSize(first.size)}` });
          return ports.data.call(
            'importFiles',
            {
              files,
              importedAt: ports.now().toISOString(),
              formats,
              mappings: get().document.mappings,
              pseudonymKey: pseudonymKeyOf(get().document),
            },
            { signal, onProgress },
          );
        });
        if (imported === null) return false;
        takeOver(imported);
        await get().noteTaken(files, imported);
        return true;
      },
      openSample: async () => {
        const { document, files } = await ports.host('samples:open', {});
        const opened = await Promise.all(
          files.map(async ({ name, download }) => new File([await (await ports.fetchBlob(download)).blob()], name)),
        );
        get().adoptPlan(document);
        await get().importFiles(opened);
      },
      refreshDataset: () => {
        // Opening a project asks, and so does the document that it puts in place: one answer serves both.
        const { document } = get();
        if (pending?.document !== document) {
          const current = { document, answer: refresh() };
          pending = current;
          const settle = (): void => {
            if (pending === current) pending = null;
          };
          current.answer.then(settle, settle);
        }
        return pending.answer;
      },
    };
  };
