import { moveTraffic, reduceQuality } from '../factors.ts';
import { CLASS_INDEX } from '../prices.ts';
import { at } from '../series.ts';
import { defineLever } from './definition.ts';
import { model, qualityKept, quantity, share } from './descriptors.ts';
import { setTokenFactors, tokenFactors } from './moves.ts';

/**
 * Models above a price need an approval; what is not approved goes to a cheaper model. The price compared is the list
 * price of visible output.
 * Example: 40 % of a 100 USD workload is approved, the rest costs a tenth elsewhere: 40 + 6 = 46 USD.
 */
export const approval = defineLever({
  kind: 'approval',
  title: 'Approve expensive models',
  stage: 'model',
  scopeBy: 'workload',
  sentence: 'Approve models above {aboveUsdPerMtok} in {scope}, else {model}, from {start}',
  risk: 2,
  parameters: {
    model: model('Model without approval', 'The model that serves what is not approved.'),
    aboveUsdPerMtok: quantity('usd-per-mtok', 'Price limit', 'Output price above which an approval is needed.', {
      mayRange: false,
    }),
    approvedShare: share('Approved', 'Share of the requests to such models that is approved.'),
    ...tokenFactors,
    qualityKept: qualityKept(),
  },
  conflicts: [],
  apply(values, factors, context) {
    const refused = 1 - values.approvedShare;
    const target = moveTraffic(factors, context.model(values.model), context.index, (month, { model: source }) => {
      const outputRate = source.rates[CLASS_INDEX.out_visible]?.[month] ?? NaN;
      return outputRate > values.aboveUsdPerMtok ? at(context.dose, month) * refused : 0;
    });
    setTokenFactors(target, values);
    reduceQuality(factors, values.qualityKept, (month) => at(target.share, month));
  },
});
