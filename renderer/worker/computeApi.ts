import type { CallContext } from './rpc.ts';

/** What the compute worker does for the page. */
export type ComputeApi = {
  readonly connect: (input: { readonly port: MessagePort }, context: CallContext) => Promise<void>;
};
