import { multiply, at } from '../series.ts';
import { defineLever } from './definition.ts';
import { factor, share } from './descriptors.ts';

/**
 * Processing is kept in one region at a surcharge: cost * (1 + s * (k - 1)), k = 1.1 at Anthropic, OpenAI and Bedrock.
 * Example: 100 USD of which half stays in the region cost 105 USD.
 */
export const residency = defineLever({
  kind: 'residency',
  title: 'Keep data in a region',
  stage: 'modifiers',
  scopeBy: 'workload',
  sentence: 'Keep {share} of {scope} in its region from {start}',
  risk: 1,
  parameters: {
    share: share('Traffic kept', 'Share of the traffic that must stay in the region.', { absent: 1 }),
    multiplier: factor('Surcharge', 'Price in the region over the global price.', {
      min: 0.5,
      max: 10,
      hasDefault: true,
    }),
  },
  conflicts: [],
  apply(values, factors, context) {
    multiply(factors.surcharge, (month) => 1 + at(context.dose, month) * values.share * (values.multiplier - 1));
  },
});
