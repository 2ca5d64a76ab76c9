import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachHost } from '../support/hosts.ts';
import { accessibilityProblems, untilTitle } from '../support/page.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import type { Workbench } from '../support/workbench.ts';

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

/** One model at one price, so that the shares of the money are those of the tokens: 10, 20, 30 and 40 of 100. */
const LOGS = [
  line('a', { squad: 'Support-eu' }, 10_000),
  line('b', { squad: 'support-us' }, 20_000),
  line('c', { squad: 'search' }, 30_000),
  line('d', {}, 40_000),
].join('\n');

onEachHost('a rule by tag in the Data view', { timeout: 180_000 }, (host) => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await host.open();
  });
  afterAll(async () => {
    await workbench.close();
  });

  const section = (page: Page) => page.getByRole('region', { name: 'Who usage belongs to' });
  /** Waits until the share of the spend that has no team is this. */
  const untilTeamless = (page: Page, share: string): Promise<void> =>
    section(page)
      .getByText(new RegExp(`team ${share.replace(' ', '\\s')}`))
      .waitFor();

  it('is made in the form, lowers the share without a team, and goes with undo', async () => {
    const { page } = workbench;
    await untilTitle(page, /Open the exports you have/);
    const file = join(await temporaryFolder(), 'invocations.jsonl');
    await writeFile(file, LOGS);
    await page.getByTestId('file-picker').setInputFiles([file]);
    await untilTitle(page, /^4 rows from/);
    await untilTeamless(page, '100.0 %');

    const form = section(page);
    await form.getByLabel('Name of a').selectOption('team');
    await form.getByLabel('Value').fill('Support');
    await form.getByLabel('Where').selectOption('tag');
    await form.getByLabel('Is (* stands for any text)').fill('support-*');
    await form.getByRole('button', { name: 'Add the rule' }).click();
    await form.getByText('A rule by tag needs a value to give, the name of the tag').waitFor();
    await form.getByLabel('Name of the tag').fill('squad');
    expect(await accessibilityProblems(page)).toEqual([]);
    await form.getByRole('button', { name: 'Add the rule' }).click();

    await form.getByText('where tag squad is support-*').waitFor();
    // 10 and 20 of 100 have a team now
    await untilTeamless(page, '70.0 %');
    await page.locator('main').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('Control+z');
    await untilTeamless(page, '100.0 %');
    expect(await form.getByText('where tag squad is support-*').count()).toBe(0);
    await page.keyboard.press('Control+Shift+z');
    await untilTeamless(page, '70.0 %');
    expect(workbench.errors).toEqual([]);
  });
});
