import type { PriceBook } from '../../catalog/types.ts';
import type { Labels } from '../../engine/types.ts';
import { dayIndex, daysInMonth, monthIndex, monthOf, type Day, type Month } from '../../units/months.ts';
import { TOKEN_CLASSES } from '../../units/tokenClasses.ts';
import { queryOf } from '../baseline.ts';
import { dailyRates } from '../priceSeries.ts';
import type { SegmentForecast } from '../segmentForecasts.ts';
import type { SegmentHistory } from '../segmentHistories.ts';

/** Tokens, their doubt and what one token costs, by day of a given stretch. */
export type DayPath = {
  readonly forecast: SegmentForecast;
  readonly labels: Labels;
  readonly tokens: Float64Array;
  /** Standard deviation of the logarithm; 0 on days that are known. */
  readonly sigma: Float64Array;
  /** NaN where a class of the segment has no rate on the day. */
  readonly usdPerToken: Float64Array;
};

/** Names of a segment as the usage table writes them: a model without a price keeps its exported name. */
export const labelsOfHistory = ({ labels, priceKey }: SegmentHistory): Labels => ({
  ...labels,
  provider: priceKey.provider,
  model: priceKey.model ?? priceKey.name,
});

/** A segment over `days`: known days as they were, then its forecast; monthly rows are spread evenly over their days. */
export function dayPath(
  forecast: SegmentForecast,
  days: readonly Day[],
  months: readonly Month[],
  usdPerToken: Float64Array,
): DayPath {
  const labels = labelsOfHistory(forecast.history);
  const value = forecast.history.frequency === 'daily' ? dailyValue(forecast) : monthlyValue(forecast, months);
  const both = days.map(value);
  return {
    forecast,
    labels,
    tokens: Float64Array.from(both, ({ tokens }) => tokens),
    sigma: Float64Array.from(both, ({ sigma }) => sigma),
    usdPerToken,
  };
}

type DayValue = { readonly tokens: number; readonly sigma: number };
const REPEATED_DAYS = 28;
const NOTHING: DayValue = { tokens: 0, sigma: 0 };

function dailyValue({ history, days }: SegmentForecast): (day: Day) => DayValue {
  const first = dayIndex(history.firstDay);
  const last = (days?.point.length ?? 0) - 1;
  return (day) => {
    const past = dayIndex(day) - first;
    if (past < history.values.length) return { tokens: history.values[past] ?? 0, sigma: 0 };
    if (days === null) return NOTHING;
    const ahead = past - history.values.length;
    if (ahead <= last) return { tokens: days.point[ahead] ?? 0, sigma: days.sigma[ahead] ?? 0 };
    // Beyond the forecast its last four weeks are repeated: the level stays, and so does the rhythm of the week.
    const repeated = days.point[last + 1 - REPEATED_DAYS + ((ahead - last - 1) % REPEATED_DAYS)];
    return {
      tokens: repeated ?? days.point[last] ?? 0,
      sigma: (days.sigma[last] ?? 0) * Math.sqrt((ahead + 1) / (last + 1)),
    };
  };
}

function monthlyValue({ history, tokens, sigma }: SegmentForecast, months: readonly Month[]): (day: Day) => DayValue {
  const [first] = months;
  const start = first === undefined ? 0 : monthIndex(first);
  const begin = monthIndex(monthOf(history.firstDay));
  return (day) => {
    const month = monthOf(day);
    const length = daysInMonth(month);
    const past = history.values[monthIndex(month) - begin];
    if (past !== undefined) return { tokens: past / length, sigma: 0 };
    const index = monthIndex(month) - start;
    return { tokens: (tokens[index] ?? 0) / length, sigma: sigma[index] ?? 0 };
  };
}

/** What one token of a segment costs by day, from its mix of classes at the prices of that day; equal keys are priced once. */
export function createDayPrices(book: PriceBook, days: readonly Day[]): (history: SegmentHistory) => Float64Array {
  const known = new Map<string, ReadonlyMap<string, Float64Array>>();
  const ratesOf = ({ priceKey, inputFloor }: SegmentHistory): ReadonlyMap<string, Float64Array> => {
    const id = `${String(priceKey.id)}:${String(inputFloor)}`;
    const found = known.get(id);
    if (found !== undefined) return found;
    const periods = book.rates(book.match(queryOf(priceKey)));
    const rates = new Map(TOKEN_CLASSES.map((name) => [name as string, dailyRates(periods, name, inputFloor, days)]));
    known.set(id, rates);
    return rates;
  };
  return (history) => {
    const rates = ratesOf(history);
    const used = TOKEN_CLASSES.filter((name) => history.mix[name] > 0);
    return Float64Array.from(days, (_, index) =>
      used.reduce((sum, name) => sum + (history.mix[name] * (rates.get(name)?.[index] ?? Number.NaN)) / 1e6, 0),
    );
  };
}
