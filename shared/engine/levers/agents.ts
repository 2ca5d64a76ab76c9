import { multiplyTokens } from '../factors.ts';
import { ALL_ROWS } from '../prices.ts';
import { at } from '../series.ts';
import { defineLever } from './definition.ts';
import { factor, quantity, share } from './descriptors.ts';

/**
 * Agents do the work of a chat in many steps: tokens = chat tokens * A, and a framework adds tokens to each request.
 * Example: half of the work by agents at 4 times the tokens: 0.5 + 0.5 * 4 = 2.5 times.
 */
export const agents = defineLever({
  kind: 'agents',
  title: 'Agents',
  stage: 'tokens',
  scopeBy: 'workload',
  sentence: 'Agents take over {share} of {scope} at {multiplier} the tokens from {start}',
  risk: 3,
  parameters: {
    share: share('Work by agents', 'Share of the requests that become agent runs.', { absent: 1 }),
    multiplier: factor('Tokens of an agent run', 'Tokens of an agent run over those of the chat it replaces.', {
      max: 1000,
      hasDefault: true,
    }),
    overheadTokens: quantity('tokens', 'Framework overhead', 'Input tokens that the framework adds to each request.', {
      max: 1_000_000,
      hasDefault: true,
    }),
  },
  conflicts: [],
  needsRequests: (values) => values.overheadTokens > 0,
  apply(values, factors, context) {
    const agentsAt = (month: number): number => at(context.dose, month) * values.share;
    multiplyTokens(factors, ALL_ROWS, (month) => 1 + agentsAt(month) * (values.multiplier - 1));
    for (let month = 0; month < context.monthCount; month += 1) {
      factors.inputPerRequest[month] = at(factors.inputPerRequest, month) + agentsAt(month) * values.overheadTokens;
    }
  },
});
