import { beforeAll, expect, it } from 'vitest';
import { scoreReference } from '../../bench/forecast.bench.ts';

const lines: string[] = [];
const f1Of = (name: string): number =>
  Number(/F1 ([\d.]+)/.exec(lines.find((line) => line.startsWith(name)) ?? '')?.[1] ?? Number.NaN);
const without = process.env.TOKENWRIGHT_REFERENCE_DATA === undefined;

/** A thousand series take 12 s of one core, and far longer on a busy machine. */
const MOST_MILLISECONDS = 600_000;

beforeAll(() => {
  if (!without) scoreReference((line) => lines.push(line));
}, MOST_MILLISECONDS);

it.skipIf(without)('every reference set reaches what it must (TOKENWRIGHT_REFERENCE_DATA)', () => {
  const rows = lines.filter((line) => /^\| (daily|genai|monthly|weekly|yearly)/.test(line));
  expect(rows).toHaveLength(7);
  for (const row of rows) expect(row).toMatch(/\| passes \|$/);
});

it.skipIf(without)('events of the reference sets are found (TOKENWRIGHT_REFERENCE_DATA)', () => {
  expect(f1Of('anomalies')).toBeGreaterThanOrEqual(0.88);
  expect(f1Of('level shifts')).toBeGreaterThanOrEqual(0.85);
  expect(f1Of('NAB hourly')).toBeGreaterThanOrEqual(0.45);
});
