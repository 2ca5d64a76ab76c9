import type { ScopeDimension } from '../../engine/types.ts';
import type { Anomaly } from '../../forecast/anomalies/anomaly.ts';
import { findAnomalies } from '../../forecast/anomalies/findAnomalies.ts';
import { rankByMoney } from '../../forecast/anomalies/ranking.ts';
import { fingerprint } from '../../forecast/trendLibrary.ts';
import { groupBy } from '../../units/groupBy.ts';
import { addDays, dayIndex, type Day } from '../../units/months.ts';
import { breathe } from '../forecastAll.ts';
import type { SegmentHistory } from '../segmentHistories.ts';
import type { DailyAnomaly } from './dailyResults.ts';
import { labelsOfHistory } from './dayPath.ts';
import { dailyTokens, type PastDay } from './members.ts';

/** A new level counts with what it cost more, or less, in so many days at most. */
const LEVEL_DAYS = 30;
/** A price per token is read from so many days around the event. */
const PRICE_DAYS = 14;
const MOST_ANOMALIES = 200;
const MOST_KNOWN = 2000;

/** What was found in series, by the fingerprint of their values. */
export type AnomalyMemory = Map<string, readonly Anomaly[]>;

/** What was unusual by value of a dimension, searched in tokens (a new price is no anomaly) and ranked by money. */
export async function dailyAnomalies(
  histories: readonly SegmentHistory[],
  by: ScopeDimension,
  past: ReadonlyMap<string | null, readonly PastDay[]>,
  { memory, signal }: { readonly memory: AnomalyMemory; readonly signal?: AbortSignal },
): Promise<readonly DailyAnomaly[]> {
  const found: DailyAnomaly[] = [];
  for (const [value, members] of groupBy(histories, (history) => labelsOfHistory(history)[by])) {
    const series = dailyTokens(members);
    if (series === null) continue;
    const key = fingerprint(Float64Array.from(series.values));
    const known = memory.get(key);
    const events = known ?? findAnomalies({ id: value ?? '', frequency: 'daily', values: series.values });
    if (known === undefined) {
      if (memory.size >= MOST_KNOWN) memory.clear();
      memory.set(key, events);
      signal?.throwIfAborted();
      await breathe();
    }
    for (const event of events) found.push(dailyAnomaly(value, event, series, past.get(value) ?? []));
  }
  return rankByMoney(found).slice(0, MOST_ANOMALIES);
}

function dailyAnomaly(
  value: string | null,
  event: Anomaly,
  series: { readonly first: Day; readonly values: readonly number[] },
  past: readonly PastDay[],
): DailyAnomaly {
  const day = addDays(series.first, event.step);
  const usdPerToken = priceAround(past, day);
  return {
    segment: value ?? '',
    value,
    day,
    kind: event.kind,
    tokens: event.value,
    expectedTokens: event.expected,
    usd: usdPerToken === null ? null : usdPerToken * tokensOff(event, series.values),
    score: event.score,
  };
}

/** Tokens above (or below) usual: of one day, or of a new level while it has lasted, at most 30 days. */
function tokensOff({ kind, step, value, expected }: Anomaly, values: readonly number[]): number {
  if (kind !== 'level-shift') return value - expected;
  return values.slice(step, step + LEVEL_DAYS).reduce((sum, tokens) => sum + tokens - expected, 0);
}

function priceAround(past: readonly PastDay[], day: Day): number | null {
  const middle = dayIndex(day);
  const near = past.filter((one) => one.usd !== null && Math.abs(dayIndex(one.day) - middle) <= PRICE_DAYS);
  const tokens = near.reduce((sum, one) => sum + one.tokens, 0);
  return tokens === 0 ? null : near.reduce((sum, one) => sum + (one.usd ?? 0), 0) / tokens;
}
