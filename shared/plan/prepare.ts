import { fillDefaults } from '../catalog/levers/defaults.ts';
import type { PriceBook } from '../catalog/types.ts';
import type { ReadableDatabase } from '../data/database.ts';
import type { History } from '../data/history.ts';
import { readBilledMoney, readPastCosts } from '../data/pastCosts.ts';
import type { Baseline, Lever, Scenario } from '../engine/types.ts';
import type { PlanDocument } from '../model/document.ts';
import { addDays, addMonths, monthOf, monthRange, type Day, type Month } from '../units/months.ts';
import type { ZoneOffset } from '../units/timeZones.ts';
import { buildBaseline } from './baseline.ts';
import { forecastAll, type ForecastAllOptions } from './forecastAll.ts';
import { readGroundwork, rememberedRead, type KnownData } from './groundwork.ts';
import { standingLevers } from './ownPrices.ts';
import { withBills } from './pastBills.ts';
import { pastSlices, type PastSlice } from './pastSlices.ts';
import type { SegmentForecast } from './segmentForecasts.ts';
import { lastCompleteDay } from './segmentHistories.ts';

export type PrepareOptions = Omit<ForecastAllOptions, 'onForecast'> & {
  /** The state of the data, where its host knows it: what was read in the same state is not read again. */
  readonly known?: KnownData;
  readonly onProgress?: (progress: { readonly share: number; readonly text: string }) => void;
};

/** Everything that scenarios run on. */
export type PreparedPlan = {
  readonly offsets: readonly ZoneOffset[];
  readonly history: History;
  /** The document's scenarios with their defaults filled in; the baseline is not among them. */
  readonly scenarios: readonly Scenario[];
  /** Null without usage. */
  readonly ground: PlanGround | null;
};

export type PlanGround = {
  /** Last day that the data covers completely. */
  readonly asOf: Day;
  readonly months: readonly Month[];
  readonly forecasts: readonly SegmentForecast[];
  readonly baseline: Baseline;
  readonly past: readonly PastSlice[];
  /** What holds in every scenario: commitments of the document. */
  readonly standing: readonly Lever[];
};

/** Share of the work that is done before the scenarios are drawn. */
export const FORECAST_SHARE = 0.4;

/** History -> token forecasts -> prices by month: what scenarios, searches and analyses stand on. */
export async function preparePlan(
  document: PlanDocument,
  database: ReadableDatabase,
  book: PriceBook,
  options: PrepareOptions,
): Promise<PreparedPlan> {
  const { to, offsets, history, histories } = await readGroundwork(document, database, options.known);
  const scenarios: readonly Scenario[] = document.scenarios.map((scenario) => ({
    ...scenario,
    levers: scenario.levers.map((lever) => fillDefaults(lever)),
  }));
  if (to === null) return { offsets, history, scenarios, ground: null };
  const asOf = lastCompleteDay(to);
  const months = forecastMonths(asOf, document.forecast.horizonMonths);
  const { onProgress, known } = options;
  const forecasts = await forecastAll(histories, months, {
    ...options,
    onForecast: (done, all) => {
      const text = `Forecasting ${String(done)} of ${String(all)} parts of the usage`;
      onProgress?.({ share: (FORECAST_SHARE * done) / all, text });
    },
  });
  const { timezone } = document.reporting;
  const costs = await rememberedRead(known, `costs ${timezone}`, () => readPastCosts(database, offsets));
  const billed = await rememberedRead(known, `billed ${timezone}`, () => readBilledMoney(database, offsets));
  return {
    offsets,
    history,
    scenarios,
    ground: {
      asOf,
      months,
      forecasts,
      baseline: buildBaseline(forecasts, scenarios, book, months),
      standing: await standingLevers(document.prices.commitments, database, months),
      past: withBills(pastSlices(costs, history.priceKeys, book), billed, history.priceKeys, book),
    },
  };
}

/** The months of the horizon, from that of the first day that is not known. */
export function forecastMonths(asOf: Day, count: number): readonly Month[] {
  const first = monthOf(addDays(asOf, 1));
  return monthRange(first, addMonths(first, count - 1));
}
