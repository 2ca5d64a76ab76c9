import { multiplyTokens } from '../factors.ts';
import { INPUT_ROWS } from '../prices.ts';
import { at, multiply } from '../series.ts';
import { defineLever } from './definition.ts';
import { quantity } from './descriptors.ts';

/**
 * Longer conversations send their history again each turn: input = n*s + m*n*(n+1)/2, quadratic in turns, while requests
 * and output grow with n.
 * Example: s 1,000 and m 500: 4 turns send 4,000 + 5,000 = 9,000 tokens, 8 turns 8,000 + 18,000 = 26,000, 2.89 times.
 */
export const contextGrowth = defineLever({
  kind: 'context-growth',
  title: 'Longer conversations',
  stage: 'tokens',
  scopeBy: 'workload',
  sentence: 'Conversations of {scope} go from {turnsNow} to {turnsThen} turns from {start}',
  risk: 2,
  parameters: {
    turnsNow: quantity('count', 'Turns today', 'Mean number of turns in a conversation.', {
      max: 1000,
      mayRange: false,
    }),
    turnsThen: quantity('count', 'Turns then', 'Mean number of turns once the lever acts in full.', { max: 1000 }),
    systemTokens: quantity('tokens', 'System prompt', 'Tokens that every turn sends first.', { max: 10_000_000 }),
    tokensPerTurn: quantity('tokens', 'New per turn', 'Tokens that each turn adds to the history.', {
      max: 10_000_000,
    }),
  },
  conflicts: [
    {
      with: 'prompt-caching',
      because: 'the longer history is mostly a repeated prefix: raise the cacheable share with it',
    },
  ],
  check({ turnsNow, turnsThen, systemTokens, tokensPerTurn }) {
    const hasTokens = systemTokens !== undefined || tokensPerTurn !== undefined;
    return turnsNow !== undefined && turnsThen !== undefined && hasTokens
      ? []
      : ['Longer conversations need the turns today and then, and the tokens of the system prompt or of a turn.'];
  },
  apply(values, factors, context) {
    const before = sessionInput(values.turnsNow, values);
    if (before === 0 || values.turnsNow === 0) return;
    const inputRatio = sessionInput(values.turnsThen, values) / before;
    const turnRatio = values.turnsThen / values.turnsNow;
    const turnsAt = (month: number): number => 1 + at(context.dose, month) * (turnRatio - 1);
    multiply(factors.volume, turnsAt);
    multiplyTokens(
      factors,
      INPUT_ROWS,
      (month) => (1 + at(context.dose, month) * (inputRatio - 1)) / Math.max(turnsAt(month), Number.MIN_VALUE),
    );
  },
});

/** Input tokens of one conversation. Example: 4 turns, 1,000 and 500 give 9,000. */
export const sessionInput = (
  turns: number,
  { systemTokens, tokensPerTurn }: { readonly systemTokens: number; readonly tokensPerTurn: number },
): number => turns * systemTokens + (tokensPerTurn * turns * (turns + 1)) / 2;
