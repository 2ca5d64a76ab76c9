import { describe, expect, it } from 'vitest';
import { LEVERS } from '../../shared/engine/levers/registry.ts';
import { modelsNamed, scenarioProblems } from '../../shared/engine/problems.ts';
import { leverSentence, valueSentence } from '../../shared/engine/sentences.ts';
import type { LeverParameters } from '../../shared/engine/types.ts';
import { cachePays } from '../../shared/plan/cachePays.ts';
import { baseline, lever, listRates, model, monthsFrom2027, scenario, segment } from './build.ts';

/** Narrow spaces keep numbers and units together on screen. */
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

describe('the sentence of a lever', () => {
  it.each([
    [
      lever(
        'routing',
        { model: 'anthropic/claude-haiku-5-5', strongShare: 0.5 },
        { scope: { feature: ['Support chat'] } },
      ),
      'Route all but 50 % of Support chat to claude-haiku-5-5 from Jan 2027',
    ],
    [
      lever('prompt-caching', { cacheableShare: 0.6, hitRate: { p10: 0.2, p90: 0.9 } }),
      'Cache 60 % of the input of everything with 20 % to 90 % hits from Jan 2027',
    ],
    [
      lever('batch', { share: { value: 0.5, probability: 0.3 } }, { scope: { team: ['Search', 'Support'] } }),
      'Run 50 % with a chance of 30 % of Search and Support as batch from Jan 2027',
    ],
    [
      lever('price-path', { path: 'yearly', change: -0.548 }, { scope: { model: ['haiku'] } }),
      'Prices of haiku change by -54.8 % (per year) from Jan 2027',
    ],
    [lever('spend-cap', { capUsdPerMonth: 12_000 }), 'Cap everything at 12 k USD a month from Jan 2027'],
    [lever('self-hosting', {}), 'Serve 100 % of everything on own GPUs from Jan 2027'],
  ])('%# reads as people say it', (one, sentence) => {
    expect(plain(leverSentence(one))).toBe(sentence);
  });

  it.each(LEVERS.map((definition) => [definition.kind, definition]))('of %s fills every gap', (kind, definition) => {
    const keys = [...definition.sentence.matchAll(/\{(\w+)\}/g)].map(([, key]) => key ?? '');
    for (const key of keys) expect(['scope', 'start', ...Object.keys(definition.parameters)]).toContain(key);
    expect(leverSentence(lever(kind, {}))).not.toMatch(/[{}]/);
  });
});

describe('the sentence of a value', () => {
  it('says saving or cost with its range', () => {
    const range = { p10Usd: -55_000, p90Usd: -28_000 };
    expect(plain(valueSentence(-41_000, range))).toBe('saves 41 k USD a year, P10 to P90 28 to 55 k USD');
    expect(plain(valueSentence(1200, null))).toBe('costs 1.2 k USD a year');
  });
});

describe('problems of a scenario', () => {
  it('are models without a price', () => {
    const plan = scenario(
      lever('model-swap', { model: 'a/known' }, { id: 'one' }),
      lever('routing', { model: 'a/unknown' }, { id: 'two' }),
    );
    expect(scenarioProblems(plan, (key) => key === 'a/known')).toEqual([
      {
        lever: 'two',
        key: 'model',
        message:
          'Route easy requests: "Model for easy requests" is unknown, which has no price. Map the name or enter a rate first.',
      },
    ]);
    expect(modelsNamed(plan)).toEqual(['a/known', 'a/unknown']);
  });
});

describe('a cached prefix', () => {
  // Reads at 0.1 of the input price: a write at 1.25 is earned by 0.28 reads, one at 2 by 1.11
  const company = baseline(
    monthsFrom2027(1),
    [model('a/big', listRates(10, 50), 1)],
    [segment('a/big', { in_fresh: 1 }, 1)],
  );
  const pays = (parameters: LeverParameters) => cachePays(company, lever('prompt-caching', parameters));

  it('pays from the repeated call that earns its write', () => {
    expect(pays({ lifetime: '5m' })).toBe('pays from the first repeated call');
    expect(pays({ lifetime: '1h' })).toBe('pays from the second repeated call');
  });

  it('says nothing of other levers, and nothing where no cache has a price', () => {
    expect(cachePays(company, lever('batch', { share: 0.5 }))).toBeNull();
    expect(cachePays({ ...company, prices: new Map() }, lever('prompt-caching', {}))).toBeNull();
  });
});
