import { compile } from '../engine/compile.ts';
import { evaluate } from '../engine/evaluate.ts';
import { at } from '../engine/series.ts';
import { centralChoice, createWorkspace } from '../engine/streams.ts';
import type { Baseline, Lever, Scenario } from '../engine/types.ts';
import type { Month } from '../units/months.ts';

/** A number that a table or a goal seek turns: one setting of one lever, or growth and price of everything by the year. */
export type Driver =
  | { readonly kind: 'setting'; readonly leverId: string; readonly key: string }
  | { readonly kind: 'growth' }
  | { readonly kind: 'price' };

/** What is looked at: spend over the horizon, in its last month, or in the months of a span that the horizon covers. */
export type DrivenMeasure = 'total' | 'final-month' | { readonly from: Month; readonly to: Month };

const everything = (id: string, kind: string, parameters: Lever['parameters'], start: Month): Lever => ({
  id,
  kind,
  isEnabled: true,
  scope: {},
  start,
  end: null,
  rampMonths: 0,
  parameters,
});

/** The scenario with drivers at values. A growth or price driver is one more lever over everything from the first month. */
export function withDrivers(
  scenario: Scenario,
  months: readonly Month[],
  values: readonly (readonly [Driver, number])[],
): Scenario {
  const [start] = months;
  return values.reduce((changed: Scenario, [driver, value]) => {
    switch (driver.kind) {
      case 'setting':
        return {
          ...changed,
          levers: changed.levers.map((lever) =>
            lever.id === driver.leverId
              ? { ...lever, parameters: { ...lever.parameters, [driver.key]: value } }
              : lever,
          ),
        };
      case 'growth': {
        if (start === undefined) return changed;
        const growth = everything('driver-growth', 'volume-growth', { curve: 'rate', rate: value }, start);
        return { ...changed, levers: [...changed.levers, growth] };
      }
      case 'price': {
        if (start === undefined) return changed;
        const price = everything('driver-price', 'price-path', { path: 'yearly', change: value }, start);
        return { ...changed, levers: [...changed.levers, price] };
      }
      default:
        return driver satisfies never;
    }
  }, scenario);
}

/** Central spend of a scenario, USD; what has an unknown price is left out. */
export function centralSpend(baseline: Baseline, scenario: Scenario, measure: DrivenMeasure): number {
  const compiled = compile(baseline, scenario);
  const { groupUsd, lines } = evaluate(compiled, createWorkspace(compiled), centralChoice(compiled));
  const months = baseline.months.length;
  let sum = 0;
  for (let month = 0; month < months; month += 1) {
    if (!isMeasured(measure, baseline.months, month)) continue;
    for (const { index } of compiled.groups) {
      const usd = at(groupUsd, index * months + month);
      if (!Number.isNaN(usd)) sum += usd;
    }
    for (const { recurringUsd, oneOffUsd } of lines) sum += at(recurringUsd, month) + at(oneOffUsd, month);
  }
  return sum;
}

function isMeasured(measure: DrivenMeasure, months: readonly Month[], index: number): boolean {
  if (measure === 'total') return true;
  if (measure === 'final-month') return index === months.length - 1;
  const month = months[index];
  return month !== undefined && month >= measure.from && month <= measure.to;
}
