import { batch } from './batch.ts';
import type { LeverDefinition } from './definition.ts';
import { distillation } from './distillation.ts';
import { modelSwap } from './modelSwap.ts';
import { pricePath } from './pricePath.ts';
import { promptCaching } from './promptCaching.ts';
import { volumeGrowth } from './volumeGrowth.ts';

/** Every lever. Within a stage they act in this order. A lever is complete when its one file is listed here. */
export const LEVERS: readonly LeverDefinition[] = [
  volumeGrowth,
  modelSwap,
  distillation,
  promptCaching,
  pricePath,
  batch,
];

const BY_KIND: ReadonlyMap<string, LeverDefinition> = new Map(LEVERS.map((lever) => [lever.kind, lever]));

/** The definition of a kind; undefined for a kind that this version does not know. */
export const leverDefinition = (kind: string): LeverDefinition | undefined => BY_KIND.get(kind);
