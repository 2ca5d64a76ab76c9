import type { PlanDocument } from '../../shared/model/document.ts';
import type { PlanResults, QualityComparison } from '../../shared/plan/results.ts';
import type { CallContext } from './rpc.ts';

/** What the compute worker does for the page. All inputs and outputs are plain data. */
export type ComputeApi = {
  /** Gives the worker its way to the data. */
  readonly connect: (input: { readonly port: MessagePort }, context: CallContext) => Promise<void>;
  readonly plan: (
    input: { readonly document: PlanDocument; readonly seed: number; readonly draws: number },
    context: CallContext,
  ) => Promise<PlanResults>;
  /** The same comparison on another benchmark. */
  readonly quality: (
    input: { readonly document: PlanDocument; readonly benchmark: string },
    context: CallContext,
  ) => Promise<QualityComparison | null>;
};
