import { moveTraffic, reduceQuality } from '../factors.ts';
import { at } from '../series.ts';
import { bookAtStart, defineLever } from './definition.ts';
import { coldStart, coldDays, setTokenFactors, tokenFactors } from './moves.ts';
import { model, qualityKept, quantity, share } from './descriptors.ts';

/**
 * Another model does the work: cost' = R * (in * k_tok * Pin' + (visible * k_tok * k_verb + reasoning * k_think) * Pout')
 * + migration. Source: "The Price Reversal Phenomenon", arXiv 2603.23971: the same text is a different number of tokens
 * elsewhere, so list prices alone mislead.
 * Example: 1 Mtok in and 0.2 Mtok out at 5/25 USD cost 10 USD; at 3/15 with k_tok 1.3 they cost 1.3 * (3 + 3) = 7.80.
 */
export const modelSwap = defineLever({
  kind: 'model-swap',
  title: 'Change the model',
  stage: 'model',
  scopeBy: 'workload',
  sentence: 'Move {share} of {scope} to {model} from {start}',
  risk: 2,
  parameters: {
    model: model('New model', 'The model that takes the work over.'),
    share: share('Traffic moved', 'Share of the requests in scope that move.', { absent: 1 }),
    ...tokenFactors,
    ...coldDays,
    qualityKept: qualityKept(),
    migrationUsd: quantity('usd', 'Migration and re-evaluation', 'One-off cost of prompts, tests and roll-out.'),
  },
  conflicts: [
    {
      with: 'prompt-caching',
      because: 'the new model starts with a cold cache, so cached prefixes are written again in the first days',
    },
  ],
  apply(values, factors, context) {
    const movedAt = (month: number): number => at(context.dose, month) * values.share;
    const target = moveTraffic(factors, context.model(values.model), context.index, movedAt);
    setTokenFactors(target, values);
    coldStart(target, context, values.coldDays);
    reduceQuality(factors, values.qualityKept, movedAt);
  },
  charge(values, line, context) {
    bookAtStart(line, context, values.migrationUsd);
  },
});
