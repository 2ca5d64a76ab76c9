import { readFileSync } from 'node:fs';
import { waitForUpdate } from '@pydantic/genai-prices';
import { describe, expect, test } from 'vitest';
import { TOKEN_CLASSES } from '../../shared/units/tokenClasses.ts';
import adjustments from '../../shared/catalog/prices/adjustments.json' with { type: 'json' };
import { boundsBreaches, tierShareBreach } from '../../shared/catalog/prices/bounds.ts';
import disputes from '../../shared/catalog/prices/disputes.json' with { type: 'json' };
import { GENAI_PRICES_VERSION, genaiModels } from '../../shared/catalog/prices/genaiRows.ts';
import { LIFECYCLES } from '../../shared/catalog/prices/lifecycles.ts';
import names from '../../shared/catalog/prices/names.json' with { type: 'json' };
import overlay from '../../shared/catalog/prices/overlay.json' with { type: 'json' };
import { checkOverlay } from '../../shared/catalog/prices/rowStore.ts';
import { parseRows } from '../../shared/catalog/prices/rows.ts';
import { compileSheets } from '../../shared/catalog/prices/sheets.ts';
import { at, base, book, query } from './support.ts';

const classes = (name: string, provider: string | null, when: string) => at(name, provider, when)[0]?.usdPerMtok;

const row = (changes: object) => ({
  model: 'm',
  provider: 'openai',
  class: 'input',
  usdPerMtok: 2,
  source: 'a page',
  checkedOn: '2026-11-01',
  ...changes,
});

describe('the thirteen token classes', () => {
  test('OpenAI before gpt-5.6: writing to the cache costs what fresh input costs', () => {
    expect(classes('gpt-4o', 'openai', '2026-07-24')).toEqual({
      in_fresh: 2.5,
      in_cache_read: 1.25,
      in_cache_write_5m: 2.5,
      in_cache_write_1h: 2.5,
      in_cache_write_unknown: 2.5,
      in_audio: null,
      in_image: null,
      in_unsplit: 2.5,
      out_visible: 10,
      out_reasoning: 10,
      out_audio: null,
      out_image: null,
      out_unsplit: 10,
    });
  });

  test('OpenAI from gpt-5.6: every write costs 1.25 times the input', () => {
    expect(classes('gpt-5.6-sol', 'openai', '2026-09-01')).toMatchObject({
      in_fresh: 4,
      in_cache_write_5m: 5,
      in_cache_write_1h: 5,
      in_cache_write_unknown: 5,
    });
  });

  test('Claude: 1.25 times for five minutes, twice for an hour, and five minutes where the lifetime is unknown', () => {
    expect(classes('claude-sonnet-4-5', 'anthropic', '2026-07-24')).toMatchObject({
      in_fresh: 3,
      in_cache_read: 0.3,
      in_cache_write_5m: 3.75,
      in_cache_write_1h: 6,
      in_cache_write_unknown: 3.75,
    });
  });

  test('the hour rate follows from the rule where Bedrock leaves it out', () => {
    expect(classes('eu.anthropic.claude-sonnet-4-5-20250929-v1:0', null, '2026-07-24')).toMatchObject({
      in_cache_write_5m: 4.125,
      in_cache_write_1h: 6.6,
    });
  });

  test('a Claude without any cache price has no write price either', () => {
    expect(classes('claude-2', 'anthropic', '2024-01-01')).toMatchObject({
      in_fresh: 8,
      in_cache_read: null,
      in_cache_write_5m: null,
      in_cache_write_1h: null,
    });
  });

  test('audio and images have the rates of the book or none', () => {
    expect(classes('gpt-audio', 'openai', '2026-07-24')).toMatchObject({ in_audio: 32, out_audio: 64, in_image: null });
    expect(classes('gpt-image-1.5', 'openai', '2026-07-24')).toMatchObject({
      in_image: 8,
      out_image: 32,
      in_audio: null,
    });
  });

  test('reasoning that has a rate of its own has it', () => {
    expect(classes('sonar-deep-research', 'perplexity', '2026-07-24')).toMatchObject({
      out_visible: 8,
      out_reasoning: 3,
    });
  });

  test('a model without a cached rate has null there, never 0', () => {
    expect(classes('o1-pro', 'openai', '2026-07-24')).toMatchObject({ in_fresh: 150, in_cache_read: null });
  });
});

