import type { StateCreator } from 'zustand/vanilla';
import type { PresetId } from '../../shared/catalog/levers/presets.ts';
import type { Scenario } from '../../shared/engine/types.ts';
import { addScenario } from '../../shared/model/scenarios.ts';
import type { InversePlan, PlannedOption } from '../../shared/plan/inversePlan.ts';
import type { DocumentSlice } from './document.ts';
import type { JobsSlice } from './jobs.ts';
import type { Ports } from './ports.ts';
import { SEED } from './results.ts';
import type { UiSlice } from './ui.ts';

/** What "Find a way" has found: nothing yet, an answer, or why there is none. */
export type SearchState =
  | { readonly status: 'idle' }
  | { readonly status: 'searching' }
  | { readonly status: 'refused'; readonly reason: string }
  | { readonly status: 'found'; readonly plan: InversePlan };

export type QuestionsSlice = {
  readonly search: SearchState;
  /** Looks for the levers that keep a target, on top of a scenario; `withStandard` lets it use levers of its own. */
  readonly findAWay: (question: {
    readonly scenarioId: string;
    readonly target: string;
    readonly withStandard: boolean;
  }) => Promise<void>;
  readonly forgetSearch: () => void;
  /** Shows an answer as a scenario without an undo step, until another one is shown or it is adopted. */
  readonly previewOption: (option: PlannedOption) => void;
  /** Puts an answer into the plan, as one step. */
  readonly adoptScenario: (scenario: Scenario, label: string) => void;
  readonly addPreset: (preset: PresetId) => Promise<void>;
};

const SEARCH_DRAWS = 1000;

type Slices = QuestionsSlice & DocumentSlice & JobsSlice & UiSlice;

export const createQuestionsSlice =
  (ports: Ports): StateCreator<Slices, [], [], QuestionsSlice> =>
  (set, get) => ({
    search: { status: 'idle' },
    findAWay: async (question) => {
      get().cancelPreview();
      const { document } = get();
      set({ search: { status: 'searching' } });
      const answer = await get().runJob('Find a way', ({ signal, onProgress }) =>
        ports.compute.call(
          'search',
          { document, seed: SEED, draws: SEARCH_DRAWS, ...question },
          { signal, onProgress },
        ),
      );
      if (answer === null) set({ search: { status: 'idle' } });
      else if (answer.ok) set({ search: { status: 'found', plan: answer.value } });
      else set({ search: { status: 'refused', reason: answer.reason } });
    },
    forgetSearch: () => {
      get().cancelPreview();
      set({ search: { status: 'idle' } });
    },
    previewOption: ({ scenario }) => {
      get().preview((draft) => {
        // The scenario is plain data; the draft takes it over as it is, unless it was adopted before.
        const known = draft.scenarios as Scenario[];
        if (known.every(({ id }) => id !== scenario.id)) Object.assign(draft, { scenarios: [...known, scenario] });
      });
      get().selectScenario(scenario.id);
    },
    adoptScenario: (scenario, label) => {
      get().cancelPreview();
      const added = addScenario(get().document, scenario);
      if (!added.ok) {
        get().notify('error', `${scenario.name} could not be added`, added.reason);
        return;
      }
      get().edit(label, (draft) => {
        Object.assign(draft, { scenarios: added.document.scenarios });
      });
      get().selectScenario(scenario.id);
    },
    addPreset: async (preset) => {
      const answer = await ports.compute.call('preset', { document: get().document, preset });
      if (answer.ok) get().adoptScenario(answer.value, `Add the preset ${answer.value.name}`);
      else get().notify('error', 'The preset could not be added', answer.reason);
    },
  });
