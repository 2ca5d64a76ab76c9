import { fillDefaults } from '../catalog/levers/defaults.ts';
import type { PriceBook } from '../catalog/types.ts';
import type { ReadableDatabase } from '../data/database.ts';
import { readDataSources } from '../data/dataSources.ts';
import { readHistory, type History } from '../data/history.ts';
import { readExtent } from '../data/spend.ts';
import { totalFindings } from '../data/totalFindings.ts';
import type { Baseline, Scenario } from '../engine/types.ts';
import type { TrendLibrary } from '../forecast/trendLibrary.ts';
import type { PlanDocument } from '../model/document.ts';
import { mergeFindings, type Finding } from '../units/findings.ts';
import { addDays, addMonths, lastDayOf, monthOf, monthRange, type Day, type Month } from '../units/months.ts';
import { zoneOffsets } from '../units/timeZones.ts';
import { assumptionsOf } from './assumptions.ts';
import { buildBaseline } from './baseline.ts';
import { inputHash } from './inputHash.ts';
import { scenarioOutcome } from './outcomes.ts';
import { qualityComparison } from './quality.ts';
import type { ForecastNote, PastMonth, PlanResults, ScenarioOutcome } from './results.ts';
import { forecastSegment, type SegmentForecast } from './segmentForecasts.ts';
import { lastCompleteDay, segmentHistories } from './segmentHistories.ts';

export type PlanOptions = {
  readonly seed: number;
  readonly draws: number;
  /** The forecasting library, null where it could not be loaded. */
  readonly library: TrendLibrary | null;
  /** The benchmark that quality is read from; the one with most priced models without it. */
  readonly benchmark?: string | null;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly share: number; readonly text: string }) => void;
};

export const BASELINE_ID = 'baseline';
const BASELINE: Scenario = { id: BASELINE_ID, name: 'Baseline', levers: [] };

/** Share of the work that is done before the scenarios are drawn. */
const FORECAST_SHARE = 0.4;

/**
 * The one way from a document, its data and the prices to results: the command line, the page's worker and the tests call
 * it. History -> token forecasts -> prices by month -> scenarios -> draws.
 */
export async function computePlan(
  document: PlanDocument,
  database: ReadableDatabase,
  book: PriceBook,
  options: PlanOptions,
): Promise<PlanResults> {
  const extent = await readExtent(database);
  const { timezone } = document.reporting;
  const offsets = extent.from === null || extent.to === null ? [] : zoneOffsets(timezone, extent.from, extent.to);
  const history = await readHistory(database, offsets);
  const scenarios: readonly Scenario[] = document.scenarios.map((scenario) => ({
    ...scenario,
    levers: scenario.levers.map((lever) => fillDefaults(lever)),
  }));
  const hash = await inputHash({ document: { ...document, sources: [] }, history, prices: book.version });
  const common = {
    name: document.name,
    inputHash: hash,
    seed: options.seed,
    draws: options.draws,
    priceBookVersion: book.version,
    assumptions: assumptionsOf(document.scenarios),
  };
  const asOf = extent.to === null ? null : lastCompleteDay(extent.to);
  const dataFindings = await totalFindings(database);
  if (asOf === null) {
    return {
      ...common,
      asOf,
      dataSources: [],
      history: [],
      forecasts: [],
      scenarios: [],
      quality: null,
      findings: dataFindings,
    };
  }

  const months = horizon(asOf, document.forecast.horizonMonths);
  const forecasts = await forecastAll(history, months, options);
  const baseline = buildBaseline(forecasts, scenarios, book, months);
  const outcomes = await runAll(baseline, scenarios, document, options);
  return {
    ...common,
    asOf,
    dataSources: await readDataSources(database),
    history: pastMonths(history, asOf),
    forecasts: forecasts.map(forecastNote),
    scenarios: outcomes,
    quality: qualityComparison(book, history, asOf, options.benchmark ?? null),
    findings: mergeFindings([...dataFindings, ...partialMonth(asOf), ...outcomes.flatMap(({ findings }) => findings)]),
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
  { library, signal, onProgress }: PlanOptions,
): Promise<readonly SegmentForecast[]> {
  const histories = segmentHistories(history);
  const forecasts: SegmentForecast[] = [];
  for (const [index, segment] of histories.entries()) {
    signal?.throwIfAborted();
    forecasts.push(forecastSegment(segment, months, library));
    const text = `Forecasting ${String(index + 1)} of ${String(histories.length)} parts of the usage`;
    onProgress?.({ share: (FORECAST_SHARE * (index + 1)) / histories.length, text });
    await breathe();
  }
  return forecasts;
}

/** Lets a cancellation or a newer question through between two parts of the work. */
const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });

async function runAll(
  baseline: Baseline,
  scenarios: readonly Scenario[],
  document: PlanDocument,
  options: PlanOptions,
): Promise<readonly ScenarioOutcome[]> {
  const all = [BASELINE, ...scenarios];
  const outcomes: ScenarioOutcome[] = [];
  for (const [index, scenario] of all.entries()) {
    const { seed, draws, signal, onProgress } = options;
    const outcome = await scenarioOutcome(baseline, scenario, index === 0, {
      seed,
      draws,
      budgets: document.budgets,
      ...(signal === undefined ? {} : { signal }),
      onProgress: (share) => {
        const done = FORECAST_SHARE + (1 - FORECAST_SHARE) * ((index + share) / all.length);
        onProgress?.({ share: done, text: `Drawing ${scenario.name}` });
      },
    });
    outcomes.push(outcome);
  }
  return outcomes;
}

function pastMonths(history: History, asOf: Day): readonly PastMonth[] {
  return history.months.map((past) => {
    const month = past.month as Month;
    return { ...past, isComplete: lastDayOf(month) <= asOf };
  });
}

const partialMonth = (asOf: Day): readonly Finding[] =>
  asOf === lastDayOf(monthOf(asOf))
    ? []
    : [
        {
          code: 'partial-period',
          subject: monthOf(asOf),
          message: `${monthOf(asOf)} is known to ${asOf}: its total is what has been, plus the forecast of the rest`,
        },
      ];

function forecastNote({ history, method, reasons, findings }: SegmentForecast): ForecastNote {
  const recent = history.values.slice(-28);
  const { labels, priceKey } = history;
  const named = [priceKey.model?.split('/').at(-1) ?? priceKey.name, labels.team ?? labels.project, labels.feature];
  return {
    id: history.id,
    label: named.filter((part) => part !== null).join(', '),
    method,
    reasons,
    recentTokensPerDay: recent.reduce((sum, value) => sum + value, 0) / Math.max(1, recent.length),
    findings,
  };
}
