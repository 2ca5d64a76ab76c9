import type { StateCreator } from 'zustand/vanilla';
import type { Progress } from '../worker/rpc.ts';
import type { Ports } from './ports.ts';
import type { Job, Notice } from './types.ts';

export type JobsSlice = {
  readonly jobs: readonly Job[];
  readonly notices: readonly Notice[];
  /**
   * Runs long work with a line in the status bar and a cancel button. Resolves to null when it was cancelled or failed;
   * a failure becomes a notice that says what happened.
   */
  readonly runJob: <T>(title: string, work: (context: JobContext) => Promise<T>) => Promise<T | null>;
  readonly notify: (weight: Notice['weight'], title: string, detail?: string, action?: Notice['action']) => void;
  readonly dismissNotice: (id: string) => void;
};

export type JobContext = {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly cancel: () => void;
};

const NOTICES_KEPT = 4;

export const createJobsSlice =
  (ports: Ports): StateCreator<JobsSlice, [], [], JobsSlice> =>
  (set, get) => {
    const update = (id: string, change: Partial<Job>): void => {
      set(({ jobs }) => ({ jobs: jobs.map((job) => (job.id === id ? { ...job, ...change } : job)) }));
    };
    return {
      jobs: [],
      notices: [],
      runJob: async (title, work) => {
        const id = ports.newId();
        const controller = new AbortController();
        const cancel = (): void => {
          controller.abort(new DOMException('Cancelled', 'AbortError'));
        };
        set(({ jobs }) => ({ jobs: [...jobs, { id, title, text: '', share: null, cancel }] }));
        try {
          return await work({
            signal: controller.signal,
            cancel,
            onProgress: ({ share, text }) => {
              update(id, { share, text });
              ports.showProgress(share);
            },
          });
        } catch (error) {
          if (!controller.signal.aborted) get().notify('error', `${title} did not work`, messageOf(error));
          return null;
        } finally {
          set(({ jobs }) => ({ jobs: jobs.filter((job) => job.id !== id) }));
          ports.showProgress(null);
        }
      },
      notify: (weight, title, detail = '', action) => {
        const notice = { id: ports.newId(), weight, title, detail, ...(action === undefined ? {} : { action }) };
        set(({ notices }) => ({ notices: [...notices, notice].slice(-NOTICES_KEPT) }));
      },
      dismissNotice: (id) => {
        set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
      },
    };
  };

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
