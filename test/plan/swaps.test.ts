import { afterAll, describe, expect, it } from 'vitest';
import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import { activateImports } from '../../shared/data/import/activeImports.ts';
import { readHistory } from '../../shared/data/history.ts';
import { matchPriceKeys } from '../../shared/data/priceKeys.ts';
import { qualityComparison } from '../../shared/plan/quality.ts';
import { offeredModels } from '../../shared/plan/swapModels.ts';
import { swapCandidates } from '../../shared/plan/swaps.ts';
import type { Day } from '../../shared/units/months.ts';
import { importText, openPrepared } from '../data/support.ts';

const database = await openPrepared();
afterAll(() => {
  database.close();
});

const HEADER =
  'start_time_iso,end_time_iso,project_id,num_model_requests,model,batch,input_tokens,output_tokens,input_cached_tokens';
const day = (offset: number): string => new Date(Date.UTC(2026, 8, 1 + offset)).toISOString().slice(0, 10);
/** Two months of ten million fresh input tokens of gpt-5.2 a day and nothing else: only list price and tokenizer count. */
const rows = Array.from(
  { length: 61 },
  (_, index) =>
    `${day(index)}T00:00:00+00:00,${day(index + 1)}T00:00:00+00:00,proj_a,1000.0,gpt-5.2,FALSE,10000000.0,0.0,0.0`,
);

const book = await createPriceBook();
const { importId } = await importText(database, 'use.csv', [HEADER, ...rows].join('\n'));
await matchPriceKeys(database, book);
await activateImports(database, importId === null ? [] : [importId]);
const history = await readHistory(database, []);
// The clock of the data: the last covered day.
const asOf = '2026-10-31' as Day;
const quality = qualityComparison(book, history, asOf, 'gpqa-diamond');
if (quality === null) throw new Error('no comparison');
const swaps = await swapCandidates(book, history, asOf, quality, { workload: null, seed: 1, draws: 300 });
if (swaps === null) throw new Error('no candidates');

