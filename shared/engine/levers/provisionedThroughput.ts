import { percent } from '../../units/format.ts';
import { at } from '../series.ts';
import type { Series } from '../types.ts';
import { demandIn, metered, spendIn } from './cells.ts';
import { defineLever } from './definition.ts';
import { factor, quantity, share } from './descriptors.ts';

/**
 * Capacity bought by the unit replaces payment by use as far as it reaches: cost = P + max(0, demand - capacity) * P_payg,
 * break-even utilisation u* = P / V with V the pay-as-you-go value of the full capacity. Demand is counted in input
 * tokens; an output token counts for several.
 * Example: a unit at 221 USD a month that could carry 260 USD of use breaks even at 221 / 260 = 85 % utilisation.
 */
export const provisionedThroughput = defineLever({
  kind: 'provisioned-throughput',
  title: 'Buy provisioned throughput',
  stage: 'commitment',
  scopeBy: 'serving-model',
  sentence: 'Buy {units} units at {usdPerUnitMonth} for {scope} from {start}',
  risk: 3,
  parameters: {
    units: quantity('count', 'Units', 'Number of units bought.', { max: 1_000_000 }),
    usdPerUnitMonth: quantity('usd-per-month', 'Price of a unit', 'Paid each month, used or not.', {
      hasDefault: true,
    }),
    mtokPerUnitMonth: quantity('mtok-per-month', 'Capacity of a unit', 'Million input tokens in a month at full load.'),
    outputWeight: factor('Weight of output', 'Input tokens that one output token counts as.', {
      max: 100,
      hasDefault: true,
    }),
    usableShare: share('Usable capacity', 'Share of the capacity that the daily curve of the load can fill.', {
      neutral: 1,
      hasDefault: true,
    }),
  },
  conflicts: [
    { with: 'model-swap', because: 'tokens that leave the model no longer use the units that are paid for' },
    { with: 'price-path', because: 'the price of a unit stays while the price by use falls' },
  ],
  check: ({ units, mtokPerUnitMonth }) =>
    units !== undefined && mtokPerUnitMonth !== undefined
      ? []
      : ['Provisioned throughput needs the number of units and the capacity of one.'],
  review({ figures: { utilisation, breakEvenUtilisation } }) {
    const [used, needed] = [meanOf(utilisation), meanOf(breakEvenUtilisation)];
    if (used >= needed || Number.isNaN(needed)) return null;
    return `the units are used at ${percent(used)} and break even at ${percent(needed)}; the rest is stranded`;
  },
  settle(values, cells, line, context) {
    const served = metered(cells);
    const figures = {
      utilisation: new Float64Array(context.monthCount),
      coverage: new Float64Array(context.monthCount),
      breakEvenUtilisation: new Float64Array(context.monthCount),
      strandedUsd: new Float64Array(context.monthCount),
    };
    for (let month = 0; month < context.monthCount; month += 1) {
      const units = values.units * at(context.dose, month);
      if (units === 0) continue;
      const paid = units * values.usdPerUnitMonth;
      const capacity = units * values.mtokPerUnitMonth;
      const demand = demandIn(served, month, values.outputWeight);
      const covered = Math.min(demand, capacity * values.usableShare);
      const coverage = demand === 0 ? 0 : covered / demand;
      const usdPerMtok = demand === 0 ? NaN : spendIn(served, month) / demand;
      for (const { kept } of served) kept[month] = at(kept, month) * (1 - coverage);
      line.recurringUsd[month] = at(line.recurringUsd, month) + paid;
      figures.coverage[month] = coverage;
      figures.utilisation[month] = capacity === 0 ? 0 : covered / capacity;
      figures.breakEvenUtilisation[month] = paid / (usdPerMtok * capacity);
      figures.strandedUsd[month] = paid * (1 - at(figures.utilisation, month));
    }
    Object.assign(line.figures, figures);
  },
});

/** Mean of the months with a figure; NaN without any. */
function meanOf(series: Series | undefined): number {
  const known = (series ?? new Float64Array()).filter((value) => value > 0);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
