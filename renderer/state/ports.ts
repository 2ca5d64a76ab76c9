import type { Request, Response, Settings } from '../../shared/ipc/contract.ts';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { DataApi } from '../worker/dataApi.ts';
import type { ComputeApi } from '../worker/computeApi.ts';
import type { Client } from '../worker/rpc.ts';

/** Everything outside the store that its actions use; tests pass their own. */
export type Ports = {
  readonly host: <C extends Channel>(channel: C, request: Request<C>) => Promise<Response<C>>;
  readonly fetchBlob: (token: string) => Promise<globalThis.Response>;
  readonly saveExport: (name: string, kind: Request<'export:open'>['kind'], content: Blob) => Promise<boolean>;
  /** Sends bytes to where the host expects them. */
  readonly sendBlob: (token: string, content: Blob) => Promise<void>;
  /** Lets the browser save what the host offers, streaming. */
  readonly downloadBlob: (token: string, name: string) => void;
  readonly droppedFiles: (transfer: DataTransfer) => Promise<readonly File[]>;
  /** The host's token for the place that a file came from; null where it cannot be known. */
  readonly givenFile: (file: File) => Promise<string | null>;
  readonly data: Client<DataApi>;
  readonly compute: Client<ComputeApi>;
  readonly showProgress: (share: number | null) => void;
  readonly showTheme: (theme: Settings['theme']) => void;
  readonly now: () => Date;
  readonly newId: () => string;
};
