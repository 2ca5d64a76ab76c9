import { describe, expect, it } from 'vitest';
import { answer } from '../../electron/ipc/answer.ts';
import { CHANNELS } from '../../shared/ipc/channels.ts';
import { contract } from '../../shared/ipc/contract.ts';
import { testHost } from '../support/host.ts';

const TOKEN = 'abcdefghijklmnopqrstuvwx';

/** What a compromised page might send on any channel. */
const HOSTILE: readonly unknown[] = [
  null,
  undefined,
  0,
  'text',
  [],
  // As JSON it is a property of its own and not the prototype.
  JSON.parse(`{"__proto__":{"token":"${TOKEN}"}}`) as unknown,
  { token: '../../../etc/passwd' },
  { token: `${TOKEN}/..`, revision: 1 },
  { token: TOKEN, revision: -1 },
  { token: TOKEN, revision: 1.5 },
  { token: TOKEN, name: 'x'.repeat(201), revision: 1, headline: '', document: '{}' },
  { suggestedName: '', kind: 'pptx' },
  { suggestedName: 'deck', kind: 'exe' },
  { folder: '/etc' },
  { folder: '../..' },
  { token: TOKEN, folder: '/etc' },
  { token: TOKEN, folder: 'choose', path: '/etc' },
  { token: TOKEN, what: '/etc/passwd' },
  { token: TOKEN, files: [{ file: '/etc/passwd', sha256: '0'.repeat(64) }] },
  { token: TOKEN, files: [{ file: TOKEN, sha256: 'x' }] },
  { token: TOKEN, files: [] },
  { share: 2 },
  { theme: 'blue', showsGettingStarted: true },
  { unknownField: true },
];

describe('the contract between page and host', () => {
  it('has a request and a response for every channel and nothing else', () => {
    expect(Object.keys(contract).sort()).toEqual([...CHANNELS].sort());
  });

  it.each(CHANNELS)('%s answers hostile requests with an error and does nothing', async (channel) => {
    const { handlers, projects } = await testHost();
    for (const request of HOSTILE) {
      const result = await answer(handlers, channel, request, () => {
        throw new Error('a hostile request reached a handler');
      });
      expect(result, JSON.stringify(request)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    }
    expect(await projects.list()).toEqual([]);
  });

  it('reports an unexpected error without telling the page its text', async () => {
    const { handlers } = await testHost();
    const reported: unknown[] = [];
    const broken = {
      ...handlers,
      'app:info': () => Promise.reject(new Error('secret path /home/someone')),
    };
    const result = await answer(broken, 'app:info', {}, (error) => reported.push(error));
    expect(result).toEqual({
      ok: false,
      error: { code: 'internal', message: 'The workbench could not do that. Nothing was changed.' },
    });
    expect(reported).toHaveLength(1);
  });
});
