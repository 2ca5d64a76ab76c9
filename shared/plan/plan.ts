import { ownRateFindings } from '../catalog/prices/ownRateFindings.ts';
import type { PriceBook } from '../catalog/types.ts';
import type { ReadableDatabase } from '../data/database.ts';
import { readDataSources } from '../data/dataSources.ts';
import type { History } from '../data/history.ts';
import { totalFindings } from '../data/totalFindings.ts';
import type { Scenario } from '../engine/types.ts';
import type { PlanDocument } from '../model/document.ts';
import { mergeFindings, type Finding } from '../units/findings.ts';
import { lastDayOf, monthOf, type Day, type Month } from '../units/months.ts';
import { assumptionsOf } from './assumptions.ts';
import { inputHash } from './inputHash.ts';
import { scenarioOutcome } from './outcomes.ts';
import { pricedModels } from './baseline.ts';
import { priceRows } from './priceRows.ts';
import { analysePlan } from './analysePlan.ts';
import { BASELINE } from './baselineScenario.ts';
import { isStanding, ownPriceAssumptions, withStanding } from './ownPrices.ts';
import { FORECAST_SHARE, preparePlan, type PlanGround, type PrepareOptions } from './prepare.ts';
import { qualityComparison } from './quality.ts';
import type { ForecastNote, PastMonth, PlanResults, ScenarioOutcome } from './results.ts';
import type { SegmentForecast } from './segmentForecasts.ts';

export type PlanOptions = PrepareOptions & {
  readonly seed: number;
  readonly draws: number;
  /** The benchmark that quality is read from; the one with most priced models without it. */
  readonly benchmark?: string | null;
};

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
  const { offsets, history, scenarios, ground } = await preparePlan(document, database, book, options);
  const hash = await inputHash({
    // Words and colours of the deck change no number.
    document: { ...document, sources: [], deck: null },
    history,
    prices: book.version,
  });
  const common = {
    name: document.name,
    inputHash: hash,
    seed: options.seed,
    draws: options.draws,
    priceBookVersion: book.version,
    assumptions: [...assumptionsOf(document.scenarios), ...ownPriceAssumptions(document.prices)],
  };
  const dataFindings = [...(await totalFindings(database)), ...(await ownRateFindings(document.prices.rates))];
  if (ground === null) {
    return {
      ...common,
      asOf: null,
      dataSources: [],
      history: [],
      forecasts: [],
      scenarios: [],
      quality: null,
      analysis: null,
      priceRows: [],
      findings: dataFindings,
    };
  }

  const { asOf, forecasts } = ground;
  const all = [BASELINE, ...scenarios].map((scenario) => withStanding(scenario, ground.standing));
  const outcomes = await runAll(ground, all, document, options);
  const analysis = await analysePlan(document, database, { ground, scenarios: all, offsets, known: options.known });
  return {
    ...common,
    asOf,
    dataSources: await readDataSources(database),
    history: pastMonths(history, asOf),
    forecasts: forecasts.map(forecastNote),
    scenarios: outcomes,
    quality: qualityComparison(book, history, asOf, options.benchmark ?? null, document.evaluations),
    analysis,
    priceRows: priceRows(pricedModels(forecasts, all, book), book, ground.baseline.months),
    findings: mergeFindings([...dataFindings, ...partialMonth(asOf), ...outcomes.flatMap(({ findings }) => findings)]),
  };
}

async function runAll(
  { baseline, past }: PlanGround,
  scenarios: readonly Scenario[],
  document: PlanDocument,
  options: PlanOptions,
): Promise<readonly ScenarioOutcome[]> {
  const outcomes: ScenarioOutcome[] = [];
  for (const [index, scenario] of scenarios.entries()) {
    const { seed, draws, signal, onProgress } = options;
    const outcome = await scenarioOutcome(baseline, scenario, index === 0, {
      seed,
      draws,
      budgets: document.budgets,
      fiscalYearStart: document.reporting.fiscalYearStart,
      past,
      ...(signal === undefined ? {} : { signal }),
      onProgress: (share) => {
        const done = FORECAST_SHARE + (1 - FORECAST_SHARE) * ((index + share) / scenarios.length);
        onProgress?.({ share: done, text: `Drawing ${scenario.name}` });
      },
    });
    // What holds in every scenario is not an idea of this one.
    outcomes.push({ ...outcome, levers: outcome.levers.filter((lever) => !isStanding(lever)) });
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
