import type { Budget } from '../../../shared/model/document.ts';
import type { BudgetOutlook, PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import { cents, compactUsd, compactUsdRange, dayName, monthName, percent } from '../../../shared/units/format.ts';
import { describeScope } from '../../../shared/engine/sentences.ts';
import { firstDayOf } from '../../../shared/units/months.ts';
import type { InspectorTarget } from '../../state/inspector.ts';

/** Where the outlook of a budget comes from. */
export function budgetTarget(
  outlook: BudgetOutlook,
  budget: Budget,
  outcome: ScenarioOutcome,
  results: PlanResults,
): InspectorTarget {
  const first = outcome.months[0]?.month;
  const isUnderWay = first !== undefined && budget.from < first;
  return {
    title: `${budget.name} under ${outcome.name}`,
    value: compactUsd(outlook.spend.p50),
    formula: `Computed spend of ${describeScope(budget.scope)} in the months that have passed, plus what ${outcome.name} expects for the rest, from ${monthName(budget.from)} to ${monthName(budget.to)}.`,
    lines: [
      { label: 'Budget, USD', value: cents(outlook.usd) },
      { label: 'Spent so far, USD', value: cents(outlook.spentUsd) },
      { label: 'Central, USD', value: cents(outlook.spend.central) },
      { label: 'P10 to P90', value: compactUsdRange(outlook.spend.p10, outlook.spend.p90) },
      { label: 'Chance above the budget', value: percent(outlook.probabilityOfExceeding, 0) },
      ...outlook.marks.map((mark) => ({
        label: `${percent(mark.share, 0)} reached (P50)`,
        value: mark.reachedOnP50 === null ? 'not in these months' : dayName(mark.reachedOnP50),
      })),
      ...outlook.contingency
        .filter(({ confidence }) => confidence === 0.8 || confidence === 0.9)
        .map(({ confidence, usd }) => ({
          label: `Reserve for ${percent(confidence, 0)} confidence`,
          value: compactUsd(usd),
          source: 'Beside the central plan, so that the total is kept with this confidence.',
        })),
      { label: 'Draws', value: `${String(results.draws)}, seed ${String(results.seed)}` },
      { label: 'Prices', value: results.priceBookVersion },
    ],
    findings: outcome.findings,
    rows: isUnderWay ? { where: { ...budget.scope }, from: firstDayOf(budget.from), to: firstDayOf(first) } : null,
  };
}
