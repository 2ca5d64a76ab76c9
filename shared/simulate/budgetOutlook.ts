import { crossingTime, dayAfter, type Budget } from '../engine/budget.ts';
import { at } from '../engine/series.ts';
import type { Series } from '../engine/types.ts';
import type { Day, Month } from '../units/months.ts';
import { columnQuantiles, shareAbove } from './quantiles.ts';
import { pathOver, pathsOver, spanResult, type SpanResult } from './spans.ts';

/** Shares of a budget at which its owner is told. */
export const BUDGET_MARKS = [0.5, 0.8, 1] as const;

/** When a share of a budget is reached: on the central path, in half and in one fifth of the draws; null when it is not. */
export type MarkOutlook = {
  readonly share: number;
  readonly usd: number;
  readonly reachedOn: Day | null;
  readonly reachedOnP50: Day | null;
  readonly reachedOnP80: Day | null;
};

export type BudgetOutlook = SpanResult & {
  readonly id: string;
  readonly usd: number;
  /** What was spent in its months before the horizon. */
  readonly spentUsd: number;
  readonly probabilityOfExceeding: number;
  /** Months from the budget's first month until it is spent, in half and in one fifth of the draws; null when it lasts. */
  readonly crossesAfterMonthsP50: number | null;
  readonly crossesAfterMonthsP80: number | null;
  readonly marks: readonly MarkOutlook[];
  /** Running total at the end of each month of the budget, USD: central and its own quantiles. */
  readonly runningUsd: Readonly<Record<'central' | 'p10' | 'p50' | 'p90', Series>>;
};

/**
 * How a budget will be used up, in every draw of a table, draw * months + month. Months that have passed count as they were.
 * Example: 600 from January, 100 a month in every draw: 50 % on 1 April, 100 % on 1 July, exceeded never (600 of 600 in
 * June) unless more months follow.
 */
export function budgetOutlook(
  budget: Budget,
  table: Float64Array,
  central: Series,
  months: readonly Month[],
  pastUsd: (month: Month) => number,
): BudgetOutlook {
  const count = Math.max(1, months.length);
  const [first] = months;
  const over = pathsOver(months, budget, pastUsd);
  const paths = Array.from({ length: table.length / count }, (_, draw) =>
    over(table.subarray(draw * count, (draw + 1) * count)),
  );
  const centralPath = over(central);
  const timesOf = (usd: number): Float64Array => Float64Array.from(paths, (path) => crossingTime(path, usd)).sort();
  const timeAt = (times: Float64Array, share: number): number | null => {
    const time = at(times, Math.ceil(share * times.length) - 1);
    return Number.isFinite(time) ? time : null;
  };
  const dayOf = (time: number | null): Day | null =>
    time === null || !Number.isFinite(time) ? null : dayAfter(budget.from, time);
  const crossings = timesOf(budget.usd);
  const { length } = centralPath;
  const running = new Float64Array(paths.length * length);
  paths.forEach((path, draw) => {
    running.set(runningTotal(path), draw * length);
  });
  const fan = columnQuantiles(running, length);
  const result = spanResult(table, central, months, budget, pastUsd);
  return {
    ...result,
    id: budget.id,
    usd: budget.usd,
    spentUsd: pathOver(new Float64Array(), first === undefined ? [] : [first], budget, pastUsd).reduce(
      (sum, usd) => sum + usd,
      0,
    ),
    probabilityOfExceeding: shareAbove(result.sortedUsd, budget.usd),
    crossesAfterMonthsP50: timeAt(crossings, 0.5),
    crossesAfterMonthsP80: timeAt(crossings, 0.2),
    runningUsd: { central: runningTotal(centralPath), p10: fan.p10, p50: fan.p50, p90: fan.p90 },
    marks: BUDGET_MARKS.map((share) => {
      const usd = share * budget.usd;
      const times = share === 1 ? crossings : timesOf(usd);
      return {
        share,
        usd,
        reachedOn: dayOf(crossingTime(centralPath, usd)),
        reachedOnP50: dayOf(timeAt(times, 0.5)),
        reachedOnP80: dayOf(timeAt(times, 0.2)),
      };
    }),
  };
}

/** Example: 40, 40, 40 add up to 40, 80, 120. */
function runningTotal(monthly: Series): Series {
  let spent = 0;
  return monthly.map((usd) => (spent += usd));
}
