import { defineLever } from './definition.ts';
import { share } from './descriptors.ts';
import { moveToTier } from './serviceTier.ts';

/**
 * Work that must be fast pays a surcharge: cost * (1 + p * (k - 1)), k = 2 at OpenAI, 1.8 at Google, 1.75 at Bedrock.
 * Example: 100 USD with 10 % at double price cost 110 USD.
 */
export const priority = defineLever({
  kind: 'priority',
  title: 'Use the fast tier',
  stage: 'modifiers',
  scopeBy: 'workload',
  sentence: 'Run {share} of {scope} on the fast tier from {start}',
  risk: 1,
  parameters: {
    share: share('Work that must be fast', 'Share of the traffic on standard terms that pays for speed.', {
      hasDefault: true,
    }),
  },
  conflicts: [],
  obstacle: (_, served) => (served.tiers.priority === null ? `${served.key} has no fast tier` : null),
  apply(values, factors, context) {
    moveToTier(factors.priority, context, values.share);
  },
});
