import { describe, expect, it } from 'vitest';
import { detect } from '../../shared/data/detect/detect.ts';
import { readHead } from '../../shared/data/source/head.ts';
import { text } from './support.ts';

const formats = async (content: string): Promise<readonly string[]> =>
  detect(await readHead(text('pages.json', content))).map(({ importer }) => importer.id);

const pages = (...data: readonly (readonly object[])[]): readonly object[] =>
  data.map((entries) => ({ data: entries, has_more: false, next_page: null }));

/** The ways in which scripts put pages into one file. */
const writings: Readonly<Record<string, (values: readonly object[]) => string>> = {
  'one a line': (values) => values.map((value) => JSON.stringify(value)).join('\n'),
  'one after the other': (values) => values.map((value) => JSON.stringify(value)).join(''),
  'over several lines': (values) => values.map((value) => JSON.stringify(value, null, 2)).join('\n'),
  'the first on one line': (values) =>
    values.map((value, place) => JSON.stringify(value, null, place === 0 ? 0 : 2)).join('\n'),
  'in a list': (values) => JSON.stringify(values),
};

const day = { actor: { type: 'api_actor', api_key_name: 'ci' }, date: '2026-02-08T00:00:00Z', model_breakdown: [] };
const bucket = { starting_at: '2026-02-08T00:00:00Z', ending_at: '2026-02-09T00:00:00Z' };
const cost = { amount: '12.5', currency: 'USD', description: 'x' };

describe.each(Object.entries(writings))('pages of which the first is empty, %s', (_, write) => {
  it('are told by one that has entries', async () => {
    expect(await formats(write(pages([], [day])))).toEqual(['anthropic-claude-code-json']);
    expect(await formats(write(pages([{ ...bucket, results: [] }], [{ ...bucket, results: [cost] }])))).toEqual([
      'anthropic-cost-json',
    ]);
    const result = { object: 'organization.costs.result', amount: { value: 1, currency: 'usd' } };
    const [empty, full] = [[], [result]].map((results) => ({
      object: 'page',
      data: [{ object: 'bucket', start_time: 1772323200, end_time: 1772409600, results }],
    }));
    expect(await formats(write([empty ?? {}, full ?? {}]))).toEqual(['openai-costs-json']);
  });

  it('are told by one that is longer than what is looked at', async () => {
    const many = Array.from({ length: 4_000 }, () => day);
    expect(await formats(write(pages([], many)))).toEqual(['anthropic-claude-code-json']);
  });

  it('are in order where all are empty', async () => {
    expect(await formats(write(pages([], [])))).toEqual(['anthropic-usage-json']);
    expect(await formats(write(pages([{ ...bucket, results: [] }], [])))).toEqual(['anthropic-usage-json']);
  });
});
