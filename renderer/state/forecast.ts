import type { StateCreator } from 'zustand/vanilla';
import { SCOPE_DIMENSIONS, type ScopeDimension } from '../../shared/engine/types.ts';
import type { DailyAnomaly, DailyOutlook, DailyScope, HourlyOutlook } from '../../shared/plan/daily/dailyResults.ts';
import { DRIVER_DIMENSIONS, driversOf, USUAL_DAYS } from '../../shared/plan/daily/drivers.ts';
import { readEventsCsv } from '../../shared/plan/daily/eventsCsv.ts';
import { savedForecast } from '../../shared/plan/daily/savedForecasts.ts';
import { addDays } from '../../shared/units/months.ts';
import { anomalyTarget } from './anomalyTarget.ts';
import type { DatasetSlice } from './dataset.ts';
import type { DocumentSlice } from './document.ts';
import { messageOf, type JobsSlice } from './jobs.ts';
import type { Ports } from './ports.ts';
import { SEED, type ResultsSlice } from './results.ts';
import type { Loaded, Scope } from './types.ts';
import type { UiSlice } from './ui.ts';

export type ForecastSettings = {
  readonly by: ScopeDimension;
  readonly measure: 'usd' | 'tokens';
  readonly step: 'hour' | 'day' | 'week';
};

/** The outlook by day of the scope on top: its first look always, the whole of it while its view is shown. */
export type ForecastSlice = {
  readonly daily: Loaded<DailyOutlook>;
  readonly forecastSettings: ForecastSettings;
  readonly setForecast: (change: Partial<ForecastSettings>) => void;
  readonly loadDaily: () => Promise<void>;
  /** The week ahead by the hour, while hours are shown; `ready` with null where the data has none. */
  readonly hourly: Loaded<HourlyOutlook | null>;
  readonly loadHourly: () => Promise<void>;
  /** Takes over the releases of a `date,label` file. */
  readonly importEvents: (file: File) => Promise<void>;
  /** Keeps the baseline as it stands now, to be scored when its months have come. */
  readonly saveForecast: () => void;
  /** Opens what drove an unusual day: which model, key, user or feature used more, or less, than in the weeks before. */
  readonly explainAnomaly: (anomaly: DailyAnomaly) => Promise<void>;
};

type Slices = ForecastSlice & UiSlice & DatasetSlice & DocumentSlice & JobsSlice & ResultsSlice;

/** The filters of the scope that a forecast knows; the others are named by the view. */
export const forecastScope = (scope: Scope): DailyScope =>
  Object.fromEntries(SCOPE_DIMENSIONS.flatMap((name) => (scope[name] === undefined ? [] : [[name, scope[name]]])));

/** What the view can show: the newest answer, or what came before it. */
export const shownOf = (daily: Loaded<DailyOutlook>): DailyOutlook | null =>
  daily.status === 'ready' ? daily.value : daily.status === 'loading' ? daily.previous : null;