describe('tiers and regions', () => {
  const day = '2026-07-24';
  test.each([
    ['batch is half of everything at OpenAI', 'gpt-5', 'openai', { serviceTier: 'batch' }, [0.625, 0.0625, 5]],
    ['flex is half', 'gpt-5-mini', 'openai', { serviceTier: 'flex' }, [0.125, 0.0125, 1]],
    ['priority is double for gpt-5', 'gpt-5', 'openai', { serviceTier: 'priority' }, [2.5, 0.25, 20]],
    ['priority is 1.75 for gpt-4.1', 'gpt-4.1', 'openai', { serviceTier: 'priority' }, [3.5, 0.875, 14]],
    ['priority of gpt-4o-mini', 'gpt-4o-mini', 'openai', { serviceTier: 'priority' }, [0.25, 0.125, 1]],
    ['default is standard', 'gpt-5', 'openai', { serviceTier: 'default' }, [1.25, 0.125, 10]],
    ['batch at Anthropic', 'claude-opus-5', 'anthropic', { serviceTier: 'batch' }, [2.5, 0.25, 12.5]],
    ['fast is six times for Opus 4.6', 'claude-opus-4-6', 'anthropic', { serviceTier: 'fast' }, [30, 3, 150]],
    ['fast is double for Opus 5', 'claude-opus-5', 'anthropic', { serviceTier: 'fast' }, [10, 1, 50]],
    ['priority is 1.8 at Google', 'gemini-2.5-flash', 'google', { serviceTier: 'priority' }, [0.54, 0.054, 4.5]],
    [
      'batch at Google does not discount the cache twice',
      'gemini-2.5-pro',
      'google',
      { serviceTier: 'batch' },
      [0.625, 0.125, 5],
    ],
    ['priority is 1.75 on Bedrock', 'amazon.nova-pro-v1:0', 'aws', { serviceTier: 'priority' }, [1.4, 0.35, 5.6]],
    [
      'inference in the US costs 10 % more from Opus 4.6 on',
      'claude-opus-5',
      'anthropic',
      { region: 'us' },
      [5.5, 0.55, 27.5],
    ],
    ['and costs the same before', 'claude-sonnet-4-5', 'anthropic', { region: 'us' }, [3, 0.3, 15]],
    ['not_available is no region', 'claude-opus-5', 'anthropic', { region: 'not_available' }, [5, 0.5, 25]],
    ['data residency at OpenAI', 'gpt-5.6-luna', 'openai', { region: 'eu' }, [1.1, 0.11, 6.6]],
    ['an Azure data zone', 'gpt-4.1', 'azure', { region: 'DataZoneStandard' }, [2.2, 0.55, 8.8]],
    ['an Azure region says nothing about the deployment', 'gpt-4.1', 'azure', { region: 'eastus' }, [2, 0.5, 8]],
    [
      'a Vertex location costs 10 % more for new models',
      'claude-opus-5',
      'vertex',
      { region: 'europe-west1' },
      [5.5, 0.55, 27.5],
    ],
    ['and nothing for old ones', 'gemini-2.5-pro', 'vertex', { region: 'europe-west1' }, [1.25, 0.125, 10]],
    [
      'batch and region multiply',
      'claude-opus-5',
      'anthropic',
      { region: 'us', serviceTier: 'batch' },
      [2.75, 0.275, 13.75],
    ],
  ] as const)('%s', (_, name, provider, more, rates) => {
    expect(base(name, provider, day, more)).toEqual(rates);
  });

  test('a tier without a known price has no rates: unknown is not standard', () => {
    for (const serviceTier of ['scale', 'provisioned', 'priority_on_demand', 'reserved']) {
      const match = book.match(query('claude-opus-5', 'anthropic', { serviceTier }));
      expect(match.serviceTier).toBe(serviceTier);
      expect(book.rates(match)).toEqual([]);
    }
    expect(book.rates(book.match(query('claude-opus-5', 'anthropic', { serviceTier: 'priority' })))).toEqual([]);
  });

  test('tier shares say what is not offered', () => {
    expect(book.tierShares(book.match(query('gpt-5', 'openai')))).toEqual({ batch: 0.5, flex: 0.5, priority: 2 });
    expect(book.tierShares(book.match(query('gpt-4o', 'openai')))).toEqual({ batch: 0.5, flex: null, priority: 1.7 });
    expect(book.tierShares(book.match(query('claude-opus-5', 'anthropic')))).toEqual({
      batch: 0.5,
      flex: null,
      priority: null,
    });
    expect(book.tierShares(book.match(query('nobody-knows')))).toEqual({ batch: null, flex: null, priority: null });
  });

  test('things that are not tokens have prices of their own', () => {
    const searches = book
      .services(book.match(query('claude-opus-5', 'anthropic')))
      .find(({ meter }) => meter === 'web-search');
    expect(searches).toMatchObject({ usd: 10, unit: '1000 searches' });
    const storage = book
      .services(book.match(query('gemini-2.5-pro', 'google')))
      .find(({ meter }) => meter === 'cache-storage');
    expect(storage).toMatchObject({ usd: 4.5, unit: 'Mtok hour' });
    const units = book.services(book.match(query('gpt-4.1', 'azure'))).filter(({ meter }) => meter === 'provisioned');
    expect(units.map(({ usd }) => usd)).toEqual([1, 1.1, 2, 260, 2652]);
  });
});

