import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import { NO_CORRECTIONS } from '../../shared/catalog/prices/corrections.ts';
import type { PriceBook } from '../../shared/catalog/types.ts';
import { activateImports } from '../../shared/data/import/activeImports.ts';
import { matchPriceKeys, rateRows, readPricingHistory } from '../../shared/data/priceKeys.ts';
import { EVERYTHING, readSpend } from '../../shared/data/spend.ts';
import { perTokenClass } from '../../shared/units/tokenClasses.ts';
import { importText, openPrepared } from './support.ts';

const HEADER =
  'start_time_iso,end_time_iso,project_id,num_model_requests,model,batch,input_tokens,output_tokens,input_cached_tokens';
/** A million fresh input tokens of one day: in USD exactly the input rate. */
const day = (start: string, end: string, model: string): string =>
  `${start}T00:00:00+00:00,${end}T00:00:00+00:00,proj_a,1.0,${model},FALSE,1000000.0,0.0,0.0`;
const file = (...rows: readonly string[]): string => [HEADER, ...rows].join('\n');

let database: NodeDatabase;
const opened: NodeDatabase[] = [];
beforeEach(async () => {
  database = await openPrepared();
  opened.push(database);
});
afterAll(() => {
  for (const one of opened) one.close();
});

const imports: number[] = [];
async function load(name: string, text: string, book: PriceBook): Promise<void> {
  const { importId, report } = await importText(database, name, text);
  expect(report.problem).toBeNull();
  if (importId !== null) imports.push(importId);
  await matchPriceKeys(database, book);
  await activateImports(database, imports);
}
beforeEach(() => {
  imports.length = 0;
});

async function spentUsd(): Promise<number | null> {
  const [total] = await readSpend(database, { bucket: null, by: [], filter: EVERYTHING, offsets: [] });
  return total?.computedUsd ?? null;
}

/** The same book as a later release might be: every rate doubled, for all time, without a date. */
const newer = (book: PriceBook): PriceBook => ({
  ...book,
  lists: 'a newer book',
  rates: (match) =>
    book.rates(match).map((period) => ({
      ...period,
      usdPerMtok: perTokenClass((name) => {
        const rate = period.usdPerMtok[name];
        return rate === null ? null : 2 * rate;
      }),
    })),
});

const book = await createPriceBook();

describe('a newer price book', () => {
  it('does not reprice the past, and prices what comes after it', async () => {
    // gpt-4o input is 2.50 USD per million tokens.
    await load('a.csv', file(day('2026-07-01', '2026-07-02', 'gpt-4o')), book);
    expect(await spentUsd()).toBeCloseTo(2.5, 12);
    await matchPriceKeys(database, newer(book));
    expect(await spentUsd()).toBeCloseTo(2.5, 12);
    // 2.50 of July, and 5.00 of the next day under the newer book.
    await load('b.csv', file(day('2026-07-02', '2026-07-03', 'gpt-4o')), newer(book));
    expect(await spentUsd()).toBeCloseTo(7.5, 12);
    expect(await readPricingHistory(database)).toEqual([
      { book: book.lists, since: null, names: 1 },
      { book: 'a newer book', since: '2026-07-02', names: 1 },
    ]);
  });

  it('prices names that had no price before', async () => {
    const ignorant: PriceBook = {
      ...book,
      lists: 'an older book',
      match: (query) => ({ ...book.match(query), status: 'unknown', model: null }),
      rates: () => [],
    };
    await load('a.csv', file(day('2026-07-01', '2026-07-02', 'gpt-4o')), ignorant);
    expect(await spentUsd()).toBeNull();
    await matchPriceKeys(database, book);
    expect(await spentUsd()).toBeCloseTo(2.5, 12);
  });
});

