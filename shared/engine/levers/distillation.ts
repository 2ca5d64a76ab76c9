import { askFirst, reduceQuality } from '../factors.ts';
import { at } from '../series.ts';
import { bookAtStart, defineLever } from './definition.ts';
import { factor, model, months, qualityKept, quantity, share } from './descriptors.ts';
import { coldDays, coldStart, setTokenFactors, tokenFactors } from './moves.ts';

/**
 * A small model trained on a large one's answers: run = R * c_student * (1 + p_fallback * c_teacher / c_student) + hosting,
 * one-off = examples * cost of an example + tokens * epochs * training price + evaluation + people.
 * Example: student 1 USD and teacher 10 USD per 1,000 requests with 5 % falling back cost 1 + 0.05 * 10 = 1.50 USD.
 */
export const distillation = defineLever({
  kind: 'distillation',
  title: 'Distil or fine-tune',
  stage: 'model',
  scopeBy: 'workload',
  sentence: 'Serve {share} of {scope} with a model distilled to {model} from {start}',
  risk: 3,
  parameters: {
    model: model('Student model', 'The fine-tuned model, or its base model with a premium.'),
    share: share('Traffic served', 'Share of the requests in scope that the student answers first.', { absent: 1 }),
    premium: factor('Fine-tuned price', 'Price of the fine-tuned model over the base model named above.', {
      min: 0.01,
      max: 100,
      hasDefault: true,
    }),
    fallbackShare: share('Falls back', 'Share of the student’s requests that the present model answers again.'),
    ...tokenFactors,
    ...coldDays,
    qualityKept: qualityKept({ hasDefault: true }),
    examples: quantity('count', 'Training examples', 'Examples written or generated for training.'),
    usdPerExample: quantity('usd', 'Cost of an example', 'What the teacher or a person charges for one example.'),
    trainingMtok: quantity('mtok', 'Training tokens', 'Millions of tokens in one pass over the examples.'),
    epochs: quantity('count', 'Passes', 'Passes over the examples.', { max: 100, hasDefault: true }),
    trainingUsdPerMtok: quantity('usd-per-mtok', 'Training price', 'Price of training on one million tokens.', {
      hasDefault: true,
    }),
    peopleUsd: quantity('usd', 'Evaluation and people', 'One-off cost of evaluation, review and roll-out.'),
    hostingUsdPerMonth: quantity('usd-per-month', 'Hosting', 'Paid by the hour whether used or not.'),
    retrainEveryMonths: months('Retrained every', 'Months between retrainings.', { hasDefault: true }),
    retrainUsd: quantity('usd', 'Cost of a retraining', 'Examples, training and evaluation each time.'),
  },
  conflicts: [
    { with: 'batch', because: 'no batch price is promised for a fine-tuned model that is priced by its base' },
    { with: 'prompt-caching', because: 'no cache price is promised for a fine-tuned model that is priced by its base' },
  ],
  apply(values, factors, context) {
    const student = context.model(values.model);
    // A fine-tuned model dies with its base: from that month the present model serves everything again.
    const servedAt = (month: number): number =>
      month >= student.retiresAt ? 0 : at(context.dose, month) * values.share;
    const target = askFirst(factors, student, context.index, servedAt, values.fallbackShare);
    target.isCustom = values.premium !== 1;
    target.price.fill(values.premium);
    setTokenFactors(target, values);
    coldStart(target, context, values.coldDays);
    reduceQuality(factors, values.qualityKept, (month) => servedAt(month) * (1 - values.fallbackShare));
  },
  charge(values, line, context) {
    const training = values.trainingMtok * values.epochs * values.trainingUsdPerMtok;
    bookAtStart(line, context, values.examples * values.usdPerExample + training + values.peopleUsd);
    const retiresAt = context.model(values.model).retiresAt;
    const first = Math.max(0, context.startsAt);
    for (let month = 0; month < Math.min(context.monthCount, retiresAt); month += 1) {
      const dose = at(context.dose, month);
      const isRetraining =
        values.retrainEveryMonths >= 1 &&
        dose > 0 &&
        month > first &&
        (month - first) % values.retrainEveryMonths === 0;
      line.recurringUsd[month] =
        at(line.recurringUsd, month) +
        (dose > 0 ? values.hostingUsdPerMonth : 0) +
        (isRetraining ? values.retrainUsd : 0);
    }
  },
});
