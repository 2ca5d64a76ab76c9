import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import { NO_CORRECTIONS } from '../../shared/catalog/prices/corrections.ts';
import { applyDimensionRules, readUntaggedShares } from '../../shared/data/attribution.ts';
import { applyExchangeRates, ratePeriods } from '../../shared/data/exchangeRates.ts';
import { readUsageRows } from '../../shared/data/drill.ts';
import { activateImports } from '../../shared/data/import/activeImports.ts';
import type { ImportOptions } from '../../shared/data/import/importFile.ts';
import { matchPriceKeys } from '../../shared/data/priceKeys.ts';
import { EVERYTHING, readBilled, readSpend } from '../../shared/data/spend.ts';
import { identifier, sql } from '../../shared/data/sql/statement.ts';
import { totalFindings } from '../../shared/data/totalFindings.ts';
import { dimensionRuleSchema, type DimensionRule } from '../../shared/model/dataSettings.ts';
import { genericMapping } from '../../shared/model/mapping.ts';
import type { Dimension } from '../../shared/data/usageColumns.ts';
import { activate, importText, openPrepared } from './support.ts';

let database: NodeDatabase;
const opened: NodeDatabase[] = [];
beforeEach(async () => {
  database = await openPrepared();
  opened.push(database);
});
afterAll(() => {
  for (const one of opened) one.close();
});

async function load(files: Readonly<Record<string, string>>, options: Partial<ImportOptions> = {}): Promise<void> {
  const ids: number[] = [];
  for (const [name, content] of Object.entries(files)) {
    const { importId, report } = await importText(database, name, content, options);
    expect(report.problem, name).toBeNull();
    if (importId !== null) ids.push(importId);
  }
  await matchPriceKeys(database, await createPriceBook(NO_CORRECTIONS));
  await activateImports(database, ids);
}

const spend = (by: readonly Dimension[] = []) =>
  readSpend(database, { bucket: null, by, filter: EVERYTHING, offsets: [] });
const codes = async (zone?: string) => (await totalFindings(database, zone)).map(({ code }) => code);

const gpus = (...rows: readonly string[]): string =>
  ['date,gpu_type,gpu_hours,cost,currency,workload', ...rows].join('\n');

describe('exchange rates', () => {
  const euros = gpus(
    '2026-01-15,H100,1,100,EUR,chat',
    '2026-02-15,H100,1,100,EUR,chat',
    '2026-02-15,H100,1,7,USD,chat',
  );

  test('an amount takes the rate of its day; one without a rate is in no total, and a finding', async () => {
    await load({ 'gpus.csv': euros });
    expect((await spend())[0]?.billedUsd).toBe(7);
    expect(await codes()).toContain('missing-exchange-rate');
    // 100 EUR at 1.10 and 100 at 1.20, and 7 USD
    await applyExchangeRates(database, [
      { currency: 'EUR', from: '2026-02-01', usdPerUnit: 1.2, source: 'ECB' },
      { currency: 'EUR', from: '2026-01-01', usdPerUnit: 1.1, source: 'ECB' },
    ]);
    expect((await spend())[0]?.billedUsd).toBeCloseTo(237, 9);
    expect(await codes()).not.toContain('missing-exchange-rate');
    // what the invoice says does not change
    expect(await readBilled(database, EVERYTHING, [])).toEqual({ EUR: '200', USD: '7' });
  });

  test('before the first rate an amount is unknown', async () => {
    await load({ 'gpus.csv': gpus('2026-01-15,H100,1,100,EUR,chat') });
    await applyExchangeRates(database, [{ currency: 'EUR', from: '2026-02-01', usdPerUnit: 1.2, source: 'ECB' }]);
    expect((await spend())[0]?.billedUsd).toBeNull();
    const finding = (await totalFindings(database)).find(({ code }) => code === 'missing-exchange-rate');
    expect(finding).toMatchObject({ subject: 'EUR', count: 1 });
    expect(finding?.message).toContain('100 EUR from 2026-01-15 on');
  });

  test('of two rates of one day the later row holds', () => {
    const rate = (from: string, usdPerUnit: number) => ({ currency: 'EUR', from, usdPerUnit, source: 's' });
    expect(ratePeriods([rate('2026-01-01', 1), rate('2026-03-01', 3), rate('2026-01-01', 2)])).toEqual([
      { ...rate('2026-01-01', 2), to: '2026-03-01' },
      { ...rate('2026-03-01', 3), to: '9999-12-31' },
    ]);
  });
});

