import { existsSync, readFileSync, statSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attributionsFor, isAttributed } from '../../shared/catalog/benchmarks/attributions.ts';
import { packBenchmarks } from '../../shared/catalog/benchmarks/columns.ts';
import { efficientFrontier } from '../../shared/catalog/benchmarks/frontier.ts';
import { joinScores } from '../../shared/catalog/benchmarks/join.ts';
import { readOwnScores } from '../../shared/catalog/benchmarks/ownScores.ts';
import published from '../../shared/catalog/benchmarks/published.json' with { type: 'json' };
import {
  costPerAttempt,
  publishedScores,
  readVariant,
  unpackBenchmarks,
} from '../../shared/catalog/benchmarks/scores.ts';
import {
  attemptCost,
  blendedRate,
  costOfPass,
  expectedCost,
  flipAttemptPrice,
  flipMistakePrice,
  successRate,
} from '../../shared/catalog/benchmarks/value.ts';
import { compareDocument } from '../../shared/catalog/documents/compareDocument.ts';
import { perTokenClass } from '../../shared/units/tokenClasses.ts';
import { book } from './support.ts';

const REFERENCE = process.env.TOKENWRIGHT_REFERENCE_DATA;
const reference = REFERENCE === undefined ? null : `${REFERENCE}/benchmarks.csv`;

describe('published scores', () => {
  test('2,046 rows, each with a unit, a source and a licence that lets it ship', () => {
    expect(publishedScores).toHaveLength(2046);
    const licences = new Set(publishedScores.map(({ licence }) => licence));
    expect([...licences].toSorted()).toEqual([
      'Apache-2.0',
      'Apache-2.0 (gorilla)',
      'CC-BY-4.0 (Epoch AI, Data on AI Benchmarking)',
      'CC0-1.0',
      'MIT',
    ]);
    for (const score of publishedScores) {
      expect(score.benchmark.unit).not.toBe('');
      expect(isAttributed(score), score.source).toBe(true);
    }
  });

  test('the file is smaller than 400 kB', () => {
    const file = new URL('../../shared/catalog/benchmarks/published.json', import.meta.url);
    expect(statSync(file).size).toBeLessThan(400_000);
  });

  test.skipIf(reference === null || !existsSync(reference))(
    'the shipped columns are the reference table (TOKENWRIGHT_REFERENCE_DATA)',
    () => {
      expect(packBenchmarks(readFileSync(reference ?? '', 'utf8'))).toEqual(published);
    },
  );

  test('packing and unpacking keeps every cell', () => {
    const csv =
      'model_canonical,provider,benchmark,metric,score,unit,higher_is_better,cost_usd,cost_basis,date,source_url,licence,model_as_published\n' +
      'm-1,V,b,acc,50.5,percent,1,4.5,total USD for 225 cases,2026-01-02,https://epoch.ai/x,MIT,m-1_high [Agent]\n';
    expect(unpackBenchmarks(packBenchmarks(csv))).toEqual([
      {
        model: 'm-1',
        publishedAs: 'm-1_high [Agent]',
        effort: 'high',
        agent: 'Agent',
        vendor: 'V',
        benchmark: { name: 'b', metric: 'acc', unit: 'percent', higherIsBetter: true },
        score: 50.5,
        // 4.5 USD / 225 attempts = 0.02 USD.
        costPerAttemptUsd: 0.02,
        costBasis: 'total USD for 225 cases',
        date: '2026-01-02',
        source: 'https://epoch.ai/x',
        licence: 'MIT',
        origin: 'published',
      },
    ]);
    expect(() => packBenchmarks(csv.replace(',percent,', ',,'))).toThrow('row 2');
  });

  test.each([
    ['gpt-5.2-2025-12-11_high', 'high', null],
    ['gpt-5.2-2025-12-11_medium [Droid]', 'medium', 'Droid'],
    ['o3-mini (high)', 'high', null],
    ['claude-opus-4-5-20251101_32K', '32k', null],
    ['claude-opus-4-6 [Droid]', null, 'Droid'],
    ['gpt-4o-2024-11-20', null, null],
    ['gpt-realtime-2 (xhigh)', 'xhigh', null],
  ])('%s was run at effort %s in agent %s', (publishedAs, effort, agent) => {
    expect(readVariant(publishedAs)).toEqual({ effort, agent });
  });

  test.each([
    [14.4063, 'total USD for 225 cases', 14.4063 / 225],
    [0.56, 'USD per instance (avg)', 0.56],
    [13.54, 'USD per 1000 function calls', 0.01354],
    [1.2, 'USD per task (as submitted)', 1.2],
    [1.2, 'USD', null],
    [null, 'USD per attempt', null],
  ])('%s %s is %s per attempt', (cost, basis, expected) => {
    const attempt = costPerAttempt(cost, basis);
    if (expected === null) expect(attempt).toBeNull();
    else expect(attempt).toBeCloseTo(expected, 12);
  });

  test('variants of one model stay rows of their own', () => {
    const variants = publishedScores.filter(
      ({ model, benchmark }) => model === 'o3-mini' && benchmark.name === 'aider-polyglot',
    );
    expect(variants.map(({ effort, score }) => [effort, score])).toEqual([
      ['medium', 53.8],
      ['high', 60.4],
    ]);
  });

  test('at least 120 of the models have a price', () => {
    const join = joinScores(book, publishedScores);
    const priced = [...join.values()].filter((match) => match !== null);
    expect(priced.length).toBeGreaterThanOrEqual(120);
    expect(join.get('claude-opus-4-5')?.model).toBe('claude-opus-4-5');
  });

  test('credits come once each, and only for what is shown', () => {
    const epoch = publishedScores.filter(({ benchmark }) => benchmark.name === 'gpqa-diamond');
    expect(attributionsFor(epoch).map(({ licence, isRequired }) => [licence, isRequired])).toEqual([
      ['CC-BY-4.0', true],
    ]);
    expect(attributionsFor(publishedScores)).toHaveLength(6);
    const notice = readFileSync(new URL('../../shared/catalog/benchmarks/ATTRIBUTION.md', import.meta.url), 'utf8');
    for (const { text } of attributionsFor(publishedScores)) expect(notice).toContain(text.split(',')[0]);
  });
});

