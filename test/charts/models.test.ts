import { describe, expect, it } from 'vitest';
import { priceSteps } from '../../renderer/charts/figures/priceSteps.ts';
import { qualityCost } from '../../renderer/charts/figures/qualityCost.ts';
import { mistakeCost, referencePoint } from '../../renderer/views/models/mistakes.ts';
import { effortsOf, filtered, NO_FILTER } from '../../renderer/views/models/modelFilter.ts';
import { modelsAnswer } from '../../renderer/views/models/modelsAnswer.ts';
import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import { priceHistory } from '../../shared/plan/priceHistory.ts';
import type { QualityComparison, QualityPoint } from '../../shared/plan/results.ts';
import type { SwapCandidate, SwapComparison } from '../../shared/plan/swaps.ts';

const point = (changes: Partial<QualityPoint>): QualityPoint => ({
  model: 'openai/a',
  label: 'a',
  score: 80,
  usdPerMtok: 2,
  date: '2026-05-01',
  source: 'https://epoch.ai/x',
  licence: 'CC-BY-4.0',
  publishedAs: 'a (high)',
  effort: 'high',
  range: null,
  successRate: 0.8,
  attemptUsd: 0.01,
  attemptBasis: null,
  costOfPassUsd: 0.0125,
  isOwnResult: false,
  retiredOn: null,
  spendUsd: null,
  isOnFrontier: false,
  ...changes,
});

const comparison = (points: readonly QualityPoint[]): QualityComparison => ({
  benchmark: 'gpqa-diamond',
  unit: 'percent',
  benchmarks: ['gpqa-diamond'],
  mix: { inputPerOutput: 3, cachedShare: 0.2 },
  tokensPerRequest: 2000,
  points,
  attributions: [],
});

const own = point({ model: 'anthropic/b', label: 'b', publishedAs: 'b', effort: null, score: 90, usdPerMtok: 4 });
const inUse = { ...own, spendUsd: 1000, successRate: 0.9, attemptUsd: 0.05, range: [85, 93.5] as const };
const cheap = point({ isOnFrontier: true });

describe('quality against cost', () => {
  it('is a logarithmic scatter with intervals, the frontier and the models in use by their spend', () => {
    const figure = qualityCost(comparison([inUse, cheap, point({ usdPerMtok: null, publishedAs: 'free' })]));
    expect(figure).toMatchSnapshot();
    expect(figure.layout.xaxis).toMatchObject({ type: 'log' });
  });

  it('keeps every effort apart when it is filtered', () => {
    const all = comparison([inUse, cheap, point({ publishedAs: 'a (low)', effort: 'low', score: 70 })]);
    expect(effortsOf(all)).toEqual(['high', 'low', 'none named']);
    const shown = (change: Partial<typeof NO_FILTER>) =>
      filtered(all, { ...NO_FILTER, ...change }).points.map(({ publishedAs }) => publishedAs);
    expect(shown({ effort: 'low' })).toEqual(['a (low)']);
    expect(shown({ text: 'A HIGH' })).toEqual(['a (high)']);
    expect(shown({ isOwnOnly: true })).toEqual(['b', 'a (high)']);
    expect(shown({})).toHaveLength(3);
  });
});

describe('the price of a mistake', () => {
  it('turns the ranking where it should', () => {
    const reference = referencePoint(comparison([cheap, inUse]));
    expect(reference).toBe(inUse);
    // 0.01 + 0.2 x 2 = 0.41; (0.01 - 0.05) / (0.8 - 0.9) = 0.40.
    const cost = mistakeCost(cheap, reference, 2);
    expect(cost.expectedUsd).toBeCloseTo(0.41, 12);
    expect(cost.flipsAtUsd).toBeCloseTo(0.4, 12);
  });

  it('does not hold a benchmark’s task against a request of one’s own', () => {
    const published = point({ attemptBasis: 'total USD for 225 cases' });
    expect(mistakeCost(published, inUse, 2).flipsAtUsd).toBeNull();
    expect(mistakeCost(point({ successRate: null }), inUse, 2)).toEqual({ expectedUsd: null, flipsAtUsd: null });
  });
});

describe('the answer', () => {
  const candidate = (changes: Partial<SwapCandidate>): SwapCandidate => ({
    model: 'openai/a',
    label: 'a',
    probabilityCheaper: 0.92,
    expectedSavingUsd: 41_000,
    p10SavingUsd: 10_000,
    p90SavingUsd: 60_000,
    usdPerMtok: 2,
    publishedAs: 'a (high)',
    effort: 'high',
    score: 92,
    qualityRatio: 1.02,
    risks: [],
    parameters: {},
    ...changes,
  });
  const swaps = (candidates: readonly SwapCandidate[]): SwapComparison => ({
    workload: 'anthropic/b',
    workloads: ['anthropic/b'],
    benchmark: 'gpqa-diamond',
    yearUsd: 100_000,
    current: { publishedAs: 'b', effort: null, score: 90 },
    draws: 400,
    candidates,
  });

  it('names the likely saving of a model that is at least as good', () => {
    expect(modelsAnswer(comparison([inUse, cheap]), swaps([candidate({})]))).toBe(
      'a scores at least as well as b on gpqa-diamond and saves about 41\u202fk\u202fUSD a year (92\u202f% likely to be cheaper)',
    );
  });

  it('does not promise what is unlikely or worse', () => {
    const worse = swaps([candidate({ qualityRatio: 0.9 }), candidate({ probabilityCheaper: 0.5 })]);
    expect(modelsAnswer(comparison([inUse, cheap]), worse)).toBe(
      'On gpqa-diamond no model is as good as yours for less per token',
    );
  });

  it('does not name a saving of nearly nothing', () => {
    const as = (usdPerMtok: number) => comparison([inUse, point({ score: 95, usdPerMtok })]);
    expect(modelsAnswer(as(3.99), null)).toBe('On gpqa-diamond no model is as good as yours for less per token');
    expect(modelsAnswer(as(3.9), null)).toMatch(/at 3.% less per token$/);
  });
});

describe('price history', () => {
  it('is a step chart with each change on its day', async () => {
    const history = priceHistory(await createPriceBook(), 'google/gemini-3.6-flash');
    if (history === null) throw new Error('no history');
    const figure = priceSteps(history, '2026-11-21');
    expect(figure).toMatchSnapshot();
    expect(figure.table.map(([from]) => from)).toContain('2027-01-01');
  });

  it('shows the dearer hours of a price with a clock, and nothing for a model without one', async () => {
    const book = await createPriceBook();
    const history = priceHistory(book, 'deepseek/deepseek-v4-flash');
    const figure = history === null ? null : priceSteps(history, '2026-11-21');
    expect(figure?.summary).toContain('0.44 in and 1.32 out');
    expect(priceHistory(book, 'openai/no-such-model')).toBeNull();
  });
});
