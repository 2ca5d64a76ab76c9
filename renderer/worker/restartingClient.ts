import { createClient, WorkerError, type Api, type CallOptions, type Client, type Endpoint } from './rpc.ts';

/** What a worker says by itself when one of its modules broke on a series; the page then ends it. */
export type BrokenModule = { readonly kind: 'broken'; readonly series: string };

/** A worker that was started, what to tell it first, and the way to end it. */
export type StartedWorker<A extends Api> = {
  readonly endpoint: Endpoint;
  readonly greet: (client: Client<A>) => void;
  readonly end: () => void;
};

/** What is kept from the module because it broke on it. */
export type Kept = { readonly series: readonly string[]; readonly isEverything: boolean };

/** So many series may break the module; then it is given up, and the work goes on without it. */
const MOST_BROKEN_SERIES = 5;
const TOLD = { share: null, text: 'A part of the program broke and is started anew; the question is asked again' };

type Question = {
  readonly name: string;
  readonly input: unknown;
  readonly options: CallOptions;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
  hasTrapped: boolean;
};

/**
 * Calls a worker that is ended and started anew when one of its WebAssembly modules breaks: memory after a trap cannot be
 * trusted. Questions under way are asked again, so that a caller never sees it. A module that its worker guards names the
 * series it broke on, and the next worker keeps that series from it; any other call that fails by a trap is asked again
 * once.
 */
export function createRestartingClient<A extends Api>(start: (kept: Kept) => StartedWorker<A>): Client<A> {
  const open = new Set<Question>();
  const series: string[] = [];

  const begin = () => {
    const worker = start({ series: [...series], isEverything: series.length >= MOST_BROKEN_SERIES });
    const begun = { worker, client: createClient<A>(worker.endpoint) };
    worker.greet(begun.client);
    worker.endpoint.addEventListener('message', ({ data }: MessageEvent<BrokenModule | { readonly kind: 'other' }>) => {
      if (data.kind !== 'broken' || running !== begun) return;
      series.push(data.series);
      restart();
    });
    return begun;
  };
  let running = begin();

  const restart = (): void => {
    running.worker.end();
    running = begin();
    for (const question of open) {
      question.options.onProgress?.(TOLD);
      ask(question);
    }
  };

  const ask = (question: Question): void => {
    const asked = running;
    const settle = (how: () => void): void => {
      // An answer that was on its way when its worker was ended is not to be trusted.
      if (running !== asked) return;
      open.delete(question);
      how();
    };
    // Client checks names and inputs by its types; `call` below has been checked by them.
    asked.client.call(question.name, question.input as never, question.options).then(
      (output) => {
        settle(() => {
          question.resolve(output);
        });
      },
      (error: unknown) => {
        if (
          running === asked &&
          !question.hasTrapped &&
          error instanceof WorkerError &&
          error.name === 'RuntimeError'
        ) {
          question.hasTrapped = true;
          restart();
        } else {
          settle(() => {
            question.reject(error);
          });
        }
      },
    );
  };

  return {
    call: (name, input, options = {}) =>
      new Promise((resolve, reject) => {
        const question: Question = {
          name,
          input,
          options,
          // The server answers with what the named function returned.
          resolve: resolve as (output: unknown) => void,
          reject,
          hasTrapped: false,
        };
        open.add(question);
        ask(question);
      }),
  };
}
