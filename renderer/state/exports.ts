import type { StateCreator } from 'zustand/vanilla';
import type { Request } from '../../shared/ipc/contract.ts';
import { messageOf, type JobsSlice } from './jobs.ts';
import type { Ports } from './ports.ts';

export type ExportsSlice = {
  /** Hands a finished file to the user. A failure becomes a notice. */
  readonly saveFile: (name: string, kind: Request<'export:open'>['kind'], content: Blob) => Promise<void>;
};

export const createExportsSlice =
  (ports: Ports): StateCreator<ExportsSlice & JobsSlice, [], [], ExportsSlice> =>
  (_, get) => ({
    saveFile: async (name, kind, content) => {
      try {
        await ports.saveExport(name, kind, content);
      } catch (error) {
        get().notify('error', `${name} could not be saved`, messageOf(error));
      }
    },
  });
