import { shallow } from 'zustand/shallow';
import { planInputs } from './deckExport.ts';
import type { WorkbenchStore } from './store.ts';

const SAVE_DELAY_MILLISECONDS = 600;
const PLAN_DELAY_MILLISECONDS = 250;
/** How often the watched folder is looked at; without one, nothing is asked. */
const FOLDER_MILLISECONDS = 4000;

/** Runs `work` once things have been quiet for a while. */
function debounced(milliseconds: number, work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds);
  };
}

/**
 * What follows from what: all consequences of a change in one place, instead of in components. Returns the function that
 * disconnects them.
 */
export function connectEffects(store: WorkbenchStore): () => void {
  const save = debounced(SAVE_DELAY_MILLISECONDS, () => void store.getState().saveDocument());
  const plan = debounced(PLAN_DELAY_MILLISECONDS, () => void store.getState().computePlan());

  const subscriptions = [
    // Which imports count, and at which prices: also after undo and redo.
    store.subscribe(
      ({ document }) =>
        [
          document.sources,
          document.aliases,
          document.prices,
          document.exchangeRates,
          document.dimensionRules,
          document.reporting,
        ] as const,
      () => void store.getState().refreshDataset(),
      { equalityFn: shallow },
    ),
    store.subscribe(
      ({ document, dataset }) => [document, dataset.summary] as const,
      () => {
        save();
      },
      { equalityFn: shallow },
    ),
    // New rows reached the page's database; the host gets its copy.
    store.subscribe(
      ({ dataset }) => dataset.reports,
      () => void store.getState().saveData(),
    ),
    // Where its files lie is known of the project that is open.
    store.subscribe(
      ({ project }) => project.token,
      () => void store.getState().refreshKnownSources(),
    ),
    // Each of its questions takes the database longer to plan than a small project's rows take to add up.
    store.subscribe(
      ({ view, scope, period, exploreSettings, dataset, document }) =>
        [
          view === 'explore' && dataset.status === 'ready',
          scope,
          period,
          exploreSettings,
          dataset.revision,
          document.reporting,
        ] as const,
      ([isShown]) => {
        if (isShown) void store.getState().loadExplore();
      },
      { equalityFn: shallow },
    ),
    store.subscribe(
      ({ view, scope, forecastSettings, dataset, document }) =>
        [
          view === 'forecast',
          scope,
          forecastSettings.by,
          dataset.revision,
          document.reporting,
          document.forecast,
          document.budgets,
          dataset.status,
        ] as const,
      () => void store.getState().loadDaily(),
      { equalityFn: shallow },
    ),
    store.subscribe(
      ({ view, scope, forecastSettings, dataset, document }) =>
        [view, forecastSettings.step, scope, dataset.revision, document.reporting, document.prices] as const,
      () => void store.getState().loadHourly(),
      { equalityFn: shallow },
    ),
    store.subscribe(
      ({ view, dataset, document, swapWorkload, pickedBenchmark }) =>
        [
          view,
          dataset.revision,
          document.prices,
          document.aliases,
          document.evaluations,
          swapWorkload,
          pickedBenchmark,
        ] as const,
      () => void store.getState().loadModels(),
      { equalityFn: shallow },
    ),
    // While levers are turned their fan follows at once; the full results come when things are quiet.
    store.subscribe(
      ({ view, document, dataset, selectedScenarioId }) =>
        [view === 'scenarios', document.scenarios, dataset.revision, selectedScenarioId] as const,
      ([isShown]) => {
        if (isShown) void store.getState().drawLiveFan();
      },
      { equalityFn: shallow },
    ),
    store.subscribe(
      // Words and colours of the deck change no number.
      ({ document, dataset }) => ({ ...planInputs(document), revision: dataset.revision }),
      () => {
        plan();
      },
      { equalityFn: shallow },
    ),
  ];
  const looks = setInterval(() => void store.getState().lookIntoFolder(), FOLDER_MILLISECONDS);
  return () => {
    clearInterval(looks);
    for (const unsubscribe of subscriptions) unsubscribe();
  };
}
