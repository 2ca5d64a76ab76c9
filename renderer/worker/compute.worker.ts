import type { ComputeApi } from './computeApi.ts';
import { serve, workerEndpoint } from './rpc.ts';
const api: ComputeApi = { connect: async () => undefined };
serve(workerEndpoint, api);
