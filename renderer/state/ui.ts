import type { StateCreator } from 'zustand/vanilla';
import type { Settings } from '../../shared/ipc/contract.ts';
import type { Dimension } from '../../shared/data/usageColumns.ts';
import type { InspectorTarget } from './inspector.ts';
import type { Ports } from './ports.ts';
import type { ExploreSettings, Scope, ViewName } from './types.ts';

/** A span of days, `to` exclusive; null on both sides is all there is. */
export type Period = { readonly from: string | null; readonly to: string | null };

export type BudgetsTab = 'variance' | 'showback' | 'guardrails';

export type Step = 'total' | 'export';

/** What is shown and how; never saved with the document, never undone. */
export type UiSlice = {
  readonly view: ViewName;
  readonly scope: Scope;
  readonly period: Period;
  readonly exploreSettings: ExploreSettings;
  readonly inspector: InspectorTarget | null;
  readonly isFindingsOpen: boolean;
  /** What lies over the window. */
  readonly overlay: 'palette' | 'keys' | null;
  /** Steps of the checklist that leave no trace in the document. */
  readonly stepsDone: readonly Step[];
  readonly finishStep: (step: Step) => void;
  readonly showOverlay: (overlay: UiSlice['overlay']) => void;
  readonly theme: Settings['theme'];
  /** What is open under the budgets. */
  readonly budgetsTab: BudgetsTab;
  readonly showBudgetsTab: (tab: BudgetsTab) => void;
  readonly selectedScenarioId: string | null;
  readonly showView: (view: ViewName) => void;
  /** Narrows a dimension to one value, or adds it to those already chosen. */
  readonly filterBy: (dimension: Dimension, value: string | null, isAdded: boolean) => void;
  readonly dropFilter: (dimension: Dimension) => void;
  /** Takes back the filter that was set last; the way Escape steps back. */
  readonly stepBack: () => void;
  readonly setPeriod: (period: Period) => void;
  readonly setExplore: (change: Partial<ExploreSettings>) => void;
  readonly inspect: (target: InspectorTarget | null) => void;
  readonly toggleFindings: () => void;
  readonly setTheme: (theme: Settings['theme']) => void;
  readonly newId: () => string;
  /** Today, `YYYY-MM-DD`, from the injected clock. */
  readonly today: () => string;
  readonly selectScenario: (id: string | null) => void;
};

export const createUiSlice =
  (ports: Ports): StateCreator<UiSlice, [], [], UiSlice> =>
  (set, get) => ({
    view: 'data',
    scope: {},
    period: { from: null, to: null },
    exploreSettings: { by: 'model', bucket: 'week', measure: 'computed' },
    inspector: null,
    isFindingsOpen: false,
    overlay: null,
    stepsDone: [],
    finishStep: (step) => {
      if (!get().stepsDone.includes(step)) set({ stepsDone: [...get().stepsDone, step] });
    },
    showOverlay: (overlay) => {
      set({ overlay });
    },
    theme: 'system',
    budgetsTab: 'variance',
    showBudgetsTab: (budgetsTab) => {
      set({ budgetsTab });
    },
    selectedScenarioId: null,
    showView: (view) => {
      if (view === 'explore') get().finishStep('total');
      set({ view, isFindingsOpen: false });
    },
    filterBy: (dimension, value, isAdded) => {
      const chosen = get().scope[dimension] ?? [];
      const next = isAdded ? [...chosen.filter((entry) => entry !== value), value] : [value];
      const others = Object.entries(get().scope).filter(([name]) => name !== dimension);
      // The newest filter stands last, so that stepping back takes it first.
      set({ scope: { ...Object.fromEntries(others), [dimension]: next } });
    },
    dropFilter: (dimension) => {
      set({ scope: Object.fromEntries(Object.entries(get().scope).filter(([name]) => name !== dimension)) });
    },
    stepBack: () => {
      const { inspector, isFindingsOpen, scope } = get();
      if (isFindingsOpen) set({ isFindingsOpen: false });
      else if (inspector !== null) set({ inspector: null });
      else set({ scope: Object.fromEntries(Object.entries(scope).slice(0, -1)) });
    },
    setPeriod: (period) => {
      set({ period });
    },
    setExplore: (change) => {
      set({ exploreSettings: { ...get().exploreSettings, ...change } });
    },
    inspect: (inspector) => {
      get().finishStep('total');
      set({ inspector });
    },
    toggleFindings: () => {
      set({ isFindingsOpen: !get().isFindingsOpen });
    },
    setTheme: (theme) => {
      set({ theme });
      ports.showTheme(theme);
      void ports.host('settings:write', { theme, showsGettingStarted: true });
    },
    newId: ports.newId,
    today: () => ports.now().toISOString().slice(0, 10),
    selectScenario: (selectedScenarioId) => {
      set({ selectedScenarioId });
    },
  });
