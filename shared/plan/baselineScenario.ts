import type { Scenario } from '../engine/types.ts';

export const BASELINE_ID = 'baseline';

/** Nothing is decided: the forecast at the prices that are known. */
export const BASELINE: Scenario = { id: BASELINE_ID, name: 'Baseline', levers: [] };
