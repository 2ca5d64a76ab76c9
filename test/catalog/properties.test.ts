import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { book, query } from './support.ts';

/** Models that the vendor itself sells, with its provider id. */
const VENDOR_MODELS = book
  .models()
  .map((key) => ({ provider: key.slice(0, key.indexOf('/')), model: key.slice(key.indexOf('/') + 1) }))
  .filter(({ provider }) => ['openai', 'anthropic', 'google', 'x-ai', 'deepseek', 'cohere'].includes(provider));

const modelOf = (name: string, provider: string | null) => book.match(query(name, provider)).model;
const anyModel = fc.constantFrom(...VENDOR_MODELS);
const twoDigits = (value: number) => String(value).padStart(2, '0');
const anyDate = fc.record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 13, max: 28 }) });

/** Snapshots that their vendor prices apart from the model: these dates are a part of the name. */
const PRICED_APART = /gpt-4o-2024-05-13|gpt-3\.5-turbo|preview|-\d{4}$|-00\d$/;

describe('what never changes the model', () => {
  test('the case of the letters', () => {
    fc.assert(
      fc.property(anyModel, fc.infiniteStream(fc.boolean()), ({ provider, model }, upper) => {
        const mixed = model.replace(/[a-z]/g, (letter) =>
          upper.next().value === true ? letter.toUpperCase() : letter,
        );
        expect(modelOf(mixed, provider)).toBe(modelOf(model, provider));
      }),
    );
  });

  test('a date at the end', () => {
    fc.assert(
      fc.property(anyModel, anyDate, ({ provider, model }, { month, day }) => {
        fc.pre(!PRICED_APART.test(model));
        const dates = [
          `-2026-${twoDigits(month)}-${twoDigits(day)}`,
          `-2026${twoDigits(month)}${twoDigits(day)}`,
          `@2026${twoDigits(month)}${twoDigits(day)}`,
        ];
        for (const date of dates) expect(modelOf(`${model}${date}`, provider), date).toBe(modelOf(model, provider));
      }),
    );
  });

  test('the geography of a Bedrock inference profile', () => {
    const claude = VENDOR_MODELS.filter(({ model }) => /^claude-(opus|sonnet|haiku)-[45]/.test(model));
    fc.assert(
      fc.property(
        fc.constantFrom(...claude),
        fc.constantFrom('us', 'eu', 'apac', 'jp', 'au', 'us-gov', 'global'),
        ({ model }, geography) => {
          const match = book.match(query(`${geography}.anthropic.${model}-v1:0`));
          expect(match).toMatchObject({ model, provider: 'aws', region: geography });
        },
      ),
    );
  });

  test('the prefix of a gateway', () => {
    fc.assert(
      fc.property(anyModel, ({ provider, model }) => {
        fc.pre(provider === 'openai' || provider === 'anthropic');
        expect(modelOf(`litellm_proxy/${provider}/${model}`, null)).toBe(modelOf(model, provider));
        expect(modelOf(`openrouter/${provider}/${model}`, null)).toBe(modelOf(model, provider));
      }),
    );
  });
});

describe('what a name may be', () => {
  test('no text throws, and what is priced is in the book', () => {
    const models = new Set(book.models().map((key) => key.slice(key.indexOf('/') + 1)));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), (name) => {
        const match = book.match(query(name));
        if (match.model !== null) expect(models).toContain(match.model);
        if (match.status === 'unknown') expect(book.rates(match)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['', 'is empty'],
    ['   ', 'is empty'],
    ['x'.repeat(10_000), 'No price is known'],
    ['🤖🔥', 'No price is known'],
    ["'; DROP TABLE usage; --", 'No price is known'],
    ['constructor', 'No price is known'],
    ['__proto__/toString', 'No price is known'],
    ['../../etc/passwd', 'No price is known'],
    ['gpt-4o\u0000', null],
  ])('hostile name %j', (name, message) => {
    const match = book.match(query(name));
    if (message === null) expect(match.model).toBe('gpt-4o');
    else {
      expect(match).toMatchObject({ status: 'unknown', model: null });
      expect(match.findings[0]?.message).toContain(message);
      expect(match.findings[0]?.message.length).toBeLessThan(300);
    }
  });

  test('an ambiguous name is unknown and says what it may be', () => {
    expect(book.match(query('sonnet', 'anthropic')).suggestions.join()).toContain('sonnet');
    expect(book.match(query('gpt-oss-120b')).suggestions).toContain('groq/gpt-oss-120b');
  });

  test('a slug that OpenRouter sells at its own price is assumed to be the vendor', () => {
    expect(book.match(query('deepseek/deepseek-v4-flash'))).toMatchObject({ status: 'assumed', provider: 'deepseek' });
    expect(book.match(query('openai/gpt-4o'))).toMatchObject({ status: 'exact', provider: 'openai' });
  });

  test('a longer version is never taken for a shorter one', () => {
    for (const name of ['claude-sonnet-6', 'claude-sonnet-4-7', 'gpt-5.7', 'gpt-4.1-micro', 'gemini-2.5-ultra', 'o5']) {
      expect(book.match(query(name)), name).toMatchObject({ status: 'unknown', model: null });
    }
  });
});
