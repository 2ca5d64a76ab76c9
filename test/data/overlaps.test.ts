import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import { activateImports } from '../../shared/data/import/activeImports.ts';
import { readUsageRows } from '../../shared/data/drill.ts';
import type { ImportReport } from '../../shared/data/import/report.ts';
import { matchPriceKeys } from '../../shared/data/priceKeys.ts';
import { EVERYTHING, readBilled, readExtent, readSpend } from '../../shared/data/spend.ts';
import { setActiveImports } from '../../shared/data/sql/imports.ts';
import { totalFindings } from '../../shared/data/totalFindings.ts';
import { TOKEN_CLASSES } from '../../shared/units/tokenClasses.ts';
import { FIXTURES, importText, openPrepared } from './support.ts';

const fixture = (path: string): string => readFileSync(join(FIXTURES, path), 'utf8');

let database: NodeDatabase;
const opened: NodeDatabase[] = [];
beforeEach(async () => {
  database = await openPrepared();
  opened.push(database);
});
afterAll(() => {
  for (const one of opened) one.close();
});

const together = '2026-11-21T08:00:00Z';

type File = readonly [name: string, content: string, importedAt?: string];

/** Opens files one after the other, as the hosts do: each is held against those before it. */
async function load(...files: readonly File[]): Promise<{ ids: readonly number[]; reports: readonly ImportReport[] }> {
  const ids: number[] = [];
  const reports: ImportReport[] = [];
  for (const [index, [name, content, importedAt]] of files.entries()) {
    const at = importedAt ?? `2026-11-2${String(index)}T08:00:00Z`;
    const { importId, report } = await importText(database, name, content, { importedAt: at });
    expect(report.problem, name).toBeNull();
    reports.push(report);
    if (importId !== null) ids.push(importId);
    for (const statement of setActiveImports(ids)) await database.execute(statement);
  }
  await matchPriceKeys(database, await createPriceBook());
  await activateImports(database, ids);
  return { ids, reports };
}

const tokens = async (): Promise<number> => {
  const [row] = await readSpend(database, { bucket: null, by: [], filter: EVERYTHING, offsets: [] });
  return TOKEN_CLASSES.reduce((sum, name) => sum + (row?.tokens[name] ?? 0), 0);
};
const billed = () => readBilled(database, EVERYTHING, []);
const codes = async () => (await totalFindings(database)).map(({ code }) => code);

const HEADER =
  'start_time_iso,end_time_iso,project_id,num_model_requests,model,input_tokens,output_tokens,input_cached_tokens';
type UsageRow = readonly [day: number, project: string, input: number, model?: string];
const usage = (...rows: readonly UsageRow[]): string =>
  [
    HEADER,
    ...rows.map(
      ([day, project, input, model = 'gpt-4o']) =>
        `2026-01-0${String(day)}T00:00:00Z,2026-01-0${String(day + 1)}T00:00:00Z,${project},1,${model},${String(input)},0,0`,
    ),
  ].join('\n');

