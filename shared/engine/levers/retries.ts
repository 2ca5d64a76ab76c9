import { multiplyTokens } from '../factors.ts';
import { ALL_ROWS } from '../prices.ts';
import { at } from '../series.ts';
import { defineLever } from './definition.ts';
import { factor, share } from './descriptors.ts';

/**
 * Failed attempts are paid as well: cost * (1 + rho * k), rho the share retried, k how long a retry is.
 * Example: 20 % retried at the same length cost 1.2 times.
 */
export const retries = defineLever({
  kind: 'retries',
  title: 'Retries',
  stage: 'tokens',
  scopeBy: 'workload',
  sentence: '{rate} of {scope} is tried again from {start}',
  risk: 1,
  parameters: {
    rate: share('Retried', 'Share of the requests that are sent a second time.', { max: 10, hasDefault: true }),
    contextFactor: factor('Length of a retry', 'Tokens of a retry over those of the first attempt.', {
      max: 100,
      hasDefault: true,
    }),
  },
  conflicts: [],
  apply(values, factors, context) {
    const extra = values.rate * values.contextFactor;
    multiplyTokens(factors, ALL_ROWS, (month) => 1 + at(context.dose, month) * extra);
  },
});