describe('own scores', () => {
  test('a result with its cost becomes a score like the published ones', () => {
    const { scores, refusals } = readOwnScores(
      'model,benchmark,score,unit,effort,cost_usd,cost_basis\nclaude-haiku-4-5,tickets,83%,%,low,2,total USD for 50 cases\n',
      'evals.csv',
    );
    expect(refusals).toEqual([]);
    expect(scores).toMatchObject([
      {
        model: 'claude-haiku-4-5',
        score: 83,
        effort: 'low',
        costPerAttemptUsd: 0.04,
        origin: 'own',
        source: 'evals.csv',
      },
    ]);
  });

  test.each([
    ['m,b,1,', 'without a unit'],
    ['m,b,abc,percent', 'not a number'],
    ['m,b,120,percent', 'between 0 and 100'],
    ['m,b,1.2,share', 'between 0 and 1'],
    [',b,1,percent', 'model is empty'],
  ])('%s is refused: %s', (row, reason) => {
    const { scores, refusals } = readOwnScores(`model,benchmark,score,unit\n${row}\n`, 'evals.csv');
    expect(scores).toEqual([]);
    expect(refusals).toMatchObject([{ line: 2 }]);
    expect(refusals[0]?.reason).toContain(reason);
  });

  test('a cost whose basis says nothing about attempts is refused', () => {
    const { refusals } = readOwnScores(
      'model,benchmark,score,unit,cost_usd,cost_basis\nm,b,1,percent,5,a run\n',
      'e.csv',
    );
    expect(refusals[0]?.reason).toContain('total USD for N cases');
  });

  test('a file without a unit column is refused whole', () => {
    expect(readOwnScores('model,benchmark,score\nm,b,1\n', 'e.csv').refusals[0]?.reason).toContain('unit');
  });
});

