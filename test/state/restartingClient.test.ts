import { afterEach, describe, expect, it } from 'vitest';
import { createRestartingClient, type BrokenModule, type Kept } from '../../renderer/worker/restartingClient.ts';
import { serve, type CallContext } from '../../renderer/worker/rpc.ts';

type TestApi = {
  readonly forecast: (series: string, context: CallContext) => Promise<string>;
  readonly wait: (input: null, context: CallContext) => Promise<string>;
  readonly deck: (input: null, context: CallContext) => Promise<string>;
};

const ports: MessagePort[] = [];

afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** Workers of this process over real message ports; a series named `bad…` breaks the module of the one that is asked. */
function workers(trapsOfDeck: number) {
  const started: { readonly kept: Kept; isEnded: boolean }[] = [];
  let decks = 0;
  const client = createRestartingClient<TestApi>((kept) => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    const worker = { kept, isEnded: false };
    started.push(worker);
    const number = started.length;
    serve(port2, {
      forecast: async (series: string) => {
        if (kept.isEverything || kept.series.includes(series)) return `${series} without the library`;
        if (!series.startsWith('bad')) return `${series} by worker ${String(number)}`;
        port2.postMessage({ kind: 'broken', series } satisfies BrokenModule);
        return 'what a broken module says';
      },
      wait: (_: null, { signal }: CallContext) =>
        new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(new DOMException('Cancelled', 'AbortError'));
          });
          if (number > 1) resolve(`worker ${String(number)}`);
        }),
      deck: () => {
        decks += 1;
        return decks <= trapsOfDeck
          ? Promise.reject(Object.assign(new Error('unreachable'), { name: 'RuntimeError' }))
          : Promise.resolve('a deck');
      },
    });
    port1.start();
    port2.start();
    return {
      endpoint: port1,
      greet: () => undefined,
      end: () => {
        worker.isEnded = true;
        port1.close();
      },
    };
  });
  return { client, started };
}

describe('a client whose worker breaks', () => {
  it('starts another one that keeps the series from its library, and uses the library for the next', async () => {
    const { client, started } = workers(0);
    expect(await client.call('forecast', 'bad one')).toBe('bad one without the library');
    expect(await client.call('forecast', 'good one')).toBe('good one by worker 2');
    expect(started.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    expect(started[1]?.kept).toEqual({ series: ['bad one'], isEverything: false });
  });

  it('asks the questions of others again instead of losing them', async () => {
    const { client } = workers(0);
    const told: string[] = [];
    const waiting = client.call('wait', null, { onProgress: ({ text }) => told.push(text) });
    await client.call('forecast', 'bad one');
    expect(await waiting).toBe('worker 2');
    expect(told).toEqual(['A part of the program broke and is started anew; the question is asked again']);
  });

  it('does not ask again what was cancelled', async () => {
    const { client } = workers(0);
    const controller = new AbortController();
    const waiting = client.call('wait', null, { signal: controller.signal });
    controller.abort(new DOMException('No longer wanted', 'AbortError'));
    await expect(waiting).rejects.toThrow('No longer wanted');
    expect(await client.call('forecast', 'bad one')).toBe('bad one without the library');
  });

  it('gives the library up after five series that broke it', async () => {
    const { client, started } = workers(0);
    for (const number of [1, 2, 3, 4, 5, 6, 7]) {
      const series = `bad ${String(number)}`;
      expect(await client.call('forecast', series)).toBe(`${series} without the library`);
    }
    expect(started).toHaveLength(6);
    expect(await client.call('forecast', 'good')).toBe('good without the library');
  });

  it('asks any other call that traps once more, and then says that it failed', async () => {
    const once = workers(1);
    expect(await once.client.call('deck', null)).toBe('a deck');
    expect(once.started).toHaveLength(2);
    const always = workers(9);
    await expect(always.client.call('deck', null)).rejects.toThrow('unreachable');
    expect(always.started).toHaveLength(2);
  });
});
