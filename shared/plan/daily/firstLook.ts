import type { PriceBook } from '../../catalog/types.ts';
import type { ReadableDatabase } from '../../data/database.ts';
import type { PlanDocument } from '../../model/document.ts';
import { SCOPE_DIMENSIONS } from '../../engine/types.ts';
import type { TrendLibrary } from '../../forecast/trendLibrary.ts';
import { readExtent } from '../../data/spend.ts';
import { addDays, dayIndex, lastDayOf, monthOf, type Day, type Month } from '../../units/months.ts';
import { zoneOffsets } from '../../units/timeZones.ts';
import { perTokenClass } from '../../units/tokenClasses.ts';
import { alreadyRead, groundworkKey, readGroundwork } from '../groundwork.ts';
import { PLAN_VOLUME } from '../outlooks.ts';
import { forecastMonths, type PrepareOptions } from '../prepare.ts';
import { forecastSegment } from '../segmentForecasts.ts';
import { lastCompleteDay, type SegmentHistory } from '../segmentHistories.ts';
import type { DailyOutlook } from './dailyResults.ts';
import { MOST_DAYS_AHEAD, pastTotals, type DailyQuestion } from './dailyOutlook.ts';
import { createDayPrices, dayPath, labelsOfHistory, type DayPath } from './dayPath.ts';
import { daysBetween } from './lastMonth.ts';
import { outlookSteps } from './outlookSteps.ts';
import { dailyTokens, isInDailyScope, readPast, type PastDay } from './members.ts';

/** So many parts are forecast one by one at once; of more, their sum is forecast as one series. */
const MOST_PARTS_AT_ONCE = 4;
/** What the sum costs per token is read from the mix of so many days. */
const RECENT_DAYS = 28;

/**
 * The fan alone, at once: from the forecasts of the parts where they are known or few, else from their sum as one series.
 * Before the history of the parts has been read, the sum comes from a small query of its own and costs what a token cost
 * in the last four weeks. Everything that takes longer is empty; `dailyOutlook` gives the whole. Null without usage.
 */
export async function firstLook(
  document: PlanDocument,
  database: ReadableDatabase,
  book: PriceBook,
  question: DailyQuestion,
  options: PrepareOptions,
): Promise<DailyOutlook | null> {
  const { known } = options;
  const { timezone } = document.reporting;
  const isRead = known === undefined || alreadyRead(known, groundworkKey(timezone)) !== undefined;
  return isRead
    ? lookAtParts(document, database, book, question, options)
    : lookAtSum(document, database, question, options);
}

async function lookAtParts(
  document: PlanDocument,
  database: ReadableDatabase,
  book: PriceBook,
  question: DailyQuestion,
  options: PrepareOptions,
): Promise<DailyOutlook | null> {
  const { known } = options;
  const { scope } = question;
  const { to, offsets, histories } = await readGroundwork(document, database, known);
  if (to === null) return null;
  const { asOf, months, days } = spanOf(to, document);
  const past = await readPast(document, database, { offsets, by: null, scope, asOf, known });
  const parts = histories.filter((history) => isInDailyScope(scope, labelsOfHistory(history)));
  const paths = pathsOf(parts, months, days, book, options);
  return {
    ...emptyLook(question, asOf, parts.length),
    ...outlookSteps(pastTotals(past), paths, days, drawOf(question)),
  };
}

async function lookAtSum(
  document: PlanDocument,
  database: ReadableDatabase,
  question: DailyQuestion,
  { library, known }: PrepareOptions,
): Promise<DailyOutlook | null> {
  const { from, to } = await readExtent(database);
  if (from === null || to === null) return null;
  const { asOf, months, days } = spanOf(to, document);
  const common = { offsets: zoneOffsets(document.reporting.timezone, from, to), by: null, asOf, known };
  const [past, ofDays] = await Promise.all(
    [false, true].map((isDaily) => readPast(document, database, { ...common, scope: question.scope, isDaily })),
  );
  const rows = [...(ofDays ?? []).values()].flat().toSorted((left, right) => (left.day < right.day ? -1 : 1));
  const path = sumPath(rows, asOf, months, days, library);
  const paths = path === null ? [] : [path];
  return {
    ...emptyLook(question, asOf, null),
    ...outlookSteps(pastTotals(past ?? new Map()), paths, days, drawOf(question)),
  };
}