describe('one export again', () => {
  test('the same file twice changes nothing', async () => {
    const content = usage([5, 'p_a', 100], [5, 'p_a', 100], [6, 'p_b', 200]);
    const { ids, reports } = await load(['a.csv', content], ['copy of a.csv', content]);
    expect(ids).toHaveLength(1);
    expect(reports[1]).toMatchObject({ rowsRead: 3, rowsKept: 0, rowsDuplicate: 3 });
    expect(reports[1]?.findings.map(({ code }) => code)).toEqual(['already-imported']);
    // the two equal rows are two calls of one bucket and both stay
    expect(await tokens()).toBe(400);
  });

  test('a revised export replaces the days it covers and says which', async () => {
    const { ids, reports } = await load(
      ['early.csv', usage([5, 'p_a', 100], [6, 'p_a', 200])],
      ['late.csv', usage([6, 'p_a', 250], [7, 'p_a', 300])],
    );
    expect(reports[0]?.replaced).toEqual([]);
    expect(reports[1]?.replaced).toEqual([
      { importId: ids[0], file: 'early.csv', rows: 1, from: '2026-01-06T00:00:00Z', to: '2026-01-07T00:00:00Z' },
    ]);
    // 100 of the first, 250 and 300 of the second
    expect(await tokens()).toBe(650);
    expect((await readExtent(database)).rowCount).toBe(3);
    expect(await codes()).toContain('replaced-rows');
    // the rows behind the total are the rows that count
    const drilled = await readUsageRows(database, EVERYTHING, { limit: 10, offset: 0 });
    expect([drilled.total, drilled.rows.map(({ file_name, in_fresh }) => [file_name, in_fresh])]).toEqual([
      3,
      [
        ['early.csv', 100],
        ['late.csv', 250],
        ['late.csv', 300],
      ],
    ]);
    // undone: the first counts whole again
    await activateImports(database, ids.slice(0, 1));
    expect(await tokens()).toBe(300);
    expect(await codes()).not.toContain('replaced-rows');
  });

  test('a key that a revision does not name any more goes with its day where the key stays known', async () => {
    // of p_a the second file has day 7 only, yet it covers day 6 too: what it does not repeat has been revised away
    await load(
      ['early.csv', usage([6, 'p_a', 200], [6, 'p_b', 10])],
      ['late.csv', usage([6, 'p_b', 20], [7, 'p_a', 300])],
    );
    expect(await tokens()).toBe(320);
  });

  test('exports of two projects, of two capabilities and of two months add up', async () => {
    await load(
      ['a.csv', usage([5, 'p_a', 100])],
      ['b.csv', usage([5, 'p_b', 200])],
      ['embeddings.csv', usage([5, 'p_a', 40, 'text-embedding-3-small'])],
      ['later.csv', usage([8, 'p_a', 8])],
    );
    expect(await tokens()).toBe(348);
    expect(await codes()).not.toContain('replaced-rows');
  });

  test('grouped by project and not grouped are two views of one spend', async () => {
    await load(['total.csv', usage([5, '', 300])], ['projects.csv', usage([5, 'p_a', 100], [5, 'p_b', 200])]);
    expect(await tokens()).toBe(300);
  });
});

describe('two formats of one spend', () => {
  test('the dashboard’s CSV and the API’s answer', async () => {
    const page = JSON.stringify({
      object: 'page',
      data: [
        {
          object: 'bucket',
          start_time: Date.UTC(2026, 0, 5) / 1000,
          end_time: Date.UTC(2026, 0, 6) / 1000,
          results: [
            {
              object: 'organization.usage.completions.result',
              project_id: 'p_a',
              input_tokens: 120,
              output_tokens: 0,
              num_model_requests: 1,
            },
          ],
        },
      ],
    });
    const { reports } = await load(['usage.csv', usage([5, 'p_a', 100], [6, 'p_a', 7])], ['usage.json', page]);
    expect(await tokens()).toBe(127);
    expect(reports[1]?.findings.map(({ code }) => code)).toContain('other-view');
  });

  test('the Claude Code report and the usage report of the same days, in any order', async () => {
    const usageReport = fixture('anthropic-usage-json/pages.json');
    const claudeCode = fixture('anthropic-claude-code-json/page.json').replaceAll('2026-02-08', '2026-02-01');
    await load(['usage.json', usageReport]);
    const alone = await tokens();
    database = await openPrepared();
    opened.push(database);
    await load(['claude.json', claudeCode], ['usage.json', usageReport]);
    // the 5 + 7 + 8 in and 6 out of the subscription are in no usage report
    expect(await tokens()).toBe(alone + 26);
    expect((await totalFindings(database)).find(({ code }) => code === 'possible-overlap')).toMatchObject({
      message: 'claude.json: the tokens of 2 rows do not count, because usage.json tells of the same days',
      count: 2,
    });
  });

  test('a report by tag never stands in for the plain one, in any order', async () => {
    // the plain table has 5000 in and 700 out of key hash1 that day, the tags repeat them
    const [plain, tags] = [fixture('litellm-daily-spend/team.csv'), fixture('litellm-daily-tag-spend/tags.csv')];
    await load(['team.csv', plain]);
    const alone = [await tokens(), await billed()];
    for (const files of [
      [
        ['team.csv', plain],
        ['tags.csv', tags],
      ],
      [
        ['tags.csv', tags],
        ['team.csv', plain],
      ],
    ] as const) {
      database = await openPrepared();
      opened.push(database);
      await load(...files);
      expect([await tokens(), await billed()]).toEqual(alone);
      expect(await codes()).toContain('other-view');
    }
  });
});

