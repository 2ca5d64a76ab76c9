import { BRIDGE_EFFECTS, type Bridge, type BridgeEffect, type Effects } from '../../../shared/engine/bridge.ts';

/** What one model in one cost centre adds to the difference. */
export type BridgeRow = {
  readonly workload: string;
  readonly model: string;
  readonly changeUsd: number;
  /** What made most of it; null where nothing did. */
  readonly mostly: BridgeEffect | null;
  readonly effects: Effects;
};

/** Below half a cent nothing is shown. */
export const VISIBLE_USD = 0.005;

/** The lines of a bridge, the largest change first; they add up to the whole difference. */
export const bridgeRows = ({ lines }: Bridge): readonly BridgeRow[] =>
  lines
    .map(({ workload, model, effects }) => ({
      workload,
      model,
      effects,
      changeUsd: BRIDGE_EFFECTS.reduce((sum, effect) => sum + effects[effect], 0),
      mostly: largestOf(effects),
    }))
    .filter(({ effects }) => BRIDGE_EFFECTS.some((effect) => Math.abs(effects[effect]) >= VISIBLE_USD))
    .toSorted((left, right) => Math.abs(right.changeUsd) - Math.abs(left.changeUsd));

function largestOf(effects: Effects): BridgeEffect | null {
  const [largest] = BRIDGE_EFFECTS.toSorted((left, right) => Math.abs(effects[right]) - Math.abs(effects[left]));
  return largest !== undefined && Math.abs(effects[largest]) >= VISIBLE_USD ? largest : null;
}
