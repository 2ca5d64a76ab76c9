import { defineLever } from './definition.ts';
import { share } from './descriptors.ts';
import { isNotStacking, moveToTier } from './serviceTier.ts';

/**
 * Work that may wait minutes runs on the slow tier: cost * (1 - f * d), half price at OpenAI, Google and Bedrock.
 * Example: 100 USD with f 0.2 and half price cost 90 USD.
 */
export const flex = defineLever({
  kind: 'flex',
  title: 'Use the slow tier',
  stage: 'modifiers',
  scopeBy: 'workload',
  sentence: 'Run {share} of {scope} on the slow tier from {start}',
  risk: 1,
  parameters: {
    share: share('Work that may be slow', 'Share of the traffic on standard terms that may wait.', {
      hasDefault: true,
    }),
  },
  conflicts: [
    {
      with: 'prompt-caching',
      because:
        'the provider has not said that its discount and its cache price both apply, so cached tokens keep theirs',
      when: isNotStacking,
    },
  ],
  obstacle: (_, served) => (served.tiers.flex === null ? `${served.key} has no slow tier` : null),
  apply(values, factors, context) {
    moveToTier(factors.flex, context, values.share);
  },
});
