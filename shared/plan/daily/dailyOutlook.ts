import type { PriceBook } from '../../catalog/types.ts';
import type { ReadableDatabase } from '../../data/database.ts';
import { EVERYTHING, readSpend } from '../../data/spend.ts';
import { matchesScope } from '../../engine/scope.ts';
import type { ScopeDimension } from '../../engine/types.ts';
import { backtest } from '../../forecast/backtest/backtest.ts';
import { conformalFactor } from '../../forecast/backtest/conformal.ts';
import { coverageSentence } from '../../forecast/backtest/words.ts';
import type { TrendLibrary } from '../../forecast/trendLibrary.ts';
import type { Budget, PlanDocument } from '../../model/document.ts';
import type { Finding } from '../../units/findings.ts';
import { addDays, firstDayOf, lastDayOf, monthOf, type Day } from '../../units/months.ts';
import type { ZoneOffset } from '../../units/timeZones.ts';
import type { ForecastMemory } from '../forecastMemory.ts';
import { PLAN_VOLUME } from '../outlooks.ts';
import { FORECAST_SHARE, preparePlan, type PlanGround, type PrepareOptions } from '../prepare.ts';
import type { SegmentHistory } from '../segmentHistories.ts';
import { dailyAnomalies, type AnomalyMemory } from './anomalies.ts';
import { budgetCrossing } from './budgets.ts';
import type { BacktestReport, BudgetCrossing, DailyOutlook, DailyScope } from './dailyResults.ts';
import { createDayPrices, dayPath, labelsOfHistory, type DayPath } from './dayPath.ts';
import { drawSum, type DrawSettings } from './fan.ts';
import { daysBetween, lastMonth } from './lastMonth.ts';
import { dailyTokens, isInDailyScope, isUnpriced, outlookMembers, readPast, type PastDay } from './members.ts';
import { outlookSteps } from './outlookSteps.ts';
import { priceSteps } from './priceSteps.ts';

export type DailyQuestion = {
  /** The dimension whose values are listed. */
  readonly by: ScopeDimension;
  /** The part of the company that is forecast; no dimension is all of it. */
  readonly scope: DailyScope;
  readonly seed: number;
};

export type DailyOptions = PrepareOptions & {
  /** Keeps the forecasts of a month ago from one question to the next. */
  readonly earlierMemory: ForecastMemory;
  readonly anomalyMemory: AnomalyMemory;
};

/** Days drawn ahead: a year and a half, so that a budget of the next year has its day. */
export const MOST_DAYS_AHEAD = 550;
const BACKTEST_DAYS = 28;
/** History that forecasts of the past are made from. */
const BACKTEST_HISTORY_DAYS = 400;

/**
 * Where one part of the company is heading, day by day: the forecasts of the plan at the prices of each day, summed under
 * shared luck, with what its past says of the bands, what was unusual in it, and when its budgets run out. Null without
 * usage.
 */
export async function dailyOutlook(
  document: PlanDocument,
  database: ReadableDatabase,
  book: PriceBook,
  question: DailyQuestion,
  options: DailyOptions,
): Promise<DailyOutlook | null> {
  const { by, scope, seed } = question;
  const isFirst = (history: SegmentHistory): boolean => isInDailyScope(scope, labelsOfHistory(history));
  const { offsets, ground } = await preparePlan(document, database, book, { ...options, isFirst });
  if (ground === null) return null;
  const { asOf, months } = ground;
  const lastDay = lastDayOf(months.at(-1) ?? monthOf(asOf));
  const days = daysBetween(addDays(asOf, 1), lastDay).slice(0, MOST_DAYS_AHEAD);
  const priceOf = createDayPrices(book, days);
  const everything = ground.forecasts.map((forecast) => dayPath(forecast, days, months, priceOf(forecast.history)));
  const paths = everything.filter(({ labels }) => isInDailyScope(scope, labels));
  const histories = paths.map(({ forecast }) => forecast.history);
  const past = await readPast(document, database, { offsets, by, scope, asOf, known: options.known });
  const report = backtestOf(histories, options.library);
  const draw: DrawSettings = { seed, correlation: PLAN_VOLUME.correlation, widening: report.widening };
  options.signal?.throwIfAborted();
  const { library, signal, onProgress } = options;
  const change = await lastMonth({
    histories,
    by,
    past,
    asOf,
    forecasting: {
      library,
      memory: options.earlierMemory,
      ...(signal === undefined ? {} : { signal }),
      onForecast: (done, all) => {
        const text = `Forecasting as of a month ago: ${String(done)} of ${String(all)} parts`;
        onProgress?.({ share: FORECAST_SHARE + ((1 - FORECAST_SHARE) * done) / all, text });
      },
    },
    pricesOver: (some) => createDayPrices(book, some),
    now: paths,
    nowDays: days,
    draw,
  });
  return {
    isFirstLook: false,
    parts: paths.length,
    asOf,
    by,
    ...outlookSteps(pastTotals(past), paths, days, draw),
    members: outlookMembers(paths, by, past, asOf),
    backtest: report,
    budgets: await crossings(document.budgets, { database, offsets, ground, everything, days, draw }),
    priceSteps: priceSteps(paths, days),
    anomalies: await dailyAnomalies(histories, by, past, {
      memory: options.anomalyMemory,
      ...(signal === undefined ? {} : { signal }),
    }),
    lastMonth: change,
    findings: findingsOf(paths),
  };
}

