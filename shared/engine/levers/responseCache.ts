import { multiplyTokens, reduceQuality } from '../factors.ts';
import { ALL_ROWS } from '../prices.ts';
import { at } from '../series.ts';
import { addMistakes, defineLever } from './definition.ts';
import { quantity, share } from './descriptors.ts';

/**
 * Answers to repeated questions come from a store: cost = R * (1 - h) * c + R * c_embed, and a false hit costs
 * h * fp * cost of a mistake beside the spend.
 * Example: 1,000 requests at 0.01 USD, h 0.2, embedding 0.00001: 8 + 0.01 = 8.01 USD; fp 0.03 at 1 USD: 6 USD of damage.
 */
export const responseCache = defineLever({
  kind: 'response-cache',
  title: 'Reuse answers',
  stage: 'tokens',
  scopeBy: 'workload',
  sentence: 'Answer {hitRate} of {scope} from stored answers from {start}',
  risk: 2,
  parameters: {
    hitRate: share('Hit rate', 'Share of the requests that a stored answer fits.', { hasDefault: true }),
    embeddingUsdPerRequest: quantity('usd-per-request', 'Lookup', 'Cost of looking one request up.', {
      hasDefault: true,
    }),
    falseHitShare: share('False hits', 'Share of the hits whose stored answer is wrong.', { hasDefault: true }),
    costOfMistakeUsd: quantity('usd', 'Cost of a mistake', 'Damage of a wrong answer; shown beside the spend.'),
  },
  conflicts: [],
  needsRequests: (values) => values.embeddingUsdPerRequest > 0 || values.costOfMistakeUsd > 0,
  apply(values, factors, context) {
    const hitAt = (month: number): number => at(context.dose, month) * values.hitRate;
    multiplyTokens(factors, ALL_ROWS, (month) => 1 - hitAt(month));
    for (let month = 0; month < context.monthCount; month += 1) {
      factors.usdPerRequest[month] =
        at(factors.usdPerRequest, month) + at(context.dose, month) * values.embeddingUsdPerRequest;
    }
    reduceQuality(factors, 1 - values.falseHitShare, hitAt);
    addMistakes(factors, values.costOfMistakeUsd, (month) => hitAt(month) * values.falseHitShare);
  },
});
