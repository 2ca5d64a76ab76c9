import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { NO_CORRECTIONS } from '../../shared/catalog/prices/corrections.ts';
import { applyDimensionRules, readUntaggedShares } from '../../shared/data/attribution.ts';
import { readHistory } from '../../shared/data/history.ts';
import { readActivity, readBilledMoney, readPastCosts } from '../../shared/data/pastCosts.ts';
import { readReconciliation } from '../../shared/data/reconcile/readReconciliation.ts';
import { settle, type SettlementTerms } from '../../shared/data/settle.ts';
import { EVERYTHING, readDimensionValues, readExtent, readSpend, readUnpriced } from '../../shared/data/spend.ts';
import { forgetDays, settledBasis } from '../../shared/data/sql/days.ts';
import { sql } from '../../shared/data/sql/statement.ts';
import { totalFindings } from '../../shared/data/totalFindings.ts';
import { SCOPE_DIMENSIONS } from '../../shared/engine/types.ts';
import { zoneOffsets } from '../../shared/units/timeZones.ts';
import { fixtureMapping, FIXTURE_FILES, importPath, importText, openPrepared } from './support.ts';

const ZONE = 'America/New_York';
const terms = (importIds: readonly number[], change: Partial<SettlementTerms> = {}): SettlementTerms => ({
  importIds,
  corrections: NO_CORRECTIONS,
  exchangeRates: [{ currency: 'EUR', from: '2025-01-01', usdPerUnit: 1.1, source: 'ECB' }],
  dimensionRules: [],
  timezone: 'UTC',
  ...change,
});

/** Sums in another order differ in their last digits. */
function expectSame(left: unknown, right: unknown, path: string): void {
  if (typeof left === 'number' && typeof right === 'number') {
    expect(Math.abs(left - right), path).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(left)));
  } else if (typeof left === 'object' && left !== null && typeof right === 'object' && right !== null) {
    expect(Object.keys(right), path).toEqual(Object.keys(left));
    for (const [key, value] of Object.entries(left)) {
      expectSame(value, (right as Readonly<Record<string, unknown>>)[key], `${path}.${key}`);
    }
  } else expect(right, path).toEqual(left);
}