describe('swap candidates', () => {
  it('begin with the work at its present volume for a year', () => {
    expect(swaps.workload).toBe('openai/gpt-5.2');
    // 10 M a day at 1.75 USD per million, 365.25 days: 6,391.875 USD.
    expect(swaps.yearUsd).toBeCloseTo(6391.875, 3);
  });

  it('with the same tokenizer save what the list price says', () => {
    const candidate = swaps.candidates.find(({ model }) => model === 'openai/gpt-5');
    // 1.25 instead of 1.75 USD: 28.57 % of 6,391.875 is 1,826.25 USD; the tokenizer moves that by 5 % of 4,565.63 at most.
    expect(candidate?.probabilityCheaper).toBe(1);
    expect(candidate?.expectedSavingUsd).toBeGreaterThan(1826.25 - 230);
    expect(candidate?.expectedSavingUsd).toBeLessThan(1826.25 + 230);
    expect(candidate?.parameters).toMatchObject({
      model: 'openai/gpt-5',
      tokenFactor: { p10: 0.95, p50: 1, p90: 1.05 },
    });
  });

  it('of another vendor may make more tokens of the same text, and that is in the chance', () => {
    const other = swaps.candidates.find(({ model }) => model === 'google/gemini-2.5-pro');
    // The same 1.25 USD, but 0.7 to 2.65 times the tokens: no longer sure.
    expect(other?.probabilityCheaper).toBeLessThan(1);
    expect(other?.probabilityCheaper).toBeGreaterThan(0);
    expect(other?.p10SavingUsd).toBeLessThan(other?.p90SavingUsd ?? 0);
  });

  it('are ranked by how likely and how large the saving is, and never name the model itself', () => {
    const chances = swaps.candidates.map(({ probabilityCheaper }) => probabilityCheaper);
    expect(chances).toEqual(chances.toSorted((left, right) => right - left));
    expect(swaps.candidates.map(({ model }) => model)).not.toContain(swaps.workload);
    expect(new Set(swaps.candidates.map(({ model }) => model)).size).toBe(swaps.candidates.length);
  });

  it('say how their quality compares and what may go wrong', () => {
    const scored = swaps.candidates.filter(({ score }) => score !== null);
    expect(scored.length).toBeGreaterThan(10);
    for (const { qualityRatio, score, risks, p10SavingUsd } of scored) {
      expect(qualityRatio).toBeCloseTo((score ?? Number.NaN) / (swaps.current?.score ?? Number.NaN), 12);
      expect(risks.includes('one case in ten costs more than today')).toBe(p10SavingUsd < 0);
    }
  });

  it('are offered without a score as well, and say so', () => {
    const unknown = swaps.candidates.filter(({ score }) => score === null);
    expect(unknown.length).toBeGreaterThan(20);
    for (const { qualityRatio, publishedAs, risks, parameters } of unknown) {
      expect([qualityRatio, publishedAs]).toEqual([null, null]);
      expect(risks[0]).toBe('quality unknown: no score on this benchmark');
      expect(parameters).toHaveProperty('model');
    }
    // Released after the benchmark's last run, and a third of the price.
    const fresh = swaps.candidates.find(({ model }) => model === 'openai/gpt-6.1-terra');
    expect(fresh?.usdPerMtok).toBe(1);
    expect(fresh?.probabilityCheaper).toBe(1);
  });

  it('are what can do the work: text models that are sold, at a price within reach', () => {
    const models = swaps.candidates.map(({ model }) => model);
    expect(models.filter((model) => /embed|audio|image|tts|transcribe|moderation|ft:|:free/.test(model))).toEqual([]);
    // Retired on 2026-10-23, and at 21 USD per million tokens more than half dearer than 1.75.
    expect(models).not.toContain('openai/gpt-4.1-nano');
    expect(models).not.toContain('openai/gpt-5.2-pro');
    for (const { usdPerMtok } of swaps.candidates) expect(usdPerMtok).toBeLessThanOrEqual(1.75 * 1.5);
    // No model twice under two sellers.
    expect(new Set(models.map((model) => model.slice(model.indexOf('/') + 1))).size).toBe(models.length);
  });

  it('are bought where the work is bought, where that seller has them', () => {
    const onAzure = offeredModels(book, 'azure/gpt-4o', asOf);
    expect(onAzure).toContain('azure/gpt-5-mini');
    expect(onAzure).not.toContain('openai/gpt-5-mini');
    const onBedrock = offeredModels(book, 'aws/claude-opus-4-6', asOf);
    expect(onBedrock).toContain('aws/claude-haiku-4-5');
    expect(onBedrock).not.toContain('anthropic/claude-haiku-4-5');
    expect(onBedrock).toContain('openai/gpt-5-mini');
  });

  it('are there without any benchmark, all of unknown quality', async () => {
    const blind = await swapCandidates(book, history, asOf, null, { workload: null, seed: 1, draws: 50 });
    expect(blind?.benchmark).toBeNull();
    expect(blind?.candidates.length).toBe(swaps.candidates.length);
    expect(blind?.candidates.every(({ score }) => score === null)).toBe(true);
  });

  it('are the same twice', async () => {
    const again = await swapCandidates(book, history, asOf, quality, { workload: null, seed: 1, draws: 300 });
    expect(again).toEqual(swaps);
  });
});

describe('quality on the own use', () => {
  it('costs an attempt by the mean request, and a pass by its success rate', () => {
    expect(quality.tokensPerRequest).toBe(10_000);
    const point = quality.points.find(({ model, attemptBasis }) => model === 'openai/gpt-5' && attemptBasis === null);
    // 10,000 tokens at 1.25 USD per million are 0.0125 USD.
    expect(point?.attemptUsd).toBeCloseTo(0.0125, 12);
    expect(point?.costOfPassUsd).toBeCloseTo(0.0125 / ((point?.score ?? 0) / 100), 12);
  });

  it('knows the interval of a score by its cases', () => {
    // 70 % of 198 cases: Wilson 63.3 to 75.9.
    const ranged = quality.points.filter(({ range }) => range !== null);
    expect(ranged.length).toBe(quality.points.length);
    for (const { score, range } of ranged) {
      expect(range?.[0]).toBeLessThan(score);
      expect(range?.[1]).toBeGreaterThanOrEqual(score - 1e-9);
    }
  });
});
