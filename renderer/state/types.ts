import type { Finding } from '../../shared/units/findings.ts';
import type { ImportReport } from '../../shared/data/import/report.ts';
import type { Bucket, SpendFilter } from '../../shared/data/sql/spend.ts';
import type { Dimension } from '../../shared/data/usageColumns.ts';
import type { DataSummary } from '../worker/dataApi.ts';
export type { FilePreview } from '../../shared/data/preview.ts';
export type { DataSummary, Drill } from '../worker/dataApi.ts';

export const VIEWS = ['data', 'explore', 'forecast', 'scenarios', 'models', 'budgets', 'deck'] as const;
export type ViewName = (typeof VIEWS)[number];

export const VIEW_TITLES: Readonly<Record<ViewName, string>> = {
  data: 'Data',
  explore: 'Explore',
  forecast: 'Forecast',
  scenarios: 'Scenarios',
  models: 'Models',
  budgets: 'Budgets',
  deck: 'Deck',
};

/** Work that takes long enough to be shown: in the status bar, with a cancel button. */
export type Job = {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly share: number | null;
  readonly cancel: () => void;
};

/** Something that went wrong, said plainly, with what to do. */
export type Notice = {
  readonly id: string;
  readonly weight: 'error' | 'info' | 'success';
  readonly title: string;
  readonly detail: string;
  /** The one thing to do about it, as a button. */
  readonly action?: { readonly label: string; readonly run: () => void };
};

export type Measure = 'computed' | 'billed' | 'tokens' | 'requests';

export type ExploreSettings = {
  readonly by: Dimension;
  readonly bucket: Bucket;
  readonly measure: Measure;
};

export type Loaded<T> =
  | { readonly status: 'idle' }
  | { readonly status: 'loading'; readonly previous: T | null }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly message: string };

/** What the data worker has told: re-derived on every start, never saved. */
export type DatasetState = {
  readonly status: 'opening' | 'empty' | 'ready';
  /** Rises with every change of what counts, so that late answers can be told from current ones. */
  readonly revision: number;
  readonly summary: DataSummary | null;
  readonly reports: readonly ImportReport[];
  readonly findings: readonly Finding[];
};

export type Scope = SpendFilter['where'];
