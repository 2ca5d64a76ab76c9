import { addFee, askFirst, reduceQuality } from '../factors.ts';
import { at } from '../series.ts';
import { addMistakes, defineLever } from './definition.ts';
import { model, qualityKept, quantity, share } from './descriptors.ts';
import { setTokenFactors, tokenFactors } from './moves.ts';

/**
 * A weak model answers first, a judge sends on what is not good enough: cost = c_weak + c_judge + p * c_strong, worth it
 * only if p < 1 - (c_weak + c_judge) / c_strong. Mistakes that pass the judge cost (1 - q) * cost of a mistake.
 * Example: weak 1, judge 0.05, strong 10 and p 0.3: 1 + 0.05 + 3 = 4.05 USD; it stops paying at p = 0.895.
 */
export const cascade = defineLever({
  kind: 'cascade',
  title: 'Ask a smaller model first',
  stage: 'model',
  scopeBy: 'workload',
  sentence: 'Ask {model} first for {scope} and pass on {escalationShare} from {start}',
  risk: 2,
  parameters: {
    model: model('First model', 'The cheaper model that answers first.'),
    share: share('Traffic', 'Share of the requests in scope that go this way.', { absent: 1 }),
    escalationShare: share('Passed on', 'Share of first answers that the judge sends to the present model.', {
      hasDefault: true,
    }),
    judgeShare: share('Cost of the judge', 'Cost of judging an answer, over its cost on the first model.', {
      hasDefault: true,
    }),
    coldShare: share('Cold prefixes', 'Share of cached tokens that the first model must write for itself.'),
    ...tokenFactors,
    qualityKept: qualityKept({ hasDefault: true }),
    costOfMistakeUsd: quantity('usd', 'Cost of a mistake', 'Damage of a wrong answer; shown beside the spend.'),
  },
  conflicts: [
    { with: 'prompt-caching', because: 'two models read the same prefix, and each needs a warm cache of its own' },
  ],
  needsRequests: (values) => values.costOfMistakeUsd > 0,
  apply(values, factors, context) {
    const askedAt = (month: number): number => at(context.dose, month) * values.share;
    const acceptedAt = (month: number): number => askedAt(month) * (1 - values.escalationShare);
    const first = askFirst(factors, context.model(values.model), context.index, askedAt, values.escalationShare);
    setTokenFactors(first, values);
    first.cold.fill(values.coldShare);
    addFee(factors, first, (month) => askedAt(month) * values.judgeShare);
    reduceQuality(factors, values.qualityKept, acceptedAt);
    addMistakes(factors, values.costOfMistakeUsd, (month) => acceptedAt(month) * (1 - values.qualityKept));
  },
});