const HEADER =
  'start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,input_tokens,output_tokens,input_cached_tokens';
const usage = (...rows: readonly (readonly [project: string, model: string, input: number, user?: string])[]): string =>
  [
    HEADER,
    ...rows.map(
      ([project, model, input, user = '']) =>
        `2026-01-05T00:00:00Z,2026-01-06T00:00:00Z,${project},1,${user},key_1,${model},${String(input)},0,0`,
    ),
  ].join('\n');

describe('dimensions by rule', () => {
  const rule = (parts: Partial<DimensionRule> & Pick<DimensionRule, 'value' | 'when'>): DimensionRule =>
    dimensionRuleSchema.parse({ id: parts.value, dimension: 'team', ...parts });

  test('the first rule that fits decides; what none claims stays untagged', async () => {
    // gpt-4o at 2.50 USD per million input tokens: 2.50, 5.00 and 2.50
    await load({
      'usage.csv': usage(
        ['search-prod', 'gpt-4o', 1_000_000],
        ['search-dev', 'gpt-4o', 2_000_000],
        ['other', 'gpt-4o', 1_000_000],
      ),
    });
    expect(await readUntaggedShares(database)).toMatchObject({ team: 1, environment: 1 });
    await applyDimensionRules(database, [
      rule({ value: 'production search', when: [{ field: 'project', pattern: 'SEARCH-prod' }] }),
      rule({
        value: 'search',
        when: [
          { field: 'project', pattern: 'search-*' },
          { field: 'model', pattern: 'gpt-4o*' },
        ],
      }),
      rule({ value: 'dev', dimension: 'environment', when: [{ field: 'project', pattern: '*-dev' }] }),
    ]);
    const byTeam = (await spend(['team'])).map(({ dimensions, computedUsd }) => [dimensions.team, computedUsd]);
    expect(byTeam).toEqual([
      ['production search', 2.5],
      ['search', 5],
      [null, 2.5],
    ]);
    // 2.5 of 10 USD has no team, 5 of 10 an environment
    expect(await readUntaggedShares(database)).toEqual({ team: 0.25, feature: 1, environment: 0.5, customer: 1 });
    const ofSearch = { where: { team: ['search'] }, from: null, to: null };
    const { rows } = await readUsageRows(database, ofSearch, { limit: 10, offset: 0 });
    expect(rows.map(({ project, team }) => [project, team])).toEqual([['search-dev', 'search']]);
    await applyDimensionRules(database, []);
    expect(await readUntaggedShares(database)).toMatchObject({ team: 1 });
  });

  describe('by tag', () => {
    const line = (id: string, tags: Readonly<Record<string, string>>, input: number): string =>
      JSON.stringify({
        schemaType: 'ModelInvocationLog',
        schemaVersion: '1.0',
        timestamp: '2026-01-09T10:00:00Z',
        accountId: '1',
        region: 'us-east-1',
        requestId: id,
        operation: 'Converse',
        modelId: 'anthropic.claude-sonnet-4-20250514-v1:0',
        requestMetadata: tags,
        input: { inputTokenCount: input },
        output: { outputTokenCount: 0 },
      });
    const logs = [
      line('a', { squad: 'Support-eu', run: '1' }, 10_000),
      line('b', { squad: 'support-us', run: '2' }, 20_000),
      line('c', { squad: 'search', "it's": '100%_x' }, 30_000),
      line('d', {}, 40_000),
    ].join('\n');
    const byTag = (value: string, tag: string, pattern: string, more: Partial<DimensionRule> = {}): DimensionRule =>
      rule({ value, when: [{ field: 'tag', tag, pattern }], ...more });
    const teams = async () =>
      (await spend(['team'])).map(({ dimensions, tokens }) => [dimensions.team, tokens.in_fresh ?? 0]);

    test('gives the value to rows whose tag fits, also to files opened later', async () => {
      await load({ 'logs.jsonl': logs });
      await applyDimensionRules(database, [
        byTag('Support', 'squad', 'support-*'),
        byTag('Odd', "it's", '100%_X'),
        byTag('Any run', 'run', '*', { dimension: 'feature' }),
      ]);
      expect(await teams()).toEqual([
        ['Odd', 30_000],
        ['Support', 30_000],
        [null, 40_000],
      ]);
      // 4 of 100,000 tokens at one price have no team, 7 of 10 no feature
      const shares = await readUntaggedShares(database);
      expect(shares.team).toBeCloseTo(0.4, 12);
      expect(shares.feature).toBeCloseTo(0.7, 12);
      // the cube holds a row for each set of rules met, not for each set of tags
      const [cube] = await database.query(
        sql`SELECT count(*) AS n, count(DISTINCT label_id) AS labels FROM usage_cube`,
      );
      expect(cube).toEqual({ n: 3, labels: 3 });
      const { rows, total } = await readUsageRows(
        database,
        { where: { team: ['Support'] }, from: null, to: null },
        { limit: 10, offset: 0 },
      );
      expect([total, rows.map(({ source_row }) => source_row)]).toEqual([2, [1, 2]]);
      expect((await readUsageRows(database, EVERYTHING, { limit: 10, offset: 0 })).total).toBe(4);
      await load({
        'logs.jsonl': logs
          .replaceAll('"requestId":"', '"requestId":"later-')
          .replace('Support-eu', 'support-apac')
          .replace('40000', '50000'),
      });
      await applyDimensionRules(database, [byTag('Support', 'squad', 'support-*')]);
      expect(await teams()).toEqual([
        ['Support', 30_000],
        [null, 80_000],
      ]);
    });

    test('the name of a tag counts with its case, and a tag that is missing fits no pattern', async () => {
      await load({ 'logs.jsonl': logs });
      await applyDimensionRules(database, [byTag('Wrong', 'Squad', '*'), byTag('Missing', 'none', '*')]);
      expect(await teams()).toEqual([[null, 100_000]]);
      expect(() =>
        dimensionRuleSchema.parse({ id: 'x', dimension: 'team', value: 'v', when: [{ field: 'tag', pattern: '*' }] }),
      ).toThrow('a tag has a name');
    });
  });

  test('patterns and values are text, never SQL', async () => {
    const nasty = `x'; DROP TABLE usage_cube; --`;
    await load({ 'usage.csv': usage([`"${nasty}%"`, 'gpt-4o', 1_000_000], ['plain', 'gpt-4o', 1_000_000]) });
    await applyDimensionRules(database, [rule({ value: nasty, when: [{ field: 'project', pattern: `${nasty}%` }] })]);
    expect((await spend(['team'])).map(({ dimensions }) => dimensions.team)).toEqual([nasty, null]);
  });

  test('a value of the export stands unless the rule overrides it', async () => {
    await load({ 'gpus.csv': gpus('2026-01-15,H100,1,10,USD,chat').replace('workload', 'team') });
    const when: DimensionRule['when'] = [{ field: 'provider', pattern: 'self-hosted' }];
    await applyDimensionRules(database, [rule({ value: 'infra', when })]);
    expect((await spend(['team']))[0]?.dimensions.team).toBe('chat');
    await applyDimensionRules(database, [rule({ value: 'infra', when, overrides: true })]);
    expect((await spend(['team']))[0]?.dimensions.team).toBe('infra');
  });
});