/** Days of all values together; money is unknown only where no value has any. */
export function pastTotals(past: ReadonlyMap<string | null, readonly PastDay[]>): DailyOutlook['past'] {
  const byDay = new Map<Day, { usd: number | null; tokens: number }>();
  for (const { day, usd, tokens } of [...past.values()].flat()) {
    const known = byDay.get(day) ?? { usd: null, tokens: 0 };
    byDay.set(day, {
      usd: usd === null ? known.usd : (known.usd ?? 0) + usd,
      tokens: known.tokens + tokens,
    });
  }
  const days = [...byDay.keys()].sort();
  return {
    days,
    usd: days.map((day) => byDay.get(day)?.usd ?? null),
    tokens: days.map((day) => byDay.get(day)?.tokens ?? 0),
  };
}

function backtestOf(histories: readonly SegmentHistory[], library: TrendLibrary | null): BacktestReport {
  const values = dailyTokens(histories)?.values.slice(-BACKTEST_HISTORY_DAYS) ?? [];
  const tested = backtest({ id: 'total', frequency: 'daily', values }, { horizon: BACKTEST_DAYS, library });
  const { origins, horizons } = tested;
  return { sentence: coverageSentence(tested), origins, horizons, widening: conformalFactor(tested, 80) };
}

async function crossings(
  budgets: readonly Budget[],
  input: {
    readonly database: ReadableDatabase;
    readonly offsets: readonly ZoneOffset[];
    readonly ground: PlanGround;
    readonly everything: readonly DayPath[];
    readonly days: readonly Day[];
    readonly draw: DrawSettings;
  },
): Promise<readonly BudgetCrossing[]> {
  const { database, offsets, ground, everything, days, draw } = input;
  return Promise.all(
    budgets.map(async (budget) => {
      const [known] = await readSpend(database, {
        bucket: null,
        by: [],
        filter: {
          ...EVERYTHING,
          where: budget.scope,
          from: firstDayOf(budget.from),
          to: [addDays(ground.asOf, 1), addDays(lastDayOf(budget.to), 1)].sort()[0] ?? null,
        },
        offsets,
      });
      const inside = everything.filter(({ labels }) => matchesScope(budget.scope, labels));
      return budgetCrossing(budget, { spentUsd: known?.computedUsd ?? 0, draws: drawSum(inside, 'usd', draw), days });
    }),
  );
}

function findingsOf(paths: readonly DayPath[]): readonly Finding[] {
  const unpriced = new Set(paths.filter(isUnpriced).map(({ labels }) => labels.model ?? ''));
  const short = paths.flatMap(({ forecast }) => forecast.findings).filter(({ code }) => code !== 'partial-period');
  const byCode = new Map(short.map((finding) => [finding.code, finding]));
  return [
    ...(unpriced.size === 0
      ? []
      : [
          {
            code: 'unpriced-model' as const,
            message: `Without a price, and not in the amounts: ${[...unpriced].join(', ')}`,
            count: unpriced.size,
          },
        ]),
    ...[...byCode.values()].map((finding) => ({
      ...finding,
      count: short.filter(({ code }) => code === finding.code).length,
    })),
  ];
}
