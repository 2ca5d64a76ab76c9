import { addFee, moveTraffic, reduceQuality } from '../factors.ts';
import { at } from '../series.ts';
import { addMistakes, defineLever } from './definition.ts';
import { model, qualityKept, quantity, share } from './descriptors.ts';
import { setTokenFactors, tokenFactors } from './moves.ts';

/**
 * A router sends easy requests to a weak model: cost = f * c_strong + (1 - f) * c_weak + c_router.
 * Example: strong 10 USD, weak 1 USD, f 0.5, router 1 % of the weak one: 5 + 0.5 + 0.01 = 5.51 USD.
 */
export const routing = defineLever({
  kind: 'routing',
  title: 'Route easy requests',
  stage: 'model',
  scopeBy: 'workload',
  sentence: 'Route all but {strongShare} of {scope} to {model} from {start}',
  risk: 2,
  parameters: {
    model: model('Model for easy requests', 'The cheaper model that answers what the router sends to it.'),
    strongShare: share('Stays on the present model', 'Share of the requests that still need the present model.', {
      neutral: 1,
      hasDefault: true,
    }),
    routerShare: share('Cost of the router', 'Cost of deciding on a request, over its cost on the cheaper model.', {
      hasDefault: true,
    }),
    coldShare: share(
      'Changes model mid-session',
      'Share of routed requests whose prefix is cached on the other model.',
      {
        hasDefault: true,
      },
    ),
    ...tokenFactors,
    qualityKept: qualityKept({ hasDefault: true }),
    costOfMistakeUsd: quantity('usd', 'Cost of a mistake', 'Damage of a wrong answer; shown beside the spend.'),
  },
  conflicts: [
    {
      with: 'prompt-caching',
      because: 'a request that changes model inside a session finds a cold cache and writes it again',
    },
  ],
  needsRequests: (values) => values.costOfMistakeUsd > 0,
  apply(values, factors, context) {
    const routedAt = (month: number): number => at(context.dose, month) * (1 - values.strongShare);
    const weak = moveTraffic(factors, context.model(values.model), context.index, routedAt);
    setTokenFactors(weak, values);
    weak.cold.fill(values.coldShare);
    addFee(factors, weak, (month) => at(context.dose, month) * values.routerShare);
    reduceQuality(factors, values.qualityKept, routedAt);
    addMistakes(factors, values.costOfMistakeUsd, (month) => routedAt(month) * (1 - values.qualityKept));
  },
});
