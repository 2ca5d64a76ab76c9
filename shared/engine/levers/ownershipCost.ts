import { at, compound } from '../series.ts';
import { bookAtStart, defineLever } from './definition.ts';
import { choice, quantity } from './descriptors.ts';

/**
 * A row of the total cost of ownership beside the tokens: TCO = inference + training + data + storage + evaluation +
 * observability + people + security and compliance + contingency. No trusted ratio to inference exists, so every amount
 * is the user's own.
 * Example: 5,000 USD a month rising 3 % a year cost 5,150 in month 13.
 */
export const ownershipCost = defineLever({
  kind: 'ownership-cost',
  title: 'Cost of ownership',
  stage: 'ownership',
  scopeBy: 'workload',
  sentence: 'Pay {usdPerMonth} for {category} from {start}',
  risk: 1,
  parameters: {
    category: choice('What for', 'The line of the budget.', {
      data: 'data acquisition and preparation',
      storage: 'storage and vector search',
      people: 'people',
      skills: 'training of people',
      training: 'model training',
      evaluation: 'evaluation, quality assurance and bias testing',
      observability: 'observability',
      compliance: 'compliance and audit',
      security: 'security',
      insurance: 'insurance',
      edge: 'edge and regional placement',
      other: 'other',
    }),
    usdPerMonth: quantity('usd-per-month', 'Per month', 'Running cost.'),
    oneOffUsd: quantity('usd', 'Once', 'Cost in the first month.'),
    changePerYear: quantity('share', 'Change per year', 'Yearly rise of the running cost.', { min: -0.99, max: 10 }),
  },
  conflicts: [],
  charge(values, line, context) {
    bookAtStart(line, context, values.oneOffUsd);
    for (let month = 0; month < context.monthCount; month += 1) {
      const usd = values.usdPerMonth * compound(values.changePerYear, at(context.elapsed, month) / 12);
      line.recurringUsd[month] = at(line.recurringUsd, month) + at(context.dose, month) * usd;
    }
  },
});
