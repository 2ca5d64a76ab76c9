import { afterAll, expect, it } from 'vitest';
import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import { activateImports } from '../../shared/data/import/activeImports.ts';
import { matchPriceKeys } from '../../shared/data/priceKeys.ts';
import { correctionsOf } from '../../shared/catalog/prices/corrections.ts';
import { pricesSchema } from '../../shared/model/prices.ts';
import { emptyDocument } from '../../shared/model/document.ts';
import { openDocument } from '../../shared/model/migrations.ts';
import { computePlan } from '../../shared/plan/plan.ts';
import type { Labels } from '../../shared/engine/types.ts';
import { shareUnused } from '../../shared/plan/commitmentShares.ts';
import { importText, openPrepared } from '../data/support.ts';

const database = await openPrepared();
afterAll(() => {
  database.close();
});

const HEADER =
  'start_time_iso,end_time_iso,project_id,num_model_requests,model,batch,input_tokens,output_tokens,input_cached_tokens';
const october = Array.from({ length: 31 }, (_, index) => {
  const day = (offset: number): string => new Date(Date.UTC(2026, 9, 1 + index + offset)).toISOString().slice(0, 10);
  return `${day(0)}T00:00:00+00:00,${day(1)}T00:00:00+00:00,proj_a,10.0,gpt-4o,FALSE,1000000.0,0.0,0.0`;
});

it('a commitment that is not used up is paid all the same, less what has been spent in its time', async () => {
  const book = await createPriceBook();
  const { importId } = await importText(database, 'october.csv', [HEADER, ...october].join('\n'));
  await matchPriceKeys(database, book);
  await activateImports(database, importId === null ? [] : [importId]);
  const document = { ...emptyDocument(), forecast: { horizonMonths: 2 } };
  const options = { seed: 1, draws: 20, library: null };
  const free = await computePlan(document, database, book, options);
  const commitment = { id: 'c', name: 'Yearly', provider: 'openai', from: '2026-01-01', to: '2027-01-01' };
  const withAmount = (amountUsd: number) =>
    computePlan(
      { ...document, prices: { ...document.prices, commitments: [{ ...commitment, amountUsd }] } },
      database,
      book,
      options,
    );
  // October cost 31 x 2.50 = 77.50 USD, so 1,000 - 77.50 = 922.50 USD are left for November and December together.
  const bound = await withAmount(1000);
  expect(bound.scenarios[0]?.totalUsd.central).toBeCloseTo(922.5, 6);
  expect(bound.scenarios[0]?.levers).toEqual([]);
  expect(bound.assumptions.map(({ parameter }) => parameter)).toContain('Yearly: commitment to openai');
  // A commitment that the forecast uses up changes nothing.
  const small = await withAmount(100);
  expect(small.scenarios[0]?.totalUsd.central).toBeCloseTo(free.scenarios[0]?.totalUsd.central ?? 0, 9);
});

it('what is left unused is charged back to those who use the seller, in the month that settles it', async () => {
  const book = await createPriceBook();
  const base = { ...emptyDocument(), forecast: { horizonMonths: 2 } };
  const document = {
    ...base,
    chargeback: { ...base.chargeback, by: 'project' as const },
    prices: {
      ...base.prices,
      commitments: [
        { id: 'c', name: 'Yearly', provider: 'openai', from: '2026-01-01', to: '2027-01-01', amountUsd: 1000 },
        // Ended with October: 200 - 77.50 = 122.50 USD were not used.
        { id: 'd', name: 'October', provider: 'openai', from: '2026-10-01', to: '2026-11-01', amountUsd: 200 },
      ],
    },
  };
  const { analysis, scenarios } = await computePlan(document, database, book, { seed: 1, draws: 20, library: null });
  const [october, november, december] = analysis?.chargeback.months ?? [];
  expect(october?.allocation.lines).toMatchObject([{ centre: 'proj_a', directUsd: 77.5 }]);
  expect(october?.allocation.lines[0]?.sharedUsd).toBeCloseTo(122.5, 9);
  for (const month of [november, december]) {
    const cost = scenarios[0]?.months.find((one) => one.month === month?.month)?.costUsd.central ?? Number.NaN;
    expect(month?.allocation.totalUsd).toBeCloseTo(cost, 9);
  }
  expect(november?.allocation.lines[0]?.sharedUsd).toBe(0);
  expect(december?.allocation.lines[0]?.sharedUsd).toBeGreaterThan(0);
  expect(december?.allocation.untaggedUsd).toBeCloseTo(0, 9);
});

it('a rate per thousand in a plan is used as written, and named beside the total', async () => {
  const document = {
    ...emptyDocument(),
    prices: pricesSchema.parse({
      rates: [{ provider: 'openai', model: 'gpt-4o', class: 'input', usdPerMtok: 0.0025 }],
    }),
  };
  const options = { seed: 1, draws: 5, library: null };
  const { findings } = await computePlan(document, database, await createPriceBook(correctionsOf(document)), options);
  expect(findings.map(({ message }) => message).join()).toContain('Is it per 1,000 tokens?');
});

it('a plan says which of its own prices is wrong', () => {
  const opened = openDocument(
    JSON.stringify({ schemaVersion: 1, prices: { discounts: [{ provider: 'openai', share: 15 }] } }),
  );
  expect(opened).toMatchObject({ ok: false });
  expect(opened.ok ? '' : opened.reason).toContain('prices.discounts.0.share: A discount is a share from 0 to 0.99');
});

const labelled = (labels: Partial<Labels>): Labels => ({
  provider: null,
  model: null,
  project: null,
  team: null,
  feature: null,
  environment: null,
  customer: null,
  account: null,
  ...labels,
});

it('shares the unused part by use, and leaves the part of unassigned use unassigned', () => {
  const labels = (team: string | null) => labelled({ team });
  const use = [
    { labels: labels('A'), usd: 30 },
    { labels: labels('B'), usd: 10 },
    { labels: labels(null), usd: 10 },
  ];
  // 100 in proportion to 30, 10 and 10: 60, 20 and 20.
  const { shared, untagged } = shareUnused('c', 100, use, 'team');
  expect(shared[0]).toMatchObject({ usd: 80, shares: { A: 0.75, B: 0.25 } });
  expect(untagged).toEqual([{ centre: null, usd: 20 }]);
  expect(shareUnused('c', 100, [], 'team')).toEqual({ shared: [], untagged: [{ centre: null, usd: 100 }] });
  expect(shareUnused('c', 0, use, 'team')).toEqual({ shared: [], untagged: [] });
});