describe('sums by day tell what the rows tell', () => {
  let database: NodeDatabase;
  const importIds: number[] = [];

  beforeAll(async () => {
    database = await openPrepared();
    for (const fixture of FIXTURE_FILES) {
      const mapping = fixtureMapping(fixture);
      const { importId } = await importPath(database, fixture.path, {
        ...(mapping === undefined ? {} : { mapping }),
        period: { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' },
      });
      if (importId !== null) importIds.push(importId);
    }
  });
  afterAll(() => {
    database.close();
  });

  test.each(['UTC', ZONE, 'Asia/Kolkata'])('every question by days over every format, in %s', async (timezone) => {
    expect(importIds.length).toBeGreaterThan(40);
    await settle(database, terms(importIds, { timezone }));
    const extent = await readExtent(database);
    const offsets = zoneOffsets(timezone, extent.from ?? '', extent.to ?? '');
    const filter = { where: {}, from: '2026-03-02', to: '2026-03-20T00:00:00' };
    const questions = {
      extent: () => readExtent(database),
      all: () => readSpend(database, { bucket: null, by: [], filter: EVERYTHING, offsets }),
      days: () => readSpend(database, { bucket: 'day', by: ['provider', 'model', 'team'], filter, offsets }),
      daily: () => readSpend(database, { bucket: 'week', by: [], filter: EVERYTHING, offsets, isDaily: true }),
      months: () =>
        readSpend(database, { bucket: 'month', by: ['account', 'service_tier'], filter: EVERYTHING, offsets }),
      unpriced: () => readUnpriced(database),
      findings: () => totalFindings(database, timezone),
      values: () => readDimensionValues(database, SCOPE_DIMENSIONS),
      untagged: () => readUntaggedShares(database),
      reconciliation: () => readReconciliation(database),
      history: () => readHistory(database, offsets),
      past: () => readPastCosts(database, offsets),
      bills: () => readBilledMoney(database, offsets),
      activity: () => readActivity(database, offsets),
    };
    const ask = async (): Promise<Readonly<Record<string, unknown>>> => {
      const answers: Record<string, unknown> = {};
      for (const [name, question] of Object.entries(questions)) answers[name] = await question();
      return answers;
    };
    const byDays = await ask();
    await database.execute(forgetDays);
    expectSame(await ask(), byDays, timezone);
  });
});

const HEADER =
  'start_time_iso,end_time_iso,project_id,num_model_requests,model,batch,input_tokens,output_tokens,input_cached_tokens';
const usage = (input: number): string =>
  `${HEADER}\n2026-03-01T22:00:00Z,2026-03-01T23:00:00Z,proj_a,1.0,gpt-5,FALSE,${String(input)}.0,0.0,0.0\n`;

describe('what is settled', () => {
  let database: NodeDatabase;
  beforeAll(async () => {
    database = await openPrepared();
  });
  afterAll(() => {
    database.close();
  });
  const basis = async (): Promise<unknown> => (await database.query(settledBasis))[0]?.basis;
  const tokens = async (): Promise<number | null | undefined> => {
    const [row] = await readSpend(database, { bucket: null, by: [], filter: EVERYTHING, offsets: [] });
    return row?.tokens.in_fresh;
  };

  test('is kept while nothing changes, and made anew when an import, a rule or the zone does', async () => {
    const first = await importText(database, 'a.csv', usage(100));
    const one = terms([first.importId ?? 0]);
    await settle(database, one);
    expect(await tokens()).toBe(100);
    const before = await basis();

    // A mark in the sums shows whether they are the same ones.
    await database.execute(sql`UPDATE priced_day SET in_fresh = 7`);
    await settle(database, one);
    expect([await basis(), await tokens()]).toEqual([before, 7]);

    const second = await importText(database, 'b.csv', usage(50).replace('proj_a', 'proj_b').replaceAll('01T', '02T'));
    const both = terms([first.importId ?? 0, second.importId ?? 0]);
    await settle(database, both);
    expect(await tokens()).toBe(150);
    await settle(database, one);
    expect(await tokens()).toBe(100);

    const when = [{ field: 'project' as const, pattern: 'proj_a' }];
    const dimensionRules = [{ id: 'r', dimension: 'team' as const, value: 'core', when, overrides: false }];
    await settle(database, { ...one, dimensionRules });
    const named = await readSpend(database, { bucket: null, by: ['team'], filter: EVERYTHING, offsets: [] });
    expect(named.map(({ dimensions }) => dimensions.team)).toEqual(['core']);
  });

  test('days are those of the reporting zone: 22 UTC is the morning after in Kolkata', async () => {
    const [{ import_id: id }] = (await database.query(sql`SELECT min(import_id) AS import_id FROM import`)) as [
      { import_id: number },
    ];
    await settle(database, terms([id], { timezone: 'Asia/Kolkata' }));
    const { from, to } = await readExtent(database);
    const offsets = zoneOffsets('Asia/Kolkata', from ?? '', to ?? '');
    const days = async (zone: typeof offsets): Promise<readonly (string | null)[]> =>
      (await readSpend(database, { bucket: 'day', by: [], filter: EVERYTHING, offsets: zone })).map(
        ({ bucket }) => bucket,
      );
    expect(await days(offsets)).toEqual(['2026-03-02T00:00']);
    expect(await days([])).toEqual(['2026-03-01T00:00']);
  });

  test('a change that has not been settled yet is read from the rows', async () => {
    const [{ import_id: id }] = (await database.query(sql`SELECT min(import_id) AS import_id FROM import`)) as [
      { import_id: number },
    ];
    await settle(database, terms([id]));
    await database.execute(sql`UPDATE priced_day SET in_fresh = 7`);
    await applyDimensionRules(database, []);
    expect(await tokens()).toBe(100);
  });
});