describe('invoices', () => {
  const cur = fixture('aws-cur/cur2.csv');
  const [header = '', ...lines] = cur.trimEnd().split('\n');

  test('parts of one report, opened together, add up; a later report replaces them', async () => {
    await load(['whole.csv', cur]);
    const whole = await billed();
    database = await openPrepared();
    opened.push(database);
    const parts = [lines.slice(0, 2), lines.slice(2)].map((part) => [header, ...part].join('\n'));
    await load(['part-1.csv', parts[0] ?? '', together], ['part-2.csv', parts[1] ?? '', together]);
    expect(await billed()).toEqual(whole);
    database = await openPrepared();
    opened.push(database);
    const { reports } = await load(
      ['part-1.csv', parts[0] ?? '', together],
      ['part-2.csv', parts[1] ?? '', together],
      ['again.csv', cur, '2026-12-01T08:00:00Z'],
    );
    expect(await billed()).toEqual(whole);
    expect(reports[2]?.replaced.map(({ file }) => file)).toEqual(['part-1.csv', 'part-2.csv']);
  });

  test('Azure’s actual and amortized cost of the same days count once', async () => {
    const actual = fixture('azure-cost/ea-actual.csv');
    await load(['actual.csv', actual]);
    const alone = await billed();
    database = await openPrepared();
    opened.push(database);
    // the amortized export of the same days gives the hours of a reservation their share of its price
    const amortized = actual.replace(',rg,Usage,OnDemand', ',rg,Usage,Reservation');
    expect(amortized).not.toBe(actual);
    const { reports } = await load(['actual.csv', actual, together], ['amortized.csv', amortized, together]);
    expect(reports[1]?.replaced.map(({ file }) => file)).toEqual(['actual.csv']);
    const [row] = Object.entries(await billed());
    expect(row?.[1]).toBe(Object.values(alone)[0]);
  });
});

describe('Azure’s actual and amortized cost of one account', () => {
  const HEADINGS =
    'Date,BillingAccountId,SubscriptionName,MeterCategory,MeterName,Quantity,UnitOfMeasure,CostInBillingCurrency,BillingCurrency,ChargeType,PricingModel';
  const azure = (...rows: readonly string[]): string => `${[HEADINGS, ...rows].join('\n')}\n`;
  const tokensOf = (date: string, account: string): string =>
    `${date},${account},sub,Azure OpenAI,gpt 4.1 Inp glbl Tokens,1000,1K,2.50,USD,Usage,OnDemand`;
  const purchase = (date: string, account: string): string =>
    `${date},${account},sub,Virtual Machines,Reserved VM,1,1 Month,300,USD,Purchase,Reservation`;
  const reserved = '08/02/2026,acc,sub,Virtual Machines,Reserved VM,24,1 Hour,10,USD,Usage,Reservation';

  const amortized = azure(tokensOf('08/02/2026', 'acc'), reserved);
  const actual = azure(
    tokensOf('07/31/2026', 'acc'),
    purchase('08/01/2026', 'acc'),
    tokensOf('08/02/2026', 'acc'),
    tokensOf('08/02/2026', 'other'),
  );

  test.each([
    ['actual first', [['actual.csv', actual] as const, ['amortized.csv', amortized] as const]],
    ['amortized first', [['amortized.csv', amortized] as const, ['actual.csv', actual] as const]],
    ['together', [['actual.csv', actual, together] as const, ['amortized.csv', amortized, together] as const]],
  ] as const)('counts by one basis a month: %s', async (_, files) => {
    await load(...files);
    // the amortized 2.50 and 10 of August; of July and of the other account there is only the actual cost
    expect(Object.values(await billed()).map(Number)).toEqual([17.5]);
    const told = (await totalFindings(database)).filter(({ code }) => code === 'other-view');
    expect(told).toMatchObject([{ subject: 'actual.csv', count: 2 }]);
    expect(told[0]?.message).toContain('of actual cost');
    expect(told[0]?.message).toContain('amortized.csv has the amortized cost');
  });

  test('the actual cost of a month counts as long as there is no other', async () => {
    await load(['actual.csv', actual]);
    expect(Object.values(await billed()).map(Number)).toEqual([307.5]);
    expect(await codes()).not.toContain('other-view');
  });
});

