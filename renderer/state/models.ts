import type { StateCreator } from 'zustand/vanilla';
import { evaluationsOf } from '../../shared/catalog/benchmarks/evaluations.ts';
import type { CustomRate } from '../../shared/catalog/prices/corrections.ts';
import { writeCustomRates } from '../../shared/catalog/prices/customRatesCsv.ts';
import type { RateInUse } from '../../shared/data/drill.ts';
import type { PriceHistory } from '../../shared/plan/priceHistory.ts';
import type { SwapComparison } from '../../shared/plan/swaps.ts';
import type { DatasetSlice } from './dataset.ts';
import type { DocumentSlice } from './document.ts';
import type { JobsSlice } from './jobs.ts';
import type { Ports } from './ports.ts';
import { SEED, type ResultsSlice } from './results.ts';
import type { Loaded } from './types.ts';
import type { UiSlice } from './ui.ts';

/** What the Models view asks the workers for: nothing of it is saved. */
export type ModelsSlice = {
  /** Who could do the work of a model in use for less; null where there is nothing to compare. */
  readonly swaps: Loaded<SwapComparison | null>;
  /** Model in use whose work is compared; null takes the one with most spend. */
  readonly swapWorkload: string | null;
  readonly ratesInUse: readonly RateInUse[];
  readonly priceHistory: PriceHistory | null;
  readonly chooseWorkload: (model: string) => void;
  /** Asks again for everything that the view shows. Late answers are dropped. */
  readonly loadModels: () => Promise<void>;
  readonly showPriceHistory: (model: string) => Promise<void>;
  /** Adds a file of own rates to the document; what is refused is told, line by line. */
  readonly importRates: (file: File) => Promise<void>;
  /** Sets an own rate at its place, or adds it where `index` is null; a rate out of bounds is refused with what to do. */
  readonly putRate: (rate: CustomRate, index: number | null) => Promise<void>;
  /** Adds a file of own evaluation results to the document. */
  readonly importScores: (file: File) => Promise<void>;
};

const SWAP_DRAWS = 200;
const EVERYTHING = { where: {}, from: null, to: null };
const REFUSALS_TOLD = 8;

type Slices = ModelsSlice & DocumentSlice & DatasetSlice & JobsSlice & ResultsSlice & UiSlice;

type Refusal = { readonly line: number; readonly reason: string };

const told = (refusals: readonly Refusal[]): string =>
  [
    ...refusals.slice(0, REFUSALS_TOLD).map(({ line, reason }) => `Line ${String(line)}: ${reason}`),
    ...(refusals.length > REFUSALS_TOLD ? [`and ${String(refusals.length - REFUSALS_TOLD)} more`] : []),
  ].join(' ');

const rowsOf = (rows: number): string => (rows === 1 ? '1 row' : `${String(rows)} rows`);

export const createModelsSlice =
  (ports: Ports): StateCreator<Slices, [], [], ModelsSlice> =>
  (set, get) => {
    let asked = 0;
    /** The model whose prices were asked for last: neither an answer on its way nor a reload takes its place. */
    let wanted: string | null = null;

    const report = (name: string, kept: number, refusals: readonly Refusal[]): void => {
      if (refusals.length > 0)
        get().notify('error', `${name}: ${rowsOf(refusals.length)} not taken over`, told(refusals));
      if (kept > 0) get().notify('success', `${name}: ${rowsOf(kept)} taken over`);
    };

    return {
      swaps: { status: 'idle' },
      swapWorkload: null,
      ratesInUse: [],
      priceHistory: null,
      chooseWorkload: (swapWorkload) => {
        set({ swapWorkload });
      },
      loadModels: async () => {
        asked += 1;
        const ask = asked;
        const { document, dataset, swaps, swapWorkload: workload, view } = get();
        if (view !== 'models' || dataset.status !== 'ready') return;
        const previous = swaps.status === 'ready' ? swaps.value : null;
        set({ swaps: { status: 'loading', previous } });
        // What is paid is known at once; who could do it for less is drawn meanwhile.
        const { rates } = await ports.data.call('drill', { filter: EVERYTHING, offset: 0 });
        if (ask !== asked) return;
        set({ ratesInUse: rates });
        // The user may have picked another one meanwhile.
        const benchmark = get().pickedBenchmark;
        if (benchmark !== null) await get().pickBenchmark(benchmark);
        if (ask !== asked) return;
        const value = await ports.compute.call('swaps', {
          document,
          benchmark,
          workload,
          seed: SEED,
          draws: SWAP_DRAWS,
        });
        if (ask !== asked) return;
        set({ swaps: { status: 'ready', value } });
        const shown = wanted ?? value?.workload;
        if (shown !== undefined) await get().showPriceHistory(shown);
      },
      showPriceHistory: async (model) => {
        wanted = model;
        const priceHistory = await ports.compute.call('priceHistory', { document: get().document, model });
        if (wanted === model) set({ priceHistory });
      },
      importRates: async (file) => {
        const text = await file.text();
        const { rates, refusals } = await ports.compute.call('readRates', { text, today: get().today() });
        if (rates.length > 0) {
          get().edit(`Own rates of ${file.name}`, (draft) => {
            draft.prices.rates.push(...rates);
          });
        }
        report(file.name, rates.length, refusals);
      },
      putRate: async (rate, index) => {
        const text = writeCustomRates([rate]);
        const { refusals } = await ports.compute.call('readRates', { text, today: get().today() });
        const [refused] = refusals;
        if (refused !== undefined) {
          get().notify('error', 'The rate was not taken over', refused.reason);
          return;
        }
        get().edit(index === null ? 'Add an own rate' : 'Change an own rate', (draft) => {
          if (index === null) draft.prices.rates.push(rate);
          else draft.prices.rates[index] = rate;
        });
      },
      importScores: async (file) => {
        const text = await file.text();
        const { scores, refusals } = await ports.compute.call('readScores', { text, fileName: file.name });
        if (scores.length > 0) {
          get().edit(`Own results of ${file.name}`, (draft) => {
            draft.evaluations.push(...evaluationsOf(scores));
          });
        }
        report(file.name, scores.length, refusals);
      },
    };
  };
