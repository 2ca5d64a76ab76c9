import type { Day } from '../../units/months.ts';
import type { OutlookSteps } from './dailyResults.ts';
import type { DayPath } from './dayPath.ts';
import { drawSum, fanOf, sumOf, type DrawSettings } from './fan.ts';
import { weeklySteps } from './weeks.ts';

/** The fan of a sum of paths by day and by week, both from the same draws. */
export function outlookSteps(
  past: OutlookSteps['past'],
  paths: readonly DayPath[],
  days: readonly Day[],
  draw: DrawSettings,
): OutlookSteps & { readonly weeks: OutlookSteps } {
  const drawn = (measure: 'usd' | 'tokens') => {
    const central = sumOf(paths, measure, days.length);
    return { table: drawSum(paths, measure, draw), central: Array.from(central) };
  };
  const both = { usd: drawn('usd'), tokens: drawn('tokens') };
  const fan = ({ table, central }: (typeof both)['usd']) => fanOf(table, Float64Array.from(central));
  return {
    past,
    ahead: { days, usd: fan(both.usd), tokens: fan(both.tokens) },
    weeks: weeklySteps(past, days, both),
  };
}
