import { agents } from './agents.ts';
import { approval } from './approval.ts';
import { batch } from './batch.ts';
import { cascade } from './cascade.ts';
import { contextGrowth } from './contextGrowth.ts';
import { contingency } from './contingency.ts';
import type { LeverDefinition } from './definition.ts';
import { devModel } from './devModel.ts';
import { distillation } from './distillation.ts';
import { drawdownCommitment } from './drawdownCommitment.ts';
import { flex } from './flex.ts';
import { modelSwap } from './modelSwap.ts';
import { ownershipCost } from './ownershipCost.ts';
import { pricePath } from './pricePath.ts';
import { priority } from './priority.ts';
import { promptCaching } from './promptCaching.ts';
import { promptCompression } from './promptCompression.ts';
import { provisionedThroughput } from './provisionedThroughput.ts';
import { reasoning } from './reasoning.ts';
import { residency } from './residency.ts';
import { responseCache } from './responseCache.ts';
import { retries } from './retries.ts';
import { routing } from './routing.ts';
import { selfHosting } from './selfHosting.ts';
import { spendCap } from './spendCap.ts';
import { volumeGrowth } from './volumeGrowth.ts';

/** Every lever. Within a stage they act in this order. A lever is complete when its one file is listed here. */
export const LEVERS: readonly LeverDefinition[] = [
  volumeGrowth,
  contextGrowth,
  agents,
  reasoning,
  promptCompression,
  responseCache,
  retries,
  approval,
  devModel,
  modelSwap,
  distillation,
  selfHosting,
  routing,
  cascade,
  promptCaching,
  pricePath,
  batch,
  flex,
  priority,
  residency,
  provisionedThroughput,
  drawdownCommitment,
  spendCap,
  ownershipCost,
  contingency,
];

const BY_KIND: ReadonlyMap<string, LeverDefinition> = new Map(LEVERS.map((lever) => [lever.kind, lever]));

/** The definition of a kind; undefined for a kind that this version does not know. */
export const leverDefinition = (kind: string): LeverDefinition | undefined => BY_KIND.get(kind);
