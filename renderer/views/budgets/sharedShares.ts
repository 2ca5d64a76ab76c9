import type { SharedCost } from '../../state/budgetEdits.ts';

/**
 * The rule with one recipient's fixed share set; the others share the rest in proportion to what they had, evenly where
 * they had nothing, so that the shares stay 1. Example: A 50 %, B 30 %, C 20 %; A at 60 % leaves B 24 % and C 16 %.
 */
export function withShare(cost: SharedCost, recipient: string, share: number): SharedCost {
  const others = cost.to.filter((name) => name !== recipient);
  // The only recipient takes all of it.
  const own = others.length === 0 ? 1 : share;
  const had = others.reduce((sum, name) => sum + (cost.shares?.[name] ?? 0), 0);
  const partOf = (name: string): number =>
    had === 0 ? (1 - own) / others.length : ((1 - own) * (cost.shares?.[name] ?? 0)) / had;
  return {
    ...cost,
    shares: Object.fromEntries(cost.to.map((name) => [name, name === recipient ? own : partOf(name)])),
  };
}

/** The rule with another method: fixed shares begin even. */
export function withMethod({ shares, ...cost }: SharedCost, method: SharedCost['method']): SharedCost {
  if (method !== 'fixed') return { ...cost, method };
  const even = Object.fromEntries(cost.to.map((name) => [name, 1 / cost.to.length]));
  return { ...cost, method, shares: shares ?? even };
}

/**
 * The rule with a recipient taken in or out; fixed shares of those that stay keep their proportions, and a new one begins
 * with nothing.
 */
export function withRecipient(cost: SharedCost, recipient: string, isIncluded: boolean): SharedCost {
  const to = isIncluded
    ? [...cost.to.filter((name) => name !== recipient), recipient]
    : cost.to.filter((name) => name !== recipient);
  if (cost.method !== 'fixed') return { ...cost, to };
  const kept = to.reduce((sum, name) => sum + (cost.shares?.[name] ?? 0), 0);
  const shareOf = (name: string): number => (kept === 0 ? 1 / to.length : (cost.shares?.[name] ?? 0) / kept);
  return { ...cost, to, shares: Object.fromEntries(to.map((name) => [name, shareOf(name)])) };
}
