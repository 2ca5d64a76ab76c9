import type { StateCreator } from 'zustand/vanilla';
import { shallow } from 'zustand/shallow';
import type { SpendFilter } from '../../shared/data/sql/spend.ts';
import type { Drill } from '../worker/dataApi.ts';
import type { SpendRow } from '../../shared/data/spend.ts';
import { messageOf } from './jobs.ts';
import type { DatasetSlice } from './dataset.ts';
import type { DocumentSlice } from './document.ts';
import type { Ports } from './ports.ts';
import type { Loaded } from './types.ts';
import type { UiSlice } from './ui.ts';

/** What the Explore view and the Data view draw, for the current scope and period. */
export type ExploreRows = {
  /** By time bucket and the chosen dimension. */
  readonly overTime: readonly SpendRow[];
  /** By the chosen dimension alone. */
  readonly byDimension: readonly SpendRow[];
  readonly total: SpendRow | null;
  /** By month, alone and with the chosen dimension: what moved, and what a unit costs. */
  readonly months: readonly SpendRow[];
  readonly monthsByDimension: readonly SpendRow[];
};

export type ExploreSlice = {
  readonly explore: Loaded<ExploreRows>;
  readonly loadExplore: () => Promise<void>;
  /** The price rows and one page of the usage rows behind a number. */
  readonly readDrill: (filter: SpendFilter, offset: number) => Promise<Drill>;
};

export const createExploreSlice =
  (ports: Ports): StateCreator<ExploreSlice & UiSlice & DatasetSlice & DocumentSlice, [], [], ExploreSlice> =>
  (set, get) => {
    let asked = 0;
    /** What the rows that are there were read for. */
    let answered: readonly unknown[] = [];
    return {
      explore: { status: 'idle' },
      readDrill: (filter, offset) => ports.data.call('drill', { filter, offset }),
      loadExplore: async () => {
        const { explore, exploreSettings, scope, period, document, dataset } = get();
        const inputs = [exploreSettings, scope, period, document.reporting, dataset.revision];
        if (explore.status === 'ready' && shallow(inputs, answered)) return;
        asked += 1;
        const ask = asked;
        const query = { filter: { where: scope, ...period }, timezone: document.reporting.timezone };
        const previous = explore.status === 'ready' ? explore.value : null;
        set({ explore: { status: 'loading', previous } });
        try {
          const [overTime, byDimension, total, months, monthsByDimension] = await Promise.all([
            ports.data.call('spend', { ...query, bucket: exploreSettings.bucket, by: [exploreSettings.by] }),
            ports.data.call('spend', { ...query, bucket: null, by: [exploreSettings.by] }),
            ports.data.call('spend', { ...query, bucket: null, by: [] }),
            ports.data.call('spend', { ...query, bucket: 'month', by: [] }),
            ports.data.call('spend', { ...query, bucket: 'month', by: [exploreSettings.by] }),
          ]);
          if (ask === asked) {
            answered = inputs;
            set({
              explore: {
                status: 'ready',
                value: { overTime, byDimension, total: total[0] ?? null, months, monthsByDimension },
              },
            });
          }
        } catch (error) {
          if (ask === asked) set({ explore: { status: 'failed', message: messageOf(error) } });
        }
      },
    };
  };
