import type { Day } from '../../units/months.ts';
import { groupBy } from '../../units/groupBy.ts';
import type { PriceStep } from './dailyResults.ts';
import type { DayPath } from './dayPath.ts';

/** A change below this share of the price is rounding. */
const SMALLEST_CHANGE = 1e-6;

/** Days ahead on which what a model costs changes by its price list, on the mix of its largest segment. */
export function priceSteps(paths: readonly DayPath[], days: readonly Day[]): readonly PriceStep[] {
  const models = groupBy(paths, ({ labels }) => labels.model);
  return [...models].flatMap(([model, members]) => {
    const size = ({ tokens }: DayPath): number => tokens.reduce((sum, count) => sum + count, 0);
    const [largest] = members.toSorted((left, right) => size(right) - size(left));
    if (largest === undefined || model === null || size(largest) === 0) return [];
    return days.flatMap((day, index): PriceStep[] => {
      const before = largest.usdPerToken[index - 1] ?? Number.NaN;
      const after = largest.usdPerToken[index] ?? Number.NaN;
      const isStep = Math.abs(after / before - 1) > SMALLEST_CHANGE;
      return isStep ? [{ day, model, before: before * 1e6, after: after * 1e6 }] : [];
    });
  });
}
