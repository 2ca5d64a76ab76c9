import type { BudgetCrossing, DailyOutlook } from '../../../shared/plan/daily/dailyResults.ts';
import { compact, compactUsd, compactUsdRange, dayName } from '../../../shared/units/format.ts';

/** The view's title: where it is heading and how sure that is, or that a budget runs out. */
export function forecastAnswer(
  { ahead }: DailyOutlook,
  budgets: readonly BudgetCrossing[],
  measure: 'usd' | 'tokens',
  subject: string,
): string {
  const crossing = budgets
    .filter(({ crossesP50 }) => crossesP50 !== null)
    .toSorted((left, right) => ((left.crossesP50 ?? '') < (right.crossesP50 ?? '') ? -1 : 1))[0];
  const { next } = ahead[measure];
  const amount =
    measure === 'usd'
      ? `${compactUsd(next.central)} in the next ${String(next.days)} days (${compactUsdRange(next.p10, next.p90)})`
      : `${compact(next.central)} tokens in the next ${String(next.days)} days (${compact(next.p10)} to ${compact(next.p90)})`;
  if (crossing?.crossesP50 !== undefined && crossing.crossesP50 !== null) {
    const early = crossing.crossesP80 === null ? '' : `, ${dayName(crossing.crossesP80)} at P80`;
    return `${crossing.name} runs out on ${dayName(crossing.crossesP50)} (P50${early}); ${subject} spends ${amount}`;
  }
  return `${subject} ${measure === 'usd' ? 'spends' : 'uses'} ${amount}`;
}