describe('bounds', () => {
  test.each([
    [
      'a cached rate written per 1,000 tokens',
      { class: 'cacheRead', usdPerMtok: 0.001 },
      '0.000500 times the input rate 2',
    ],
    ['a cached rate above 0.6 of the input', { class: 'cacheRead', usdPerMtok: 1.3 }, 'expected 0.005 to 0.6'],
    ['a write below the input', { class: 'cacheWrite5m', usdPerMtok: 1.9 }, 'expected 1 to 2.05'],
    ['a write at 24 times the input', { class: 'cacheWrite1h', usdPerMtok: 48 }, 'expected 1 to 2.05'],
    ['a rate per token times a billion', { class: 'output', usdPerMtok: 2000 }, 'too much'],
  ])('%s names the row', (_, changes, message) => {
    const rows = parseRows([row({}), row(changes)]);
    expect(boundsBreaches(rows)).toHaveLength(1);
    expect(() => checkOverlay(rows)).toThrow('openai/m');
    expect(() => checkOverlay(rows)).toThrow(message);
  });

  test.each([
    ['batch', 0.5, true],
    ['batch', 0.39, false],
    ['batch', 0.61, false],
    ['priority', 2, true],
    ['priority', 50, false],
    ['priority', 0.9, false],
    ['turbo', 1, false],
  ])('the tier %s at %f of standard', (tier, share, isFine) => {
    expect(tierShareBreach(tier, share) === null).toBe(isFine);
  });

  test('a wrong field names the row and the field', () => {
    expect(() => parseRows([row({ from: '1.1.2026' })])).toThrow(/Price row 1 .*"model":"m".*\n?.*from/s);
    expect(() => parseRows([row({ usdPerMtok: -1 })])).toThrow('usdPerMtok');
    expect(() => parseRows([row({ usdPerMtokk: 1 })])).toThrow('usdPerMtokk');
  });

  test('a row that is there twice is refused', () => {
    expect(() => checkOverlay(parseRows([row({}), row({ usdPerMtok: 3 })]))).toThrow('twice');
  });
});

