import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { importCommand } from '../../electron/cli/importCommand.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

it('says which prices made the computed total', async () => {
  const file = join(await temporaryFolder(), 'use.csv');
  const header =
    'start_time_iso,end_time_iso,project_id,num_model_requests,model,batch,input_tokens,output_tokens,input_cached_tokens';
  await writeFile(
    file,
    `${header}\n2026-10-01T00:00:00+00:00,2026-10-02T00:00:00+00:00,p,1.0,gpt-4o,FALSE,1000000.0,0.0,0.0\n`,
  );
  const lines: string[] = [];
  const settings = { format: null, mapping: null, sourceTimeZone: null, reportingTimeZone: null, isStrict: false };
  await importCommand(
    { files: [file], ...settings, isJson: true },
    {
      root: '',
      version: '0',
      now: () => new Date('2026-11-21T12:00:00Z'),
      print: (text) => lines.push(text),
      tell: () => undefined,
    },
  );
  // The command prints a document of this form; the assertion below checks what it reads.
  const { totals } = JSON.parse(lines.join('')) as { totals: { computedUsd: number; priceBook: string } };
  expect(totals.computedUsd).toBeCloseTo(2.5, 12);
  expect(totals.priceBook).toMatch(/genai-prices .*, overlay \d{4}-\d{2}-\d{2}/);
});
