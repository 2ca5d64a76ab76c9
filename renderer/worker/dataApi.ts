import type { GenericMapping } from '../../shared/model/mapping.ts';
import type { UntaggedShares } from '../../shared/data/attribution.ts';
import type { Coverage } from '../../shared/data/coverage.ts';
import type { FilePreview } from '../../shared/data/preview.ts';
import type { RateInUse, UsageRow } from '../../shared/data/drill.ts';
import type { PricingEntry } from '../../shared/data/priceKeys.ts';
import type { GpuWorkload } from '../../shared/data/gpu.ts';
import type { ReconciledMonth } from '../../shared/data/reconcile/reconcile.ts';
import type { ImportReport } from '../../shared/data/import/report.ts';
import type { SettlementTerms } from '../../shared/data/settle.ts';
import type { Extent, SpendRow, UnpricedModel } from '../../shared/data/spend.ts';
import type { Bucket, SpendFilter } from '../../shared/data/sql/spend.ts';
import type { Dimension } from '../../shared/data/usageColumns.ts';
import type { Finding } from '../../shared/units/findings.ts';
import type { CallContext } from './rpc.ts';

export type ImportedFile = {
  /** Which of the files given it comes from, from 0; an archive gives several. */
  readonly fileIndex: number;
  readonly importId: number | null;
  readonly bytes: number;
  readonly sha256: string;
  readonly report: ImportReport;
};

/** What is known of all active imports together. */
export type DataSummary = {
  readonly extent: Extent;
  readonly totals: SpendRow | null;
  readonly billed: Readonly<Record<string, string>>;
  readonly unpriced: readonly UnpricedModel[];
  readonly priceBookVersion: string;
  /** Which price books made the totals, and from when on. */
  readonly pricingHistory: readonly PricingEntry[];
  /** Values of each dimension that scopes offer, most spend first. */
  readonly dimensionValues: DimensionValues;
  readonly findings: readonly Finding[];
  /** Share of the money that no team, feature, environment or customer claims. */
  readonly untagged: UntaggedShares;
  /** Invoice, usage and gateway side by side, by account and month. */
  readonly reconciliation: readonly ReconciledMonth[];
  /** Which days each source covers, and how many of its rows count. */
  readonly coverage: Coverage;
  /** GPU hours and money by workload; empty where no such source is open. */
  readonly gpuWorkloads: readonly GpuWorkload[];
  /** Imports that the document names and the data does not hold. */
  readonly missingImports: readonly number[];
};

export type DimensionValues = Readonly<Partial<Record<Dimension, readonly string[]>>>;

export type SpendQuery = {
  readonly bucket: Bucket | null;
  readonly by: readonly Dimension[];
  readonly filter: SpendFilter;
  readonly timezone: string;
};

/** What a number rests on: a page of its usage rows, how many there are, and the price rows. */
export type Drill = {
  readonly rows: readonly UsageRow[];
  readonly total: number;
  readonly rates: readonly RateInUse[];
};

/** What the data worker does for the page. All inputs and outputs are plain data. */
export type DataApi = {
  /** Opens the project's database; fetches the host's copy first when the page's own is missing or older. */
  readonly open: (
    input: { readonly project: string; readonly dataRevision: number; readonly download: string | null },
    context: CallContext,
  ) => Promise<{
    /** `read` where another window writes this project. */
    readonly access: 'write' | 'read';
    /** The page holds rows that the host has not: they are to be sent. */
    readonly isAhead: boolean;
  }>;
  readonly importFiles: (
    input: {
      readonly files: readonly File[];
      readonly importedAt: string;
      /** File name -> format id, where the user overrides recognition. */
      readonly formats: Readonly<Record<string, string>>;
      /** How files of no known format are read, where one of these fits. */
      readonly mappings: readonly GenericMapping[];
      /** Replaces people by pseudonyms; null keeps them as exported. */
      readonly pseudonymKey: string | null;
    },
    context: CallContext,
  ) => Promise<readonly ImportedFile[]>;
  /** Null where the file is no table. */
  readonly preview: (input: { readonly file: File }, context: CallContext) => Promise<FilePreview | null>;
  readonly select: (input: SettlementTerms, context: CallContext) => Promise<DataSummary>;
  /** Keys `provider/model` of everything the price book sells. */
  readonly models: (input: Record<string, never>, context: CallContext) => Promise<readonly string[]>;
  readonly spend: (input: SpendQuery, context: CallContext) => Promise<readonly SpendRow[]>;
  readonly drill: (
    input: { readonly filter: SpendFilter; readonly offset: number },
    context: CallContext,
  ) => Promise<Drill>;
  /** Sends the database file to the host. */
  readonly save: (
    input: { readonly project: string; readonly revision: number; readonly upload: string },
    context: CallContext,
  ) => Promise<void>;
  /** Drops the rows of all other imports; tells how many imports went. */
  readonly compact: (input: { readonly keep: readonly number[] }, context: CallContext) => Promise<number>;
  /** Lets another worker read through this port. */
  readonly connect: (input: { readonly port: MessagePort }, context: CallContext) => Promise<void>;
};