describe('a decision of the user', () => {
  it('reprices the names that it concerns, and taking it back restores them', async () => {
    const rows = file(day('2026-07-01', '2026-07-02', 'gpt-4o'), day('2026-07-01', '2026-07-02', 'gpt-4.1'));
    await load('a.csv', rows, book);
    // gpt-4o 2.50 and gpt-4.1 2.00.
    expect(await spentUsd()).toBeCloseTo(4.5, 12);
    const rate = {
      provider: 'openai',
      model: 'gpt-4o',
      region: null,
      tier: null,
      class: 'input',
      usdPerMtok: 1,
    } as const;
    const own = await createPriceBook({
      ...NO_CORRECTIONS,
      rates: [{ ...rate, from: null, to: null, aboveTokens: 0, source: 'contract' }],
    });
    await matchPriceKeys(database, own);
    expect(await spentUsd()).toBeCloseTo(3, 12);
    await matchPriceKeys(database, book);
    expect(await spentUsd()).toBeCloseTo(4.5, 12);
  });

  it('leaves the past of every other name alone, also when the book is newer by then', async () => {
    await load('a.csv', file(day('2026-07-01', '2026-07-02', 'gpt-4o')), book);
    const discounts = [{ provider: 'anthropic', model: null, from: null, to: null, share: 0.5 }];
    await matchPriceKeys(database, newer(await createPriceBook({ ...NO_CORRECTIONS, discounts })));
    expect(await spentUsd()).toBeCloseTo(2.5, 12);
  });

  it('a contract in a period changes the days of that period only', async () => {
    const rows = file(day('2026-07-01', '2026-07-02', 'gpt-4o'), day('2026-07-02', '2026-07-03', 'gpt-4o'));
    const discounts = [{ provider: 'openai', model: null, from: '2026-07-02', to: null, share: 0.2 }];
    await load('a.csv', rows, await createPriceBook({ ...NO_CORRECTIONS, discounts }));
    // 2.50 + 2.50 x (1 - 0.2).
    expect(await spentUsd()).toBeCloseTo(4.5, 12);
  });
});

describe('aggregates', () => {
  it('never trigger a cliff: 10 M in and 1 M out of gemini-2.5-pro in one row are 22.50', async () => {
    // 10 x 1.25 + 1 x 10; above 200,000 tokens a request would pay 2.50 and 15, which were 40.
    const row = `2026-07-01T00:00:00+00:00,2026-07-02T00:00:00+00:00,proj_a,900.0,gemini-2.5-pro,FALSE,10000000.0,1000000.0,0.0`;
    await load(
      'a.csv',
      file(row),
      await createPriceBook({
        ...NO_CORRECTIONS,
        aliases: [{ name: 'gemini-2.5-pro', model: 'gemini-2.5-pro', provider: 'google' }],
      }),
    );
    expect(await spentUsd()).toBeCloseTo(22.5, 12);
  });
});

describe('a cliff that holds for a part of the time', () => {
  it('prices a large request once, at the cliff while it holds and at the base rate afterwards', async () => {
    const line = (id: string, day: string): string =>
      JSON.stringify({
        schemaType: 'ModelInvocationLog',
        timestamp: `${day}T10:00:00Z`,
        accountId: '1',
        region: 'us-east-1',
        requestId: id,
        operation: 'Converse',
        modelId: 'anthropic.claude-sonnet-4-20250514-v1:0',
        input: { inputTokenCount: 1_000_000 },
        output: { outputTokenCount: 0 },
      });
    // 6 USD per million above 200,000 tokens up to the end of April 2026, 3 USD afterwards
    await load('logs.jsonl', [line('a', '2026-01-09'), line('b', '2026-06-09')].join('\n'), book);
    const [total] = await readSpend(database, { bucket: null, by: [], filter: EVERYTHING, offsets: [] });
    expect(total).toMatchObject({ tokens: { in_fresh: 2_000_000 }, computedUsd: 9 });
  });

  it('leaves no two rows of any model of the book that price the same request', () => {
    const overlapping: string[] = [];
    for (const name of book.models()) {
      const [provider = null, ...model] = name.split('/');
      const match = book.match({
        name: model.join('/'),
        provider,
        route: null,
        region: null,
        serviceTier: null,
        contextBand: null,
      });
      const rows = rateRows(1, book.rates(match));
      for (const [index, left] of rows.entries()) {
        for (const right of rows.slice(index + 1)) {
          const inTime = (left.from ?? '') < (right.to ?? '9999') && (right.from ?? '') < (left.to ?? '9999');
          const inSize =
            left.aboveTokens < (right.belowTokens ?? Infinity) && right.aboveTokens < (left.belowTokens ?? Infinity);
          const inDay = left.fromMinute < right.toMinute && right.fromMinute < left.toMinute;
          if (inTime && inSize && inDay) overlapping.push(name);
        }
      }
    }
    expect(overlapping).toEqual([]);
  });
});
