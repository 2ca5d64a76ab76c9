/** How far a long call is: a share between 0 and 1 where it is known, and words for people. */
export type Progress = { readonly share: number | null; readonly text: string };

export type CallContext = { readonly signal: AbortSignal; readonly progress: (progress: Progress) => void };

/** One side of a worker's interface: name -> function of one structured-cloneable input. */
export type Api = Readonly<Record<string, (input: never, context: CallContext) => Promise<unknown>>>;

type Input<A extends Api, N extends keyof A> = Parameters<A[N]>[0];
type Output<A extends Api, N extends keyof A> = Awaited<ReturnType<A[N]>>;

export type CallOptions = {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  readonly transfer?: readonly Transferable[];
};

export type Client<A extends Api> = {
  call<N extends keyof A & string>(name: N, input: Input<A, N>, options?: CallOptions): Promise<Output<A, N>>;
};

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'done'; readonly id: number; readonly output: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly name: string; readonly message: string };

/** What both a worker and a message port offer. */
export type Endpoint = {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
};

/** An error that a worker reported, with the name it had there. */
export class WorkerError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** Calls the functions that `serve` offers at the other end. A cancelled call rejects with the signal's reason. */
export function createClient<A extends Api>(endpoint: Endpoint): Client<A> {
  const pending = new Map<
    number,
    { resolve: (output: unknown) => void; reject: (error: unknown) => void; options: CallOptions }
  >();
  let calls = 0;
  endpoint.addEventListener('message', (event: MessageEvent<Message>) => {
    const message = event.data;
    const call = pending.get(message.id);
    if (call === undefined) return;
    if (message.kind === 'progress') {
      call.options.onProgress?.(message.progress);
      return;
    }
    pending.delete(message.id);
    if (message.kind === 'done') call.resolve(message.output);
    else if (message.kind === 'failed') {
      const { signal } = call.options;
      call.reject(signal?.aborted === true ? signal.reason : new WorkerError(message.name, message.message));
    }
  });
  return {
    call: (name, input, options = {}) =>
      new Promise((resolve, reject) => {
        options.signal?.throwIfAborted();
        calls += 1;
        const id = calls;
        // The server answers with what the named function returned; the two ends share one Api type.
        pending.set(id, { resolve: resolve as (output: unknown) => void, reject, options });
        options.signal?.addEventListener('abort', () => {
          endpoint.postMessage({ kind: 'cancel', id } satisfies Message, []);
        });
        endpoint.postMessage({ kind: 'call', id, name, input } satisfies Message, [...(options.transfer ?? [])]);
      }),
  };
}

/** The worker's own end; the page's typings, which renderer code compiles with, take it for a window. */
export const workerEndpoint = globalThis as unknown as Endpoint;

/** Offers functions to the other end of a worker or port. */
export function serve(endpoint: Endpoint, api: Api, transferOf: (output: unknown) => Transferable[] = () => []): void {
  const running = new Map<number, AbortController>();
  const post = (message: Message, transfer: Transferable[] = []): void => {
    endpoint.postMessage(message, transfer);
  };

  const run = async (id: number, name: string, input: unknown): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      // Names come from a client of the same Api type; an unknown one is a bug and is reported as such.
      const work = api[name] as ((input: unknown, context: CallContext) => Promise<unknown>) | undefined;
      if (work === undefined) throw new TypeError(`there is no ${name}`);
      const output = await work(input, {
        signal: controller.signal,
        progress: (progress) => {
          post({ kind: 'progress', id, progress });
        },
      });
      post({ kind: 'done', id, output }, transferOf(output));
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      post({ kind: 'failed', id, name: failure.name, message: failure.message });
    } finally {
      running.delete(id);
    }
  };

  endpoint.addEventListener('message', (event: MessageEvent<Message>) => {
    const message = event.data;
    if (message.kind === 'call') void run(message.id, message.name, message.input);
    else if (message.kind === 'cancel') running.get(message.id)?.abort(new DOMException('Cancelled', 'AbortError'));
  });
}