function spanOf(to: string, { forecast }: PlanDocument) {
  const asOf = lastCompleteDay(to);
  const months = forecastMonths(asOf, forecast.horizonMonths);
  const days = daysBetween(addDays(asOf, 1), lastDayOf(months.at(-1) ?? monthOf(asOf))).slice(0, MOST_DAYS_AHEAD);
  return { asOf, months, days };
}

const drawOf = ({ seed }: DailyQuestion) => ({ seed, correlation: PLAN_VOLUME.correlation, widening: 1 });

const emptyLook = ({ by }: DailyQuestion, asOf: Day, parts: number | null) =>
  ({
    isFirstLook: true,
    parts,
    asOf,
    by,
    members: [],
    backtest: { sentence: '', origins: 0, horizons: [], widening: 1 },
    budgets: [],
    priceSteps: [],
    anomalies: [],
    lastMonth: null,
    findings: [],
  }) satisfies Partial<DailyOutlook>;

/** All days of a part as one series, at what a token of it cost lately. Null without a day of use. */
function sumPath(
  rows: readonly PastDay[],
  asOf: Day,
  months: readonly Month[],
  days: readonly Day[],
  library: TrendLibrary | null,
): DayPath | null {
  const [first] = rows;
  if (first === undefined) return null;
  const values = daysBetween(first.day, asOf).map(() => 0);
  for (const { day, tokens } of rows) {
    const index = dayIndex(day) - dayIndex(first.day);
    values[index] = (values[index] ?? 0) + tokens;
  }
  const recent = rows.filter(({ day }) => day > addDays(asOf, -RECENT_DAYS));
  const tokens = recent.reduce((sum, one) => sum + one.tokens, 0);
  const usd = recent.reduce((sum, one) => sum + (one.usd ?? 0), 0);
  const forecast = forecastSegment(anonymous(first.day, values), months, library);
  return dayPath(forecast, days, months, new Float64Array(days.length).fill(tokens > 0 ? usd / tokens : 0));
}

/** A history that is of no one part: only its days are read. */
const anonymous = (firstDay: Day, values: readonly number[]): SegmentHistory => ({
  id: 'total',
  priceKey: {
    id: 0,
    provider: null,
    name: null,
    route: null,
    region: null,
    serviceTier: null,
    contextBand: null,
    model: null,
  },
  inputFloor: 0,
  labels: Object.fromEntries(SCOPE_DIMENSIONS.map((name) => [name, null])) as SegmentHistory['labels'], // one each
  frequency: 'daily',
  firstDay,
  values,
  mix: perTokenClass(() => 0),
  requestsPerToken: null,
});

function pathsOf(
  parts: readonly SegmentHistory[],
  months: readonly Month[],
  days: readonly Day[],
  book: PriceBook,
  { library, memory }: PrepareOptions,
): readonly DayPath[] {
  const priceOf = createDayPrices(book, days);
  const areKnown = memory !== undefined && parts.every((history) => memory.find(history, months) !== undefined);
  if (areKnown || parts.length <= MOST_PARTS_AT_ONCE) {
    return parts.map((history) => {
      const forecast = memory?.find(history, months) ?? forecastSegment(history, months, library);
      memory?.add(history, months, forecast);
      return dayPath(forecast, days, months, priceOf(history));
    });
  }
  const daily = parts.filter(({ frequency }) => frequency === 'daily');
  const sum = dailyTokens(daily);
  if (sum === null) return [];
  const total = anonymous(sum.first, sum.values);
  const path = dayPath(forecastSegment(total, months, library), days, months, mixedPrice(daily, days, priceOf));
  return [path];
}

/** What a token of the recent mix of some segments costs by day; what has no price counts as nothing. */
export function mixedPrice(
  parts: readonly SegmentHistory[],
  days: readonly Day[],
  priceOf: (history: SegmentHistory) => Float64Array,
): Float64Array {
  const recent = parts.map(({ values }) => values.slice(-RECENT_DAYS).reduce((sum, value) => sum + value, 0));
  const all = recent.reduce((sum, value) => sum + value, 0);
  const mixed = new Float64Array(days.length);
  for (const [index, part] of parts.entries()) {
    const share = all > 0 ? (recent[index] ?? 0) / all : 0;
    for (const [day, usd] of priceOf(part).entries())
      mixed[day] = (mixed[day] ?? 0) + (Number.isNaN(usd) ? 0 : share * usd);
  }
  return mixed;
}
