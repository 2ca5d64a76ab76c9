import type { LeverValue, PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import { cents, compactUsd, compactUsdRange, monthName } from '../../../shared/units/format.ts';
import type { InspectorTarget } from '../../state/inspector.ts';

/** Where the worth of a lever comes from: its values, its settings with their sources, what to know about it. */
export function leverTarget(value: LeverValue, outcome: ScenarioOutcome, results: PlanResults): InspectorTarget {
  const last = outcome.months.at(-1)?.month ?? '';
  return {
    title: value.title,
    value: compactUsd(value.stackedUsd),
    formula: `${outcome.name} with this lever less ${outcome.name} without it, added up to ${monthName(last)}. Negative is a saving.`,
    lines: [
      { label: 'In the stack, USD', value: cents(value.stackedUsd) },
      { label: 'P10 to P90', value: compactUsdRange(value.rangeUsd.p10, value.rangeUsd.p90) },
      { label: 'As the only lever, USD', value: cents(value.aloneUsd) },
      {
        label: 'Fair share, USD',
        value: cents(value.shapleyUsd),
        source: `The mean over all orders in which the levers could be added; fair shares add up to the difference. ${
          value.shapleyErrorUsd === 0 ? 'Exact.' : `Standard error ${cents(value.shapleyErrorUsd)} USD.`
        }`,
      },
      { label: 'One-off, USD', value: cents(value.oneOffUsd) },
      {
        label: 'Paid back by',
        value: value.paidBackBy === null ? 'not in these months' : monthName(value.paidBackBy),
      },
      ...results.assumptions
        .filter(({ scenario, lever }) => scenario === outcome.name && lever === value.title)
        .map((one) => ({
          label: one.parameter,
          value: one.value,
          source: one.date === '' ? one.source : `${one.source}, ${one.date}`,
        })),
    ],
    findings: outcome.findings.filter(({ subject }) => subject === value.id),
    rows: null,
  };
}
