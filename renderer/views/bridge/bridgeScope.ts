import type { Dimension } from '../../../shared/data/usageColumns.ts';
import { SCOPE_DIMENSIONS, type Scope, type ScopeDimension } from '../../../shared/engine/types.ts';
import type { CostStateEntry } from '../../../shared/plan/analysis.ts';
import type { Scope as Filters } from '../../state/types.ts';
import type { Period } from '../../state/ui.ts';

/** The filters on top as a plan knows them, and those that it does not: of these a bridge shows everything. */
export type BridgeScope = { readonly scope: Scope; readonly ignored: readonly Dimension[] };

const isKnown = (dimension: Dimension): dimension is ScopeDimension =>
  (SCOPE_DIMENSIONS as readonly string[]).includes(dimension);

/** Only labels can be told apart in a plan, and only those that are there: "not attributed" is no label. */
export function bridgeScope(filters: Filters): BridgeScope {
  const scope: Partial<Record<ScopeDimension, readonly string[]>> = {};
  const ignored: Dimension[] = [];
  for (const [name, values] of Object.entries(filters)) {
    // Keys of the filters are dimensions; Object.entries forgets it.
    const dimension = name as Dimension;
    const named = values.filter((value) => value !== null);
    if (values.length === 0) continue;
    if (isKnown(dimension) && named.length === values.length) scope[dimension] = named;
    else ignored.push(dimension);
  }
  return { scope, ignored };
}

/** The costs that a bridge may begin or end at: of past months those that lie in the period on top. */
export const statesWithin = (states: readonly CostStateEntry[], { from, to }: Period): readonly CostStateEntry[] =>
  states.filter(({ id, from: first, to: last }) => {
    if (!id.startsWith('past:')) return true;
    return (from === null || `${first}-01` >= from) && (to === null || `${last}-01` < to);
  });
