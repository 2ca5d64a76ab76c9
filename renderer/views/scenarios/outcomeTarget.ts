import type { PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import { cents, compactUsd, compactUsdRange, monthName } from '../../../shared/units/format.ts';
import type { InspectorTarget } from '../../state/inspector.ts';
import { valueLabel } from '../labels.ts';

const MODELS_SHOWN = 12;

/** Where a scenario's total comes from. */
export function outcomeTarget(outcome: ScenarioOutcome, results: PlanResults): InspectorTarget {
  const [first] = outcome.months;
  const last = outcome.months.at(-1);
  return {
    title: outcome.name,
    value: compactUsd(outcome.totalUsd.central),
    formula:
      'Forecast tokens of each part of the usage, changed by the levers in a fixed order, times the price of each month, added up; plus one-off and recurring costs of the levers.',
    lines: [
      { label: 'Months', value: `${monthName(first?.month ?? '')} to ${monthName(last?.month ?? '')}` },
      { label: 'P10 to P90', value: compactUsdRange(outcome.totalUsd.p10, outcome.totalUsd.p90) },
      { label: 'One-off, USD', value: cents(outcome.oneOffUsd) },
      ...outcome.models
        .toSorted((left, right) => right.usd - left.usd)
        .slice(0, MODELS_SHOWN)
        .map(({ key, usd }) => ({ label: valueLabel(key), value: cents(usd) })),
      { label: 'Draws', value: `${String(results.draws)}, seed ${String(results.seed)}` },
      { label: 'Prices', value: results.priceBookVersion },
      { label: 'Data to', value: results.asOf ?? '' },
    ],
    findings: outcome.findings,
    rows: null,
  };
}
