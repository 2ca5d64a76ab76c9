import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../support/browser.ts';
import { startOwnBrowser } from '../support/ownBrowser.ts';
import { untilTitle } from '../support/page.ts';
import { builtProduct } from '../support/product.ts';
import { startHost } from '../support/serveHost.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** `TOKENWRIGHT_KILLS` sets how many. */
const KILLS = Number(process.env.TOKENWRIGHT_KILLS ?? 6);
const SEED = 20261128;
/** An import of a small file, its saving and the plan's take about so long. */
const LONGEST_LIFE_MILLISECONDS = 2500;
const VICTIMS = ['page', 'host', 'both'] as const;
const ROWS = 3;

const HEADER =
  'start_time_iso,end_time_iso,project_id,num_model_requests,model,batch,input_tokens,output_tokens,input_cached_tokens';

/** A usage export of a day of its own, with three rows. */
const usageOf = (day: number): string => {
  const at = (index: number): string => new Date(Date.UTC(2026, 0, index)).toISOString().replace('.000Z', 'Z');
  const row = (project: number): string => `${at(day)},${at(day + 1)},proj_${String(project)},1,gpt-5,FALSE,10,1,0`;
  return [HEADER, ...Array.from({ length: ROWS }, (_, index) => row(index)), ''].join('\n');
};

/** How many files a plan names that the host has acknowledged: what must never be lost. */
function watchSaves(page: Page): () => number {
  let acknowledged = 0;
  page.on('response', (response) => {
    if (!response.url().endsWith('/ipc/project:save') || !response.ok()) return;
    const asked = response.request().postDataJSON() as { document: string };
    void response.json().then(
      (answer: { ok: boolean }) => {
        if (!answer.ok) return;
        acknowledged = (JSON.parse(asked.document) as { sources: unknown[] }).sources.length;
      },
      // A killed host or page answers nothing: nothing was acknowledged.
      () => undefined,
    );
  });
  return () => acknowledged;
}

const statusTexts = (page: Page): Promise<readonly string[]> =>
  page.getByRole('contentinfo', { name: 'Status' }).locator('span').allTextContents();

/** Files and rows that count, as the status bar says. */
async function shown(page: Page): Promise<{ files: number; rows: number }> {
  const texts = (await statusTexts(page)).join(' ');
  const numberBefore = (word: RegExp): number => Number(word.exec(texts)?.[1]?.replaceAll(',', '') ?? 0);
  return { files: numberBefore(/([\d,]+) files?/), rows: numberBefore(/([\d,]+) rows/) };
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await pause(50);
}

describe.skipIf((await findBrowser()) === null)('a page or host that is killed during an import', () => {
  beforeAll(builtProduct);

  it(
    `opens again with everything acknowledged, in ${String(KILLS)} kills`,
    { timeout: 60_000 + KILLS * 60_000 },
    async () => {
      const data = await temporaryFolder();
      const profile = await temporaryFolder();
      const random = xoroshiro128plus(SEED);
      let acknowledged = 0;
      for (let kill = 0; kill <= KILLS; kill += 1) {
        const host = await startHost(data);
        const browser = await startOwnBrowser(profile);
        const { page } = browser;
        const saves = watchSaves(page);
        await page.goto(host.url);
        await untilTitle(page, acknowledged === 0 ? /Open the exports|rows from/ : /rows from/);
        const { files, rows } = await shown(page);
        const what = `after kill ${String(kill)}: ${String(files)} files, ${String(acknowledged)} acknowledged`;
        // The import in flight may be there or not, but never a part of it.
        expect(files - acknowledged, what).toBeOneOf([0, 1]);
        expect(rows, what).toBe(files * ROWS);
        const victim = kill === KILLS ? 'both' : (VICTIMS[kill % VICTIMS.length] ?? 'both');
        if (kill < KILLS) {
          const file = join(await temporaryFolder(), `usage-${String(kill)}.csv`);
          await writeFile(file, usageOf(kill + 1));
          await page.getByTestId('file-picker').setInputFiles(file);
          // The first import is let through, so that there is something to lose.
          if (kill === 0) await until(() => saves() === 1);
          else await pause(uniformInt(random, 1, LONGEST_LIFE_MILLISECONDS));
        }
        const hostGone = new Promise((resolve) => host.process.once('close', resolve));
        if (victim !== 'page') host.process.kill('SIGKILL');
        if (victim === 'host') await hostGone;
        await browser.kill();
        acknowledged = Math.max(saves(), acknowledged);
        host.process.kill('SIGKILL');
        await hostGone;
      }
    },
  );
});
