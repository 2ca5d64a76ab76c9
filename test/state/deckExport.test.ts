import { describe, expect, it } from 'vitest';
import type { Ports } from '../../renderer/state/ports.ts';
import type { WorkbenchStore } from '../../renderer/state/store.ts';
import { testStore } from './support.ts';

const BYTES = new Uint8Array([80, 75, 3, 4]);

/** A store whose deck is written by `write`, and what was handed to the user. */
function exporting(write: (signal: AbortSignal) => Promise<Uint8Array>, isKept = true) {
  const handed: { name: string; size: number }[] = [];
  const compute: Ports['compute'] = {
    // Only the deck is asked for here.
    call: (_name, _input, options) => write(options?.signal ?? new AbortController().signal) as never,
  };
  const store: WorkbenchStore = testStore(null, {
    compute,
    saveExport: (name, _kind, content) => {
      handed.push({ name, size: content.size });
      return Promise.resolve(isKept);
    },
  });
  store.setState({ dataset: { ...store.getState().dataset, status: 'ready' } });
  return { store, handed };
}

describe('exporting the deck', () => {
  it('hands over the file, says so, and ticks the step', async () => {
    const { store, handed } = exporting(() => Promise.resolve(BYTES));
    await store.getState().exportDeck('pptx');
    expect(handed).toEqual([{ name: 'Untitled plan.pptx', size: BYTES.length }]);
    expect(store.getState().notices.map(({ title }) => title)).toEqual(['Untitled plan.pptx was written']);
    expect(store.getState().stepsDone).toEqual(['export']);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const { store, handed } = exporting(
      (signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(signal.reason as Error);
          });
        }),
    );
    const done = store.getState().exportDeck('xlsx');
    expect(store.getState().jobs.map(({ title }) => title)).toEqual(['Export the workbook']);
    store.getState().jobs[0]?.cancel();
    await done;
    expect({ handed, jobs: store.getState().jobs, notices: store.getState().notices }).toEqual({
      handed: [],
      jobs: [],
      notices: [],
    });
    expect(store.getState().stepsDone).toEqual([]);
  });

  it('says nothing of a file that the user did not keep', async () => {
    const { store } = exporting(() => Promise.resolve(BYTES), false);
    await store.getState().exportDeck('pptx');
    expect(store.getState().notices).toEqual([]);
    expect(store.getState().stepsDone).toEqual([]);
  });

  it('names what went wrong', async () => {
    const { store, handed } = exporting(() => Promise.reject(new Error('The disk is full.')));
    await store.getState().exportDeck('pptx');
    expect(store.getState().notices.map(({ title, detail }) => `${title}: ${detail}`)).toEqual([
      'Export the slides did not work: The disk is full.',
    ]);
    expect(handed).toEqual([]);
  });

  it('has nothing to export without usage', async () => {
    const store = testStore(null);
    await store.getState().exportDeck('pptx');
    expect(store.getState().notices.map(({ title }) => title)).toEqual(['There is nothing to export yet']);
  });
});
