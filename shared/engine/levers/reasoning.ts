import { multiplyTokens } from '../factors.ts';
import { CLASS_INDEX } from '../prices.ts';
import { at } from '../series.ts';
import { defineLever } from './definition.ts';
import { factor, share } from './descriptors.ts';

/**
 * Thinking before answering: out = visible * (1 + T/V). The multiplier is all output over visible output; a second factor
 * turns the reasoning that is there already up or down (effort settings).
 * Example: 1 Mtok visible at a multiplier of 5 adds 4 Mtok of reasoning.
 */
export const reasoning = defineLever({
  kind: 'reasoning',
  title: 'Reasoning',
  stage: 'tokens',
  scopeBy: 'workload',
  sentence: 'Think before answering in {share} of {scope} ({outputMultiplier} output) from {start}',
  risk: 2,
  parameters: {
    share: share('Requests that think', 'Share of the requests that begin to reason.', { absent: 1 }),
    outputMultiplier: factor('Output with reasoning', 'All output over visible output once it reasons.', {
      min: 1,
      max: 100,
      hasDefault: true,
    }),
    effort: factor('Reasoning that is there', 'Multiplies the reasoning tokens of today: below 1 for lower effort.', {
      max: 100,
    }),
  },
  conflicts: [],
  apply(values, factors, context) {
    const addedAt = (month: number): number => at(context.dose, month) * values.share * (values.outputMultiplier - 1);
    multiplyTokens(factors, [CLASS_INDEX.out_reasoning], (month) => 1 + at(context.dose, month) * (values.effort - 1));
    multiplyTokens(factors, [CLASS_INDEX.out_unsplit], (month) => 1 + addedAt(month));
    for (let month = 0; month < context.monthCount; month += 1) {
      factors.reasoningPerVisible[month] = at(factors.reasoningPerVisible, month) + addedAt(month);
    }
  },
});