export const createForecastSlice =
  (ports: Ports): StateCreator<Slices, [], [], ForecastSlice> =>
  (set, get) => {
    let cancelRunning = (): void => undefined;
    /** What the first look in hand, and the whole answer, are of. */
    let [looked, answered] = ['', ''];
    let [calls, hourlyCalls] = [0, 0];
    return {
      daily: { status: 'idle' },
      forecastSettings: { by: 'model', measure: 'usd', step: 'day' },
      setForecast: (change) => {
        set({ forecastSettings: { ...get().forecastSettings, ...change } });
      },
      loadDaily: async () => {
        calls += 1;
        const call = calls;
        cancelRunning();
        const { view, dataset, document, scope, forecastSettings } = get();
        if (dataset.status !== 'ready') {
          looked = '';
          set({ daily: { status: 'idle' } });
          return;
        }
        const { revision } = dataset;
        const question = { document, revision, by: forecastSettings.by, scope: forecastScope(scope), seed: SEED };
        const { prices, aliases, forecast, reporting, budgets } = document;
        const key = JSON.stringify([revision, question.by, question.scope, prices, aliases, forecast, reporting]);
        if (key !== looked) {
          // Another part, or other data: what was shown is no answer to it. The fan comes at once, the rest follows.
          looked = key;
          set({ daily: { status: 'loading', previous: null } });
          const value = await ports.compute.call('firstLook', question).catch(() => null);
          if (looked === key && shownOf(get().daily) === null) set({ daily: { status: 'loading', previous: value } });
          if (call !== calls) return;
        }
        // The rest is asked for only where it is shown, and once.
        const whole = `${key} ${JSON.stringify(budgets)}`;
        if (view !== 'forecast' || (answered === whole && get().daily.status === 'ready')) return;
        set({ daily: { status: 'loading', previous: shownOf(get().daily) } });
        await get().runJob('Forecast by day', async ({ signal, onProgress, cancel }) => {
          cancelRunning = cancel;
          try {
            const value = await ports.compute.call('daily', question, { signal, onProgress });
            answered = whole;
            set({ daily: value === null ? { status: 'idle' } : { status: 'ready', value } });
          } catch (error) {
            const shown = shownOf(get().daily);
            if (!signal.aborted) set({ daily: { status: 'failed', message: messageOf(error) } });
            // Cancelled, and not by a newer question: what is there stays, and the view offers to go on.
            else if (call === calls && shown !== null) set({ daily: { status: 'ready', value: shown } });
            throw error;
          }
        });
      },
      hourly: { status: 'idle' },
      loadHourly: async () => {
        hourlyCalls += 1;
        const call = hourlyCalls;
        const { view, dataset, document, scope, forecastSettings } = get();
        if (view !== 'forecast' || forecastSettings.step !== 'hour' || dataset.status !== 'ready') return;
        set({ hourly: { status: 'loading', previous: null } });
        const question = { document, revision: dataset.revision, scope: forecastScope(scope) };
        const value = await get().runJob('Forecast by hour', ({ signal, onProgress }) =>
          ports.compute.call('hourly', question, { signal, onProgress }),
        );
        if (call === hourlyCalls) set({ hourly: { status: 'ready', value } });
      },
      importEvents: async (file) => {
        const { events, problems } = readEventsCsv(await file.text());
        if (problems.length > 0) get().notify('error', `${file.name}: some lines were left out`, problems.join('. '));
        if (events.length === 0) return;
        get().edit(`Take over the events of ${file.name}`, (draft) => {
          draft.events = [...events];
        });
      },
      saveForecast: () => {
        const { plan } = get();
        const results = plan.status === 'ready' ? plan.value : plan.status === 'loading' ? plan.previous : null;
        const saved = results === null ? null : savedForecast(results, ports.newId(), get().today());
        if (saved === null) return;
        get().edit('Save the forecast', (draft) => {
          draft.savedForecasts = [...draft.savedForecasts, saved];
        });
      },
      explainAnomaly: async (anomaly) => {
        const { document, scope, forecastSettings } = get();
        const where: Scope = { ...scope, [forecastSettings.by]: [anomaly.value] };
        const { timezone } = document.reporting;
        const on = { where, from: anomaly.day, to: addDays(anomaly.day, 1) };
        const before = { where, from: addDays(anomaly.day, -USUAL_DAYS), to: anomaly.day };
        const target = await get().runJob('Find what drove the day', async () => {
          const found = await Promise.all(
            DRIVER_DIMENSIONS.map(async (dimension) => {
              const [day, usual] = await Promise.all(
                [on, before].map((filter) =>
                  ports.data.call('spend', { filter, timezone, bucket: null, by: [dimension] }),
                ),
              );
              return driversOf(dimension, day ?? [], usual ?? []);
            }),
          );
          return anomalyTarget(anomaly, found, on);
        });
        if (target !== null) get().inspect(target);
      },
    };
  };
