import type { StateCreator } from 'zustand/vanilla';
import type { PlanResults, QualityComparison } from '../../shared/plan/results.ts';
import type { PlanDocument } from '../../shared/model/document.ts';
import type { LiveFan } from '../../shared/plan/liveFan.ts';
import type { DatasetSlice } from './dataset.ts';
import { exportDeck, hasSameNumbers, type DeckKind } from './deckExport.ts';
import type { DocumentSlice } from './document.ts';
import type { JobContext, JobsSlice } from './jobs.ts';
import type { Ports } from './ports.ts';
import type { Loaded } from './types.ts';
import type { UiSlice } from './ui.ts';

/** What follows from document and data. Never saved: it is computed again. */
export type ResultsSlice = {
  readonly plan: Loaded<PlanResults>;
  /** The fan of the scenario whose levers are being turned, until the full results of the same levers are there. */
  readonly liveFan: LiveFan | null;
  /** Quality against cost on a benchmark the user picked; null shows the plan's own. */
  readonly pickedQuality: QualityComparison | null;
  /** What the user picked last; its comparison may still be on its way. */
  readonly pickedBenchmark: string | null;
  readonly computePlan: () => Promise<void>;
  /** Draws the fan of the chosen scenario anew; of changes that come meanwhile only the last one counts. */
  readonly drawLiveFan: () => Promise<void>;
  readonly pickBenchmark: (benchmark: string) => Promise<void>;
  /** Writes the deck to a file of the user's choice. */
  readonly exportDeck: (kind: DeckKind) => Promise<void>;
};

export const SEED = 1;
/** Enough for a band that does not jump while a lever is turned. */
const LIVE_DRAWS = 100;
/** A first look while the user is still editing, then the full number of draws. */
const FIRST_DRAWS = 200;
const FULL_DRAWS = 1000;

type Slices = ResultsSlice & DocumentSlice & DatasetSlice & JobsSlice & UiSlice;

export const createResultsSlice =
  (ports: Ports): StateCreator<Slices, [], [], ResultsSlice> =>
  (set, get) => {
    let cancelRunning = (): void => undefined;
    let picks = 0;
    let isDrawing = false;
    let drawsAgain = false;
    let computed: { readonly document: PlanDocument; readonly value: PlanResults } | null = null;

    return {
      plan: { status: 'idle' },
      liveFan: null,
      pickedQuality: null,
      pickedBenchmark: null,
      computePlan: async () => {
        // A newer question makes the answer to the older one worthless.
        cancelRunning();
        const { document, dataset, plan } = get();
        if (dataset.status !== 'ready') {
          set({ plan: { status: 'idle' } });
          return;
        }
        const previous = plan.status === 'ready' ? plan.value : plan.status === 'loading' ? plan.previous : null;
        set({ plan: { status: 'loading', previous } });
        const compute = async (draws: number, { signal, onProgress }: JobContext): Promise<void> => {
          const question = { document, revision: dataset.revision, seed: SEED, draws };
          const value = await ports.compute.call('plan', question, { signal, onProgress });
          computed = { document, value };
          set({ plan: { status: 'ready', value }, ...(get().document === document ? { liveFan: null } : {}) });
        };
        await get().runJob('Compute the plan', async (context) => {
          cancelRunning = context.cancel;
          await compute(FIRST_DRAWS, context);
          await compute(FULL_DRAWS, context);
        });
        if (get().plan.status === 'loading' && get().document === document) {
          set({ plan: previous === null ? { status: 'idle' } : { status: 'ready', value: previous } });
        }
      },
      drawLiveFan: async () => {
        if (isDrawing) {
          drawsAgain = true;
          return;
        }
        isDrawing = true;
        try {
          const { document, dataset, selectedScenarioId } = get();
          const { scenarios } = document;
          const scenario = scenarios.find(({ id }) => id === selectedScenarioId) ?? scenarios[0];
          if (scenario === undefined || dataset.status !== 'ready') return;
          const question = { scenarioId: scenario.id, revision: dataset.revision, seed: SEED, draws: LIVE_DRAWS };
          const fan = await ports.compute.call('fan', { document, ...question });
          // The full results may have come first; a fan of the same levers would only be less exact.
          if (computed?.document !== get().document) set({ liveFan: fan });
        } catch {
          // The full results, which follow, tell what is wrong.
          set({ liveFan: null });
        } finally {
          isDrawing = false;
        }
        if (drawsAgain) {
          drawsAgain = false;
          await get().drawLiveFan();
        }
      },
      pickBenchmark: async (benchmark) => {
        picks += 1;
        const pick = picks;
        set({ pickedBenchmark: benchmark });
        const { document } = get();
        const pickedQuality = await ports.compute.call('quality', { document, benchmark });
        // A later pick makes this answer worthless, also where it comes after the later one's.
        if (pick === picks) set({ pickedQuality });
      },
      exportDeck: (kind) => {
        const { document, plan } = get();
        const isCurrent =
          plan.status === 'ready' &&
          plan.value === computed?.value &&
          plan.value.draws === FULL_DRAWS &&
          hasSameNumbers(computed.document, document);
        const inputHash = isCurrent ? plan.value.inputHash : null;
        return exportDeck(ports, get, kind, { seed: SEED, draws: FULL_DRAWS, inputHash });
      },
    };
  };
