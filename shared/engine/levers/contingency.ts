import { at } from '../series.ts';
import { defineLever } from './definition.ts';
import { quantity } from './descriptors.ts';

/**
 * Money held back for overruns, as a share of the spend by use after caps.
 * Example: 15 % on 1,000 USD: 150 USD.
 */
export const contingency = defineLever({
  kind: 'contingency',
  title: 'Contingency',
  stage: 'ownership',
  scopeBy: 'workload',
  sentence: 'Hold back {share} of {scope} from {start}',
  risk: 1,
  parameters: {
    share: quantity('share', 'Held back', 'Share of the spend by use.', { max: 10, hasDefault: true }),
  },
  conflicts: [],
  settle(values, cells, line, context) {
    for (const { usd, kept } of cells) {
      for (let month = 0; month < context.monthCount; month += 1) {
        const spend = at(usd, month) * at(kept, month);
        if (Number.isNaN(spend)) continue;
        line.recurringUsd[month] = at(line.recurringUsd, month) + spend * at(context.dose, month) * values.share;
      }
    }
  },
});
