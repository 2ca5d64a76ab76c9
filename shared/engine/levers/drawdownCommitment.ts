import { multiply, at } from '../series.ts';
import { metered, spendIn } from './cells.ts';
import { defineLever } from './definition.ts';
import { months, quantity, share } from './descriptors.ts';

/**
 * A promise to spend buys a discount: cost = max(actual * (1 - D), commit), so the shortfall is paid too, at the end of
 * each period.
 * Example: 100 USD of use at D 0.2 is 80; against a commitment of 90 the shortfall is 10 and the cost 90 USD.
 */
export const drawdownCommitment = defineLever({
  kind: 'drawdown-commitment',
  title: 'Commit to a spend',
  stage: 'commitment',
  scopeBy: 'serving-model',
  sentence: 'Commit {commitUsdPerMonth} for {discount} off {scope} from {start}',
  risk: 2,
  parameters: {
    discount: share('Discount', 'Taken off every price in scope.', { max: 0.99, hasDefault: true }),
    commitUsdPerMonth: quantity('usd-per-month', 'Commitment', 'Spend promised per month, after the discount.'),
    trueUpMonths: months('Settled every', 'Months after which the spend is compared with the commitment.', {
      neutral: 1,
      min: 1,
      hasDefault: true,
    }),
  },
  conflicts: [
    { with: 'model-swap', because: 'what moves to another provider no longer counts towards the commitment' },
    { with: 'price-path', because: 'falling prices use up less of the commitment' },
  ],
  apply(values, factors, context) {
    for (const stream of factors.streams.slice(0, factors.streamCount)) {
      if (!context.serves(stream.model)) continue;
      multiply(stream.discount, (month) => 1 - at(context.dose, month) * values.discount);
    }
  },
  settle(values, cells, line, context) {
    const counted = metered(cells);
    const shortfallUsd = new Float64Array(context.monthCount);
    const spend = new Float64Array(context.monthCount);
    let [promised, spent, monthsOpen] = [0, 0, 0];
    for (let month = 0; month < context.monthCount; month += 1) {
      const dose = at(context.dose, month);
      spend[month] = spendIn(counted, month);
      if (dose === 0) continue;
      promised += values.commitUsdPerMonth * dose;
      spent += at(spend, month);
      monthsOpen += 1;
      const isLast = month + 1 >= context.monthCount || at(context.dose, month + 1) === 0;
      if (monthsOpen < values.trueUpMonths && !isLast) continue;
      shortfallUsd[month] = Math.max(0, promised - spent);
      line.recurringUsd[month] = at(line.recurringUsd, month) + at(shortfallUsd, month);
      [promised, spent, monthsOpen] = [0, 0, 0];
    }
    Object.assign(line.figures, { shortfallUsd, countedUsd: spend });
  },
});
