import { at } from '../series.ts';
import type { Series } from '../types.ts';
import type { LeverContext } from './definition.ts';

/**
 * A series of a lever that is the same for every group, worked out once for each set of values and not once for each group.
 * `inputs` lists all that the series depends on besides the context; it has a fixed length.
 */
export function rememberedSeries<Values>(
  inputs: (values: Values) => readonly (number | string)[],
  valueAt: (values: Values, dose: number, elapsed: number) => number,
): (values: Values, context: LeverContext) => Series {
  const known = new WeakMap<LeverContext, { inputs: readonly (number | string)[]; readonly series: Series }>();
  return (values, context) => {
    const now = inputs(values);
    const last = known.get(context);
    if (last?.inputs.every((value, index) => value === now[index]) === true) return last.series;
    const series = last?.series ?? new Float64Array(context.monthCount);
    for (let month = 0; month < context.monthCount; month += 1) {
      series[month] = valueAt(values, at(context.dose, month), at(context.elapsed, month));
    }
    if (last === undefined) known.set(context, { inputs: now, series });
    else last.inputs = now;
    return series;
  };
}
