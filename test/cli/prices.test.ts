import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareCommand } from '../../electron/cli/compareCommand.ts';
import { UsageError, type CommandContext } from '../../electron/cli/context.ts';
import { priceCommand, type PriceSettings } from '../../electron/cli/priceCommand.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

type Printed = {
  readonly status: string;
  readonly model: string | null;
  readonly usdPerMtok: { readonly input: number | null; readonly output: number | null };
  readonly suggestions: readonly string[];
  readonly findings: readonly { readonly code: string; readonly message: string }[];
};

function recorder(): { readonly context: CommandContext; readonly printed: () => unknown } {
  const lines: string[] = [];
  return {
    context: {
      root: '',
      version: '0',
      now: () => new Date('2026-11-21T12:00:00Z'),
      print: (text) => lines.push(text),
      tell: () => undefined,
    },
    printed: () => JSON.parse(lines.join('\n')) as unknown,
  };
}

async function price(settings: Partial<PriceSettings>): Promise<unknown> {
  const { context, printed } = recorder();
  const nothing = { name: null, names: null, provider: null, at: null, isJson: true };
  await priceCommand({ ...nothing, ...settings }, context);
  return printed();
}

// The command prints a document of this form; the assertions below check what they read.
const one = async (settings: Partial<PriceSettings>): Promise<Printed> => (await price(settings)) as Printed;

describe('price', () => {
  it('prices a billing line and names what it is', async () => {
    expect(await one({ name: 'gpt 4.1 nano cached Inp glbl Tokens', at: '2026-07-24' })).toMatchObject({
      status: 'exact',
      model: 'gpt-4.1-nano',
      provider: 'azure',
      region: 'global',
      tokenClass: 'cacheRead',
      usdPerMtok: { input: 0.1, cacheRead: 0.025, output: 0.4 },
    });
  });

  it.each([
    ['an unknown name', { name: 'gpt-77-ultra' }, 'unpriced-model', /No price is known/],
    ['a family', { name: 'sonnet' }, 'unpriced-model', /"sonnet" may be any of .*: give the version/],
    ['an empty name', { name: '' }, 'unpriced-model', /is empty/],
    [
      'a model before its first price',
      { name: 'claude-opus-5', at: '2026-01-01' },
      'price-before-first-rate',
      /The first known price of claude-opus-5 is of 2026-07-24/,
    ],
    [
      'a model after its retirement',
      { name: 'claude-3-7-sonnet', provider: 'anthropic', at: '2026-06-01' },
      'retired-model',
      /was retired on/,
    ],
  ])('%s gives a finding that says what is wrong, and never 0', async (_, settings, code, message) => {
    const printed = await one(settings);
    const finding = printed.findings.find((candidate) => candidate.code === code);
    expect(finding?.message).toMatch(message);
    expect(printed.usdPerMtok.input).not.toBe(0);
    if (printed.status === 'unknown') expect(printed.usdPerMtok.input).toBeNull();
  });

  it('prices a table of names at the date of each row', async () => {
    const file = join(await temporaryFolder(), 'names.csv');
    await writeFile(
      file,
      'raw_name,provider,date\ngpt-5.6-sol,openai,2026-08-20\ngpt-5.6-sol,openai,2026-08-21\n"gpt-4o, input",,\n',
    );
    // The document of --names is a list of the same.
    const { prices } = (await price({ names: file })) as { readonly prices: readonly Printed[] };
    expect(prices.map(({ usdPerMtok }) => [usdPerMtok.input, usdPerMtok.output])).toEqual([
      [5, 30],
      [4, 20],
      [2.5, 10],
    ]);
  });

  it('tells of a bad row where it stands and prices all the others', async () => {
    const file = join(await temporaryFolder(), 'names.csv');
    const rows = [
      'gpt-4o,openai,24.7.2026',
      'gpt-4o,openai,2026-13-45',
      ',openai,2026-07-24',
      'o3',
      'gpt-4o,,2026-07-24',
    ];
    await writeFile(file, ['raw_name,provider,date', ...rows].join('\n'));
    const { prices } = (await price({ names: file })) as { readonly prices: readonly Printed[] };
    expect(prices.map(({ usdPerMtok }) => usdPerMtok.input)).toEqual([null, null, null, 2, 2.5]);
    expect(prices.map(({ findings }) => findings.map(({ code }) => code))).toEqual([
      ['unreadable-date'],
      ['unreadable-date'],
      ['unpriced-model'],
      [],
      [],
    ]);
    expect(prices[0]?.findings[0]?.message).toContain('"24.7.2026" is not a date');
    expect(prices[0]).toMatchObject({ status: 'exact', model: 'gpt-4o' });
  });

  it('loses no row to a quote that nobody closes', async () => {
    const file = join(await temporaryFolder(), 'names.csv');
    await writeFile(file, 'raw_name,provider\n"gpt-4o,openai\n"gpt-4o, input",openai\no3,openai\n');
    const { prices } = (await price({ names: file })) as { readonly prices: readonly Printed[] };
    expect(prices.map(({ model, usdPerMtok }) => [model, usdPerMtok.input])).toEqual([
      ['gpt-4o', 2.5],
      ['gpt-4o', 2.5],
      ['o3', 2],
    ]);
  });

  it('refuses a table without a column of names', async () => {
    const file = join(await temporaryFolder(), 'names.csv');
    await writeFile(file, 'name\ngpt-4o\n');
    await expect(price({ names: file })).rejects.toThrow(UsageError);
    await expect(price({ names: file })).rejects.toThrow(/no column raw_name/);
  });

  it('refuses a day that is none in the question itself', async () => {
    await expect(price({ name: 'gpt-4o', at: '2026-02-30' })).rejects.toThrow(UsageError);
  });
});

describe('compare', () => {
  it('blends on the mix, keeps the effort of each result, and says why an unknown one has no price', async () => {
    const { context, printed } = recorder();
    await compareCommand({ models: ['gpt-4o', 'sonnet'], mix: '3:1', isJson: true }, context);
    const document = printed() as {
      readonly models: readonly (Printed & {
        readonly blendedUsdPerMtok: number | null;
        readonly benchmarks: unknown[];
      })[];
    };
    // (3 x 2.50 + 10) / 4.
    expect(document.models[0]?.blendedUsdPerMtok).toBe(4.375);
    expect(document.models[0]?.benchmarks[0]).toHaveProperty('effort');
    expect(document.models[1]).toMatchObject({ status: 'unknown', blendedUsdPerMtok: null, costOfPassUsd: null });
    expect(document.models[1]?.findings[0]?.message).toContain('give the version');
  });

  it.each(['3', '0:0', '-1:2', 'a:b', '3:1:2'])('refuses the mix %j', async (mix) => {
    const { context } = recorder();
    await expect(compareCommand({ models: ['gpt-4o', 'o3'], mix, isJson: true }, context)).rejects.toThrow(UsageError);
  });
});
