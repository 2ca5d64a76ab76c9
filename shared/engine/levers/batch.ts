import { defineLever } from './definition.ts';
import { share } from './descriptors.ts';
import { isNotStacking, moveToTier } from './serviceTier.ts';

/**
 * Work that can wait up to a day runs at the batch price: cost * (1 - b * d), b the share that waits, d the discount of the
 * model's provider (half at OpenAI, Anthropic, Google and Bedrock).
 * Example: 100 USD with b 0.4 and d 0.5 cost 100 * (1 - 0.2) = 80 USD.
 */
export const batch = defineLever({
  kind: 'batch',
  title: 'Run as batch',
  stage: 'modifiers',
  scopeBy: 'workload',
  sentence: 'Run {share} of {scope} as batch from {start}',
  risk: 1,
  parameters: {
    share: share('Work that can wait', 'Share of the traffic on standard terms that may take up to 24 hours.', {
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
  obstacle: (_, served) => (served.tiers.batch === null ? `${served.key} has no batch price` : null),
  apply(values, factors, context) {
    moveToTier(factors.batch, context, values.share);
  },
});
