import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LEVERS } from '../../shared/engine/levers/registry.ts';
import { leverSchema, scenarioSchema, whatIsMissing } from '../../shared/model/levers/leverSchema.ts';
import type { Month } from '../../shared/units/months.ts';

const caching = {
  id: 'cache',
  kind: 'prompt-caching',
  start: '2027-01',
  parameters: { cacheableShare: 0.6, hitRate: { p10: 0.2, p50: 0.5, p90: 0.9 } },
};

const messages = (lever: unknown): string[] =>
  leverSchema.safeParse(lever).error?.issues.map(({ message }) => message) ?? [];

describe('the schema of a lever', () => {
  it('accepts numbers, ranges and chance events, and fills in what has one obvious value', () => {
    expect(leverSchema.parse(caching)).toEqual({
      ...caching,
      isEnabled: true,
      scope: {},
      end: null,
      rampMonths: 0,
    });
    const event = { value: 0.3, probability: 0.4 };
    const growth = {
      id: 'launch',
      kind: 'volume-growth',
      start: '2027-03',
      parameters: { curve: 'event', uplift: event },
    };
    expect(leverSchema.parse(growth).parameters).toEqual({ curve: 'event', uplift: event });
  });

  it.each([
    [
      'a range upside down',
      { ...caching, parameters: { cacheableShare: 0.5, hitRate: { p10: 0.9, p90: 0.2 } } },
      'The range of "Hit rate" is upside down: P10 0.9 is above P90 0.2.',
    ],
    [
      'a middle outside its range',
      { ...caching, parameters: { cacheableShare: 0.5, hitRate: { p10: 0.1, p50: 0.8, p90: 0.2 } } },
      'The range of "Hit rate" has its middle 0.8 outside P10 to P90.',
    ],
    ['a share above 1', { ...caching, parameters: { cacheableShare: 1.2 } }, '"Cacheable input" must be at most 1.'],
    [
      'a share above 1 in a range',
      { ...caching, parameters: { cacheableShare: { p10: 0.5, p90: 1.2 } } },
      '"Cacheable input" must be at most 1.',
    ],
    [
      'text where a number belongs',
      { ...caching, parameters: { cacheableShare: '60 %' } },
      '"Cacheable input" must be a number, a range { p10, p90 } or an event { value, probability }.',
    ],
    [
      'a hit rate without a cacheable share',
      { ...caching, parameters: { hitRate: 0.5 } },
      'A hit rate needs a cacheable share: say which part of the input repeats.',
    ],
    [
      'a start after the end',
      { ...caching, start: '2027-05', end: '2027-03' },
      'It starts in 2027-05, after its end in 2027-03: the earliest end is 2027-05.',
    ],
    ['a swap without a model', { ...caching, kind: 'model-swap', parameters: {} }, '"New model" must name a model.'],
    ['a month that is none', { ...caching, start: '2027-13' }, 'A month is written YYYY-MM, as in 2027-01.'],
    [
      'a curve without its figures',
      { ...caching, kind: 'volume-growth', parameters: { curve: 'multiple', multiple: 24 } },
      'The curve "multiple" needs the parameter withinMonths.',
    ],
    [
      'a probability above 1',
      { ...caching, kind: 'batch', parameters: { share: { value: 0.5, probability: 2 } } },
      'A probability must be at most 1.',
    ],
  ])('refuses %s with a sentence', (_, lever, message) => {
    expect(messages(lever)).toEqual([message]);
  });

  it('refuses a kind that it does not know, a parameter of another kind and a scope of no dimension', () => {
    expect(messages({ ...caching, kind: 'magic' })).toHaveLength(1);
    expect(messages({ ...caching, parameters: { ...caching.parameters, share: 0.5 } })).toHaveLength(1);
    expect(messages({ ...caching, scope: { planet: ['Mars'] } })).toHaveLength(1);
    expect(messages({ ...caching, scope: { team: [] } })).toHaveLength(1);
  });

  it('refuses two levers of the same name', () => {
    const issues = scenarioSchema.safeParse({ id: 'a', name: 'A', levers: [caching, caching] }).error?.issues;
    expect(issues?.map(({ message }) => message)).toEqual(['Two levers are called "cache".']);
  });

  it('describes every lever and every field in JSON Schema', () => {
    const text = JSON.stringify(z.toJSONSchema(scenarioSchema));
    for (const { title, parameters } of LEVERS) {
      expect(text).toContain(title);
      for (const { label } of Object.values(parameters)) expect(text).toContain(JSON.stringify(label).slice(1, -1));
    }
  });
});

describe('a lever whose choices are not made yet', () => {
  const draft = {
    id: 'swap',
    kind: 'model-swap',
    isEnabled: false,
    scope: {},
    start: '2027-01' as Month,
    end: null,
    rampMonths: 0,
    parameters: {},
  };

  it('can be kept in a plan while it is left out, and says what it lacks', () => {
    expect(leverSchema.safeParse(draft).success).toBe(true);
    expect(whatIsMissing(draft)).toBe('"New model" must name a model.');
  });

  it('cannot be switched on, nor hold a value that is not allowed', () => {
    expect(leverSchema.safeParse({ ...draft, isEnabled: true }).success).toBe(false);
    expect(leverSchema.safeParse({ ...draft, parameters: { qualityKept: -1 } }).success).toBe(false);
  });

  it('is complete once the choice is made', () => {
    expect(whatIsMissing({ ...draft, parameters: { model: 'anthropic/claude-haiku-4-5' } })).toBeNull();
  });
});
