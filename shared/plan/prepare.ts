import { fillDefaults } from '../catalog/levers/defaults.ts';
import type { PriceBook } from '../catalog/types.ts';
import type { ReadableDatabase } from '../data/database.ts';
import { readHistory, type History } from '../data/history.ts';
import { readBilledMoney, readPastCosts } from '../data/pastCosts.ts';
import { readExtent } from '../data/spend.ts';
import type { Baseline, Lever, Scenario } from '../engine/types.ts';
import type { TrendLibrary } from '../forecast/trendLibrary.ts';
import type { PlanDocument } from '../model/document.ts';
import { addDays, addMonths, monthOf, monthRange, type Day, type Month } from '../units/months.ts';
import { zoneOffsets, type ZoneOffset } from '../units/timeZones.ts';
import { buildBaseline } from './baseline.ts';
import type { ForecastMemory } from './forecastMemory.ts';
import { standingLevers } from './ownPrices.ts';
import { withBills } from './pastBills.ts';
import { pastSlices, type PastSlice } from './pastSlices.ts';
import { forecastSegment, type SegmentForecast } from './segmentForecasts.ts';
import { lastCompleteDay, segmentHistories } from './segmentHistories.ts';

export type PrepareOptions = {
  /** The forecasting library, null where it could not be loaded. */
  readonly library: TrendLibrary | null;
  /** Keeps forecasts from one call to the next; without it everything is forecast again. */
  readonly memory?: ForecastMemory;
  readonly signal?: AbortSignal;
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
  const extent = await readExtent(database);
  const { timezone } = document.reporting;
  const offsets = extent.from === null || extent.to === null ? [] : zoneOffsets(timezone, extent.from, extent.to);
  const history = await readHistory(database, offsets);
  const scenarios: readonly Scenario[] = document.scenarios.map((scenario) => ({
    ...scenario,
    levers: scenario.levers.map((lever) => fillDefaults(lever)),
  }));
  if (extent.to === null) return { offsets, history, scenarios, ground: null };
  const asOf = lastCompleteDay(extent.to);
  const months = horizon(asOf, document.forecast.horizonMonths);
  const forecasts = await forecastAll(history, months, options);
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
      past: withBills(
        pastSlices(await readPastCosts(database, offsets), history.priceKeys, book),
        await readBilledMoney(database, offsets),
        history.priceKeys,
        book,
      ),
    },
  };
}

/** From the month of the first day that is not known. */
function horizon(asOf: Day, count: number): readonly Month[] {
  const first = monthOf(addDays(asOf, 1));
  return monthRange(first, addMonths(first, count - 1));
}

async function forecastAll(
  history: History,
  months: readonly Month[],
  { library, memory, signal, onProgress }: PrepareOptions,
): Promise<readonly SegmentForecast[]> {
  const histories = segmentHistories(history);
  const forecasts: SegmentForecast[] = [];
  for (const [index, segment] of histories.entries()) {
    const make = (): SegmentForecast => forecastSegment(segment, months, library);
    const known = memory?.find(segment, months);
    forecasts.push(known ?? make());
    if (known !== undefined) continue;
    signal?.throwIfAborted();
    const text = `Forecasting ${String(index + 1)} of ${String(histories.length)} parts of the usage`;
    onProgress?.({ share: (FORECAST_SHARE * (index + 1)) / histories.length, text });
    await breathe();
  }
  memory?.keep(histories, months, forecasts);
  return forecasts;
}

/** Lets a cancellation or a newer question through between two parts of the work. */
const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
