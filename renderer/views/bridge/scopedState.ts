import type { CostState } from '../../../shared/engine/bridge.ts';
import type { Dimension } from '../../../shared/data/usageColumns.ts';
import type { ScopeDimension } from '../../../shared/engine/types.ts';
import type { CostStateEntry } from '../../../shared/plan/analysis.ts';
import type { Period } from '../../state/ui.ts';
import type { Scope } from '../../state/types.ts';

/** A cost narrowed to the scope on top, as far as a bridge can tell its parts apart. */
export type Scoped = {
  readonly state: CostState;
  /** Filters that a bridge does not know: it shows all of them. */
  readonly ignored: readonly Dimension[];
};

/**
 * Keeps the models and cost centres that the scope names. Commitments, fixed costs and credits belong to no part and are
 * left out of a narrowed cost.
 */
export function scopedState(state: CostState, scope: Scope, by: ScopeDimension): Scoped {
  const filters = Object.entries(scope).filter(([, values]) => values.length > 0);
  // Keys of a scope are dimensions; Object.entries forgets it.
  const ignored = filters.map(([name]) => name as Dimension).filter((name) => name !== 'model' && name !== by);
  const isNarrowed = filters.length > ignored.length;
  if (!isNarrowed) return { state, ignored };
  const keeps = (dimension: Dimension, value: string): boolean => {
    const allowed = scope[dimension];
    return allowed === undefined || allowed.length === 0 || allowed.some((one) => (one ?? '') === value);
  };
  const workloads = state.workloads
    .filter(({ name }) => keeps(by, name))
    .map((workload) => ({ ...workload, lines: workload.lines.filter(({ model }) => keeps('model', model)) }));
  return { state: { ...state, workloads, commitmentUsd: 0, fixedUsd: 0, creditsUsd: 0 }, ignored };
}

/** The costs that a bridge may begin or end at: of past months those that lie in the period on top. */
export const statesWithin = (states: readonly CostStateEntry[], { from, to }: Period): readonly CostStateEntry[] =>
  states.filter(({ id, from: first, to: last }) => {
    if (!id.startsWith('past:')) return true;
    return (from === null || `${first}-01` >= from) && (to === null || `${last}-01` < to);
  });