describe('what the book is made of', () => {
  test('the pinned package is the one that its date belongs to', () => {
    const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    expect(manifest).toContain(`"@pydantic/genai-prices": "${GENAI_PRICES_VERSION}"`);
    expect(book.version).toContain(GENAI_PRICES_VERSION);
  });

  test('no sheet overlaps another of the same threshold in time and hour', async () => {
    for (const key of book.models()) {
      const [provider, model] = [key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)];
      const periods = book.rates({ ...book.match(query(model, provider)), provider, model });
      for (const [index, left] of periods.entries()) {
        for (const right of periods.slice(index + 1)) {
          if (left.aboveTokens !== right.aboveTokens) continue;
          const isApart =
            (left.to !== null && right.from !== null && left.to <= right.from) ||
            (right.to !== null && left.from !== null && right.to <= left.from);
          const isOtherHour =
            left.clock !== null && right.clock !== null && left.clock.fromMinute !== right.clock.fromMinute;
          expect(isApart || isOtherHour, `${key} ${JSON.stringify([left, right])}`).toBe(true);
        }
      }
    }
    expect(await waitForUpdate()).not.toBeNull();
  });

  test('every rate is null or a finite number from 0, and every period has all thirteen classes and a source', () => {
    for (const key of book.models()) {
      const [provider, model] = [key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)];
      for (const period of book.rates({ ...book.match(query(model, provider)), provider, model })) {
        expect(Object.keys(period.usdPerMtok).sort()).toEqual([...TOKEN_CLASSES].sort());
        for (const rate of Object.values(period.usdPerMtok)) {
          expect(rate === null || (Number.isFinite(rate) && rate >= 0), key).toBe(true);
        }
        expect(period.source).not.toBe('');
      }
    }
  });

  test('a price of 0 is only ever a free offer', () => {
    for (const key of book.models()) {
      const [provider, model] = [key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)];
      const isFree = book
        .rates({ ...book.match(query(model, provider)), provider, model })
        .some(({ usdPerMtok }) => usdPerMtok.in_fresh === 0);
      if (isFree) expect(key).toMatch(/:free$|^openai\/omni-moderation$|^google\/gemma-/);
    }
  });

  test('every hand-kept list speaks of models that the book has', () => {
    const models = new Set(book.models().map((key) => key.slice(key.indexOf('/') + 1)));
    for (const { model } of LIFECYCLES) expect(models, `lifecycle of ${model}`).toContain(model);
    for (const { model } of disputes) expect(models, `dispute on ${model}`).toContain(model);
    for (const { model } of overlay) expect(models, `overlay of ${model}`).toContain(model);
    for (const { model } of names.aliases) expect(models, `alias to ${model}`).toContain(model);
    for (const { models: patterns } of adjustments.tiers) {
      for (const pattern of patterns) {
        const expression = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
        expect(
          [...models].some((model) => expression.test(model)),
          pattern,
        ).toBe(true);
      }
    }
  });

  test('every list that is left out or renamed exists in the package', async () => {
    const lists = new Set(genaiModels((await waitForUpdate()) ?? []).map(({ provider, id }) => `${provider}|${id}`));
    for (const { provider, list } of [...names.ignored, ...names.models, ...names.regional]) {
      expect(lists).toContain(`${provider}|${list}`);
    }
  });
});

describe('sheets', () => {
  const rows = (...changes: object[]) => parseRows(changes.map(row));

  test('an overlay replaces the whole list of its time, cliffs included', () => {
    const list = rows({}, { usdPerMtok: 4, aboveTokens: 200_000 }, { class: 'output', usdPerMtok: 8 });
    const over = rows({ usdPerMtok: 3, from: '2026-03-13' }, { class: 'output', usdPerMtok: 9, from: '2026-03-13' });
    expect(
      compileSheets(list, over).map(({ from, to, aboveTokens, rates }) => [
        from,
        to,
        aboveTokens,
        rates.input,
        rates.output,
      ]),
    ).toEqual([
      [null, '2026-03-13T00:00:00Z', 0, 2, 8],
      // The cliff names no output: the base rate holds above it.
      [null, '2026-03-13T00:00:00Z', 200_000, 4, 8],
      ['2026-03-13T00:00:00Z', null, 0, 3, 9],
    ]);
  });

  test('a custom rate replaces one class only', () => {
    const [sheet] = compileSheets(rows({}, { class: 'output', usdPerMtok: 8 }), [], rows({ usdPerMtok: 1 }));
    expect(sheet?.rates).toMatchObject({ input: 1, output: 8 });
  });

  test('neighbours that say the same are one period', () => {
    const sheets = compileSheets(rows({ to: '2026-06-01' }, { from: '2026-06-01' }), []);
    expect(sheets).toHaveLength(1);
    expect(sheets[0]).toMatchObject({ from: null, to: null });
  });
});
