import type { StateCreator } from 'zustand/vanilla';
import type { Finding } from '../../shared/units/findings.ts';
import type { Ports } from './ports.ts';
import type { Loaded } from './types.ts';
export type ResultsSlice = {
  readonly plan: Loaded<{ findings: readonly Finding[] }>;
  readonly computePlan: () => Promise<void>;
  readonly exportDeck: (kind: 'pptx' | 'xlsx') => Promise<void>;
};
export const createResultsSlice =
  (_ports: Ports): StateCreator<ResultsSlice, [], [], ResultsSlice> =>
  () => ({ plan: { status: 'idle' }, computePlan: async () => undefined, exportDeck: async () => undefined });