describe('quality for money', () => {
  const rates = { ...perTokenClass<number | null>(() => null), in_fresh: 2.5, in_cache_read: 1.25, out_visible: 10 };

  test('three parts input and one part output of gpt-4o blend to 4.375', () => {
    // (3 x 2.50 + 1 x 10) / 4 = 4.375.
    expect(blendedRate(rates, { in_fresh: 3, out_visible: 1 })).toEqual({ usdPerMtok: 4.375, unpriced: [] });
  });

  test('a mix with a class that has no rate has no blend', () => {
    expect(blendedRate(rates, { in_fresh: 3, in_audio: 1 })).toEqual({ usdPerMtok: null, unpriced: ['in_audio'] });
    expect(blendedRate(rates, {})).toEqual({ usdPerMtok: null, unpriced: [] });
  });

  test('an attempt of 20,000 cached, 2,000 fresh and 1,000 output tokens costs 0.04 USD', () => {
    // 20,000 x 1.25 + 2,000 x 2.5 + 1,000 x 10 = 40,000 USD per million.
    expect(attemptCost(rates, { in_cache_read: 20_000, in_fresh: 2_000, out_visible: 1_000 })).toBeCloseTo(0.04, 12);
  });

  test('cost of pass: 0.56 USD at 70.6 % is 0.7932 USD', () => {
    expect(costOfPass(0.56, 0.706)).toBeCloseTo(0.7932, 4);
    expect(costOfPass(0.56, 0)).toBeNull();
  });

  test('a rating is no success rate', () => {
    const elo = publishedScores.find(({ benchmark }) => benchmark.unit === 'elo');
    expect(elo === undefined ? 0 : successRate(elo)).toBeNull();
  });

  test('the price of a mistake at which the ranking flips', () => {
    const cheap = { attemptUsd: 0.01, successRate: 0.8 };
    const good = { attemptUsd: 0.05, successRate: 0.9 };
    // 0.01 + 0.2 m = 0.05 + 0.1 m at m = 0.40.
    expect(flipMistakePrice(cheap, good)).toBeCloseTo(0.4, 12);
    expect(flipMistakePrice(good, cheap)).toBeCloseTo(0.4, 12);
    expect(flipMistakePrice(cheap, { attemptUsd: 0.05, successRate: 0.7 })).toBeNull();
    expect(flipMistakePrice(cheap, { attemptUsd: 0.05, successRate: 0.8 })).toBeNull();
    // 0.05 + 0.1 x 0.2 - 0.2 x 0.2 = 0.03.
    expect(flipAttemptPrice(good, cheap, 0.2)).toBeCloseTo(0.03, 12);
  });

  test('at the flip both cost the same, whatever the two models are', () => {
    const contender = fc.record({
      attemptUsd: fc.double({ min: 0.0001, max: 10, noNaN: true }),
      successRate: fc.double({ min: 0.01, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(contender, contender, (left, right) => {
        const price = flipMistakePrice(left, right);
        fc.pre(price !== null && price < 1e6);
        const [first, second] = [left, right].map((model) => expectedCost(model.attemptUsd, model.successRate, price));
        expect(first).toBeCloseTo(second ?? NaN, 6);
      }),
    );
  });
});

describe('the efficient frontier', () => {
  const point = (id: string, quality: number, costUsd: number) => ({ id, quality, costUsd });
  const ids = (points: readonly { readonly id: string }[]) => points.map(({ id }) => id);

  test('worse and dearer models are off it', () => {
    expect(ids(efficientFrontier([point('c', 75, 3), point('b', 80, 2), point('a', 70, 1)]))).toEqual(['a', 'b']);
  });

  test('ties: the same in both stay together, the same quality at a higher price goes', () => {
    expect(
      ids(efficientFrontier([point('a', 70, 1), point('b', 70, 1), point('c', 70, 2), point('d', 60, 1)])),
    ).toEqual(['a', 'b']);
  });

  test('unknown figures are left out', () => {
    expect(ids(efficientFrontier([point('a', NaN, 1), point('b', 1, Infinity), point('c', 1, 1)]))).toEqual(['c']);
    expect(efficientFrontier([])).toEqual([]);
  });

  test('no point of any set beats a point of its frontier', () => {
    const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(points, (pairs) => {
        const all = pairs.map(([quality, costUsd], index) => point(String(index), quality, costUsd));
        const frontier = efficientFrontier(all);
        const beats = (left: (typeof all)[number], right: (typeof all)[number]) =>
          left.quality >= right.quality &&
          left.costUsd <= right.costUsd &&
          (left.quality > right.quality || left.costUsd < right.costUsd);
        for (const candidate of all) {
          expect(frontier.includes(candidate)).toBe(!all.some((other) => beats(other, candidate)));
        }
      }),
    );
  });
});

describe('compare', () => {
  const request = { mix: { input: 3, output: 1 }, at: '2026-07-24' };

  test('prices, blend, scores and the cost of a pass, with the benchmark it comes from', () => {
    const { models, attributions, findings } = compareDocument(
      book,
      publishedScores,
      ['gpt-4o', 'claude-3-5-sonnet'],
      request,
    );
    expect(models.map(({ model, blendedUsdPerMtok }) => [model, blendedUsdPerMtok])).toEqual([
      ['gpt-4o', 4.375],
      // (3 x 3 + 15) / 4 = 6.
      ['claude-3-5-sonnet', 6],
    ]);
    for (const model of models) {
      expect(model.benchmarks.length).toBeGreaterThan(0);
      expect(model.costOfPassBasis?.benchmark).toBe(models[0]?.costOfPassBasis?.benchmark);
      const basis = model.costOfPassBasis;
      expect(model.costOfPassUsd).toBeCloseTo((basis?.attemptUsd ?? NaN) / (basis?.successRate ?? NaN), 12);
    }
    expect(attributions.join(' ')).toContain('Epoch AI');
    expect(findings).toEqual([]);
  });

  test('swe-bench: Sonnet 4.5 at 0.56 USD and 70.6 % passes for 0.793 USD', () => {
    const scores = publishedScores.filter(({ benchmark }) => benchmark.name === 'swe-bench-verified-bash-only');
    const [model] = compareDocument(book, scores, ['claude-sonnet-4-5'], request).models;
    expect(model?.costOfPassUsd).toBeCloseTo(0.56 / 0.706, 9);
    expect(model?.costOfPassBasis).toMatchObject({ benchmark: 'swe-bench-verified-bash-only', attemptUsd: 0.56 });
  });

  test('models without a common benchmark get a finding, and one without any cost gets null', () => {
    const names = ['claude-sonnet-4-5', 'claude-3-opus'];
    const { models, findings } = compareDocument(book, publishedScores, names, request);
    expect(findings.map(({ code }) => code)).toEqual(
      models.every(({ costOfPassUsd }) => costOfPassUsd !== null) ? ['not-comparable'] : [],
    );
    const [none] = compareDocument(book, publishedScores, ['gpt-6-astra'], { ...request, at: '2026-10-01' }).models;
    expect(none).toMatchObject({ costOfPassUsd: null, costOfPassBasis: null });
  });

  test('an unknown model is a row with nulls and a finding', () => {
    const [model] = compareDocument(book, publishedScores, ['nobody-knows-this'], request).models;
    expect(model).toMatchObject({ status: 'unknown', blendedUsdPerMtok: null, benchmarks: [], costOfPassUsd: null });
    expect(model?.findings.map(({ code }) => code)).toEqual(['unpriced-model']);
  });
});
