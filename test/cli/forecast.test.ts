import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../electron/cli/commands.ts';
import { UsageError, type CommandContext } from '../../electron/cli/context.ts';
import { weekdaySeries } from '../forecast/support.ts';
import { root } from '../support/product.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

type Interval = { readonly level: number; readonly lower: readonly number[]; readonly upper: readonly number[] };
type Printed = {
  readonly series: readonly {
    readonly id: string;
    readonly method?: string;
    readonly ds?: readonly string[];
    readonly point?: readonly number[];
    readonly intervals?: readonly Interval[];
    readonly findings?: readonly { readonly code: string }[];
    readonly events?: readonly Readonly<Record<string, unknown>>[];
  }[];
  readonly refusals: readonly {
    readonly reason?: string;
    readonly lines?: readonly number[];
    readonly line?: number;
  }[];
};

/** Runs a command on a file with this text, as its user does. */
async function run(text: string, words: (file: string) => readonly string[]) {
  const file = join(await temporaryFolder(), 'series.csv');
  await writeFile(file, text);
  const [printed, told]: [string[], string[]] = [[], []];
  const context: CommandContext = {
    root,
    version: '0',
    now: () => new Date('2026-11-21T12:00:00Z'),
    print: (line) => printed.push(line),
    tell: (line) => told.push(line),
  };
  const code = await runCommand(words(file), context);
  // The command prints one document of this form; the assertions below check what they read.
  return { code, told, document: JSON.parse(printed.join('\n')) as Printed };
}

const dayOf = (day: number): string => new Date(Date.UTC(2026, 0, 5 + day)).toISOString().slice(0, 10);
const values = weekdaySeries(90, 4);
const linesOf = (id: string, change: (value: number, day: number) => number | string = (value) => value): string[] =>
  values.map((value, day) => `${id},${dayOf(day)},${String(change(value, day))}`);
const csv = (...lines: readonly string[]): string => ['series,ds,y', ...lines].join('\n');

const forecast = (file: string): readonly string[] => [
  'forecast',
  file,
  '--horizon',
  '14',
  '--level',
  '80,95',
  '--json',
];
const anomalies = (file: string): readonly string[] => ['anomalies', file, '--json'];

describe('tokenwright forecast', () => {
  it('prints points and bands by date, one document for all series', async () => {
    const { code, told, document } = await run(
      csv(...linesOf('one'), ...linesOf('two', (value) => 10 * value)),
      forecast,
    );
    expect([code, told]).toEqual([0, []]);
    expect(document.series.map(({ id }) => id)).toEqual(['one', 'two']);
    const [one] = document.series;
    expect(one?.ds).toEqual(Array.from({ length: 14 }, (_, step) => dayOf(90 + step)));
    expect(one?.method).toMatch(/^Middle of 6 trend methods, rhythm by weekday$/);
    expect(one?.intervals?.map(({ level }) => level)).toEqual([80, 95]);
    const [narrow, wide] = one?.intervals ?? [];
    one?.point?.forEach((point, step) => {
      const bounds = [wide?.lower[step], narrow?.lower[step], point, narrow?.upper[step], wide?.upper[step]];
      expect(bounds).toEqual([...bounds].sort((left, right) => (left ?? NaN) - (right ?? NaN)));
    });
    expect(one?.findings).toEqual([]);
  });

  it('takes an empty y and a missing date as gaps', async () => {
    const lines = linesOf('one', (value, day) => (day === 40 ? '' : value)).filter((_, day) => day !== 50);
    const { code, document } = await run(csv(...lines), forecast);
    expect(code).toBe(0);
    expect(document.series[0]?.ds?.[0]).toBe(dayOf(90));
  });
});

describe('tokenwright anomalies', () => {
  it('prints a spike on its day and a new level on its first', async () => {
    const spike = linesOf('spike', (value, day) => (day === 60 ? 8 * value : value));
    const level = linesOf('level', (value, day) => (day >= 60 ? 3 * value : value));
    const { code, document } = await run(csv(...spike, ...level), anomalies);
    expect(code).toBe(0);
    const events = document.series.map((one) => one.events?.map(({ ds, kind }) => [ds, kind]));
    expect(events).toEqual([[[dayOf(60), 'spike']], [[dayOf(60), 'level-shift']]]);
    expect(Object.keys(document.series[0]?.events?.[0] ?? {})).toEqual(['ds', 'kind', 'value', 'expected', 'score']);
  });
});

describe('a series that cannot be read', () => {
  const monthly = ['c,2026-01-01,1', 'c,2026-01-02,2', 'c,2026-02-01,3', 'c,2026-03-01,4', 'c,2026-04-01,5'];
  it.each([
    ['a date twice', ['a,2026-01-01,1', 'a,2026-01-01,2'], 'duplicate-date', [2, 3]],
    ['dates out of order', ['a,2026-01-02,1', 'a,2026-01-01,2'], 'unsorted-dates', [2, 3]],
    ['days and months in one', monthly, 'mixed-frequency', [2, 3]],
    ['text in y', ['a,2026-01-01,1', 'a,2026-01-02,many'], 'not-a-number', [3]],
    ['no date', ['a,soon,1'], 'not-a-date', [2]],
  ] as const)('is refused with its lines and exit code 1: %s', async (_, lines, reason, where) => {
    const good = linesOf('good');
    for (const command of [forecast, anomalies]) {
      const { code, told, document } = await run(csv(...lines, ...good), command);
      expect(code).toBe(1);
      expect(document.refusals).toMatchObject([{ reason, lines: where }]);
      expect(told.join()).toContain(`line${where.length > 1 ? 's' : ''} ${where.join(' and ')}`);
      // Half of a series would make a wrong forecast that looks right; the other series stand.
      expect(document.series.map(({ id }) => id)).toEqual(['good']);
    }
  });

  it('is no file of series at all without the columns, or with a line cut short', async () => {
    for (const command of [forecast, anomalies]) {
      const headless = await run('id,when,y\na,2026-01-01,1', command);
      expect([headless.code, headless.document.refusals[0]?.line]).toEqual([1, 1]);
      const short = await run(csv('a,2026-01-01'), command);
      expect([short.code, short.document.refusals[0]?.line]).toEqual([1, 2]);
    }
  });

  it('is a usage error, exit code 2, where the words are wrong', async () => {
    const wrong: ((file: string) => readonly string[])[] = [
      (file) => ['forecast', file, '--json'],
      (file) => ['forecast', file, '--horizon', '0', '--json'],
      (file) => ['forecast', file, '--horizon', 'ten', '--json'],
      (file) => ['forecast', file, '--horizon', '5', '--level', '80,120', '--json'],
      (file) => ['forecast', `${file}.missing`, '--horizon', '5', '--json'],
      (file) => ['anomalies', file, file, '--json'],
      () => ['anomalies', '--json'],
    ];
    for (const words of wrong) await expect(run(csv(...linesOf('a')), words)).rejects.toThrow(UsageError);
  });
});