test('requests that stand in two files count once, and the second file says how many it repeats', async () => {
  const line = (id: string, tokens_: number): string =>
    JSON.stringify({
      request_id: id,
      startTime: '2026-01-05 10:00:00',
      endTime: '2026-01-05 10:00:01',
      model: 'gpt-4o',
      custom_llm_provider: 'openai',
      spend: 0.1,
      prompt_tokens: tokens_,
      completion_tokens: 0,
      total_tokens: tokens_,
      call_type: 'acompletion',
      metadata: '{}',
    });
  const { reports } = await load(
    ['one.jsonl', [line('a', 10), line('a', 10), line('b', 20)].join('\n')],
    ['two.jsonl', [line('b', 20), line('c', 40)].join('\n')],
    ['fork.jsonl', [line('c', 40), line('a', 10)].join('\n')],
  );
  expect(reports.map(({ rowsKept, rowsDuplicate }) => [rowsKept, rowsDuplicate])).toEqual([
    [2, 1],
    [1, 1],
    [0, 2],
  ]);
  expect(await tokens()).toBe(70);
});

test('a request that stands in two files counts in the other one when one is taken out, and back', async () => {
  const line = (id: string, tokens_: number, model = 'gpt-4o'): string =>
    JSON.stringify({
      request_id: id,
      startTime: '2026-01-05 10:00:00',
      model,
      custom_llm_provider: 'openai',
      spend: 0.1,
      prompt_tokens: tokens_,
      completion_tokens: 0,
      total_tokens: tokens_,
      metadata: '{}',
    });
  const { ids } = await load(
    ['one.jsonl', [line('a', 10), line('b', 20, 'gpt-4.1')].join('\n')],
    ['two.jsonl', [line('b', 20, 'gpt-4.1'), line('c', 40)].join('\n')],
    ['three.jsonl', [line('b', 20, 'gpt-4.1'), line('d', 80)].join('\n')],
  );
  const [one = 0, two = 0, three = 0] = ids;
  const counted = async (...active: readonly number[]): Promise<number> => {
    await activateImports(database, active);
    await matchPriceKeys(database, await createPriceBook());
    return tokens();
  };
  expect(await counted(one, two, three)).toBe(150);
  // b comes back in the second file, once, and with its price
  expect(await counted(two, three)).toBe(140);
  const [row] = await readSpend(database, { bucket: null, by: [], filter: EVERYTHING, offsets: [] });
  expect(row?.unpricedTokens).toBe(0);
  expect(await counted(three)).toBe(100);
  expect(await counted()).toBe(0);
  // undo: everything as it was, also where a file comes back that another one had stood in for
  expect(await counted(one, two, three)).toBe(150);
  expect(await counted(one, three)).toBe(110);
  expect((await readUsageRows(database, EVERYTHING, { limit: 10, offset: 0 })).total).toBe(3);
});
