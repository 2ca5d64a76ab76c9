import { moveTraffic, reduceQuality } from '../factors.ts';
import { at } from '../series.ts';
import { defineLever } from './definition.ts';
import { model, qualityKept, share } from './descriptors.ts';
import { setTokenFactors, tokenFactors } from './moves.ts';

/**
 * Development and test environments use a smaller model: the saving is dev share * (1 - c_small / c_large). The scope
 * names the environments.
 * Example: 30 USD of 100 are spent in development; at a fifth of the price they become 6, and the whole 76 USD.
 */
export const devModel = defineLever({
  kind: 'dev-model',
  title: 'Smaller model in development',
  stage: 'model',
  scopeBy: 'workload',
  sentence: 'Use {model} for {share} of {scope} from {start}',
  risk: 1,
  parameters: {
    model: model('Model for development', 'The smaller model.'),
    share: share('Traffic moved', 'Share of the requests in scope that move.', { absent: 1 }),
    ...tokenFactors,
    qualityKept: qualityKept(),
  },
  conflicts: [],
  apply(values, factors, context) {
    const movedAt = (month: number): number => at(context.dose, month) * values.share;
    setTokenFactors(moveTraffic(factors, context.model(values.model), context.index, movedAt), values);
    reduceQuality(factors, values.qualityKept, movedAt);
  },
});