test('days that were cut in UTC are named when another zone reports', async () => {
  await load({ 'usage.csv': usage(['a', 'gpt-4o', 1]) });
  expect(await codes()).not.toContain('utc-days');
  expect(await codes('Europe/Berlin')).toContain('utc-days');
});

describe('privacy', () => {
  const key = 'ab'.repeat(32);
  const everything = async (): Promise<string> => {
    const tables = await database.query(sql`SELECT table_name FROM duckdb_tables() WHERE NOT internal`);
    const texts: string[] = [];
    for (const { table_name } of tables) {
      const rows = await database.query(
        sql`SELECT CAST(t AS VARCHAR) AS text FROM ${identifier(String(table_name))} AS t`,
      );
      texts.push(...rows.map((row) => String(row.text)));
    }
    return texts.join('\n');
  };
  const log = (id: string, user: string): string =>
    JSON.stringify({
      request_id: id,
      startTime: '2026-01-05 10:00:00',
      endTime: '2026-01-05 10:00:01',
      model: 'gpt-4o',
      custom_llm_provider: 'openai',
      spend: 0.1,
      prompt_tokens: 10,
      completion_tokens: 0,
      total_tokens: 10,
      call_type: 'acompletion',
      metadata: JSON.stringify({ user_api_key_user_email: user }),
      user,
      messages: [{ role: 'user', content: 'SECRET PROMPT' }],
      response: { choices: [{ message: { content: 'SECRET ANSWER' } }] },
      proxy_server_request: { body: 'SECRET BODY' },
    });

  test('no prompt and no answer is stored, in any table', async () => {
    const claude = `{"type":"assistant","timestamp":"2026-01-09T10:00:00.000Z","sessionId":"s","cwd":"/home/ann/app","requestId":"r","message":{"role":"assistant","id":"m","model":"claude-sonnet-4-20250514","content":[{"type":"text","text":"SECRET ANSWER"}],"usage":{"input_tokens":100,"output_tokens":50}}}`;
    await load({ 'log.jsonl': log('a', 'ann@example.com'), 'session.jsonl': claude });
    expect(await everything()).not.toContain('SECRET');
  });

  test('people become pseudonyms that are the same in all files of a project, and no others', async () => {
    await load(
      {
        'log.jsonl': [log('a', 'Ann@Example.com'), log('b', 'ben@example.com')].join('\n'),
        'usage.csv': usage(['proj', 'gpt-4o', 1, 'ann@example.com']),
        'session.jsonl': `{"type":"assistant","timestamp":"2026-01-09T10:00:00.000Z","sessionId":"s","cwd":"/home/ann/app","requestId":"r","message":{"role":"assistant","id":"m","model":"claude-sonnet-4-20250514","usage":{"input_tokens":100,"output_tokens":50}}}`,
      },
      { pseudonymKey: key },
    );
    const stored = await everything();
    expect(stored.toLowerCase()).not.toContain('@example.com');
    expect(stored).not.toContain('/home/ann');
    const users = await database.query(sql`SELECT DISTINCT user_key FROM usage WHERE user_key IS NOT NULL ORDER BY 1`);
    // ann in two files under one name, ben under another
    expect(users).toHaveLength(2);
    expect(users.every(({ user_key }) => /^person-[0-9a-f]{12}$/.test(String(user_key)))).toBe(true);
  });

  test('people are replaced in whatever column a format has them; what names no person stays', async () => {
    const request = JSON.parse(log('a', 'ann')) as object;
    const session = (id: string, cwd: string): string =>
      `{"type":"assistant","timestamp":"2026-01-09T10:00:00.000Z","sessionId":"s","cwd":${JSON.stringify(cwd)},"requestId":"${id}","message":{"role":"assistant","id":"${id}","model":"claude-sonnet-4-20250514","usage":{"input_tokens":100,"output_tokens":50}}}`;
    await load(
      {
        'log.jsonl': JSON.stringify({
          ...request,
          end_user: 'Benedict',
          request_tags: ['end_user:Carl', 'team:search'],
        }),
        'daily.csv':
          'date,end_user_id,api_key,model,model_group,prompt_tokens,completion_tokens,cache_read_input_tokens,api_requests,spend\n2026-01-05,benedict,k,gpt-4o,gpt-4o,1,1,0,1,0.1\n',
        'helicone.csv':
          'response_id,response_created_at,response_status,request_created_at,request_body,request_properties,request_user_id,model,prompt_tokens,completion_tokens,latency,cost\nr,2026-01-05T00:00:01Z,200,2026-01-05T00:00:00Z,,"{""userId"":""Dora"",""plan"":""gold""}",Dora,gpt-4o,1,1,5,0.1\n',
        'claude.json': `{"data":[{"date":"2026-01-05T00:00:00Z","actor":{"type":"api_actor","api_key_name":"claude_code_key_emil.fox_abcd"},"customer_type":"api","model_breakdown":[{"model":"claude-opus-5","tokens":{"input":1},"estimated_cost":{"amount":1,"currency":"USD"}}]}]}`,
        'sessions.jsonl': [session('m1', '/Users/Friedrich'), session('m2', 'C:\\Users\\Gerda\\')].join('\n'),
      },
      { pseudonymKey: key },
    );
    expect(await everything()).not.toMatch(/benedict|carl|dora|emil|friedrich|gerda/i);
    const customers = await database.query(sql`SELECT DISTINCT customer FROM usage WHERE customer IS NOT NULL`);
    expect(customers).toEqual([{ customer: expect.stringMatching(/^person-[0-9a-f]{12}$/) as string }]);

    const mapping = genericMapping.parse({
      name: 'house gateway',
      columns: { period_start: { column: 'when' }, model_raw: { column: 'what' }, customer: { column: 'customer' } },
      constants: { provider: 'openai' },
      rowCovers: 'day',
    });
    const own = 'when,what,customer\n2026-01-05,gpt-4o,Acme Ltd\n';
    const { importId } = await importText(database, 'house.csv', own, { mapping, pseudonymKey: key });
    await activate(database, importId);
    expect(await database.query(sql`SELECT DISTINCT customer FROM usage`)).toEqual([{ customer: 'Acme Ltd' }]);
  });

  test('a tag that names a person, in two spellings, becomes the person’s pseudonym', async () => {
    const tagged = { ...(JSON.parse(log('a', 'ann@example.com')) as object), request_tags: [] as readonly string[] };
    tagged.request_tags = ['team:search', 'user:ann@example.com', 'Ann@Example.com', 'ann@example.com', 'owner:ben'];
    await load({ 'log.jsonl': JSON.stringify(tagged) }, { pseudonymKey: key });
    expect(await everything()).not.toMatch(/ann@|ben/i);
    const [row] = await database.query(sql`SELECT user_key, map_keys(tags) AS names FROM usage`);
    const ann = String(row?.user_key);
    expect(String(row?.names)).toContain(`user:${ann}`);
    expect(String(row?.names)).toContain('team:search');
    expect(String(row?.names).split(ann)).toHaveLength(3);
  });
});

test('a mapping saved before reads a file of no known format by its columns', async () => {
  const mapping = genericMapping.parse({
    name: 'house gateway',
    columns: { period_start: { column: 'when' }, model_raw: { column: 'what' }, input: { column: 'tin' } },
    constants: { provider: 'openai' },
    rowCovers: 'day',
  });
  const file = 'when,what,tin,extra\n2026-01-05,gpt-4o,1000,x\n';
  const { report } = await importText(database, 'house.csv', file);
  expect(report.format).toBeNull();
  const read = await importText(database, 'house.csv', file, { savedMappings: [mapping] });
  expect(read.report).toMatchObject({ format: 'generic', rowsKept: 1 });
  // a known format is never read by a saved mapping
  const known = await importText(database, 'usage.csv', usage(['a', 'gpt-4o', 1]), {
    savedMappings: [{ ...mapping, columns: { period_start: { column: 'start_time_iso', scale: 1 } } }],
  });
  expect(known.report.format).toBe('openai-usage-csv');
});
