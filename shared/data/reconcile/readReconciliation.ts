import { z } from 'zod';
import { dailyCosts } from '../costRows.ts';
import type { ReadableDatabase } from '../database.ts';
import { IMPORTERS } from '../importers/registry.ts';
import { duplicateTokens, reconciliationCells } from '../sql/reconcile.ts';
import { alignedRows, existingFormatTables, formatTable } from '../sql/schema.ts';
import type { ReconciliationCell } from './causes.ts';
import { reconcile, type ReconciledMonth } from './reconcile.ts';

const text = z.string().nullable();
const number = z.number().nullable();
const count = z
  .number()
  .nullable()
  .transform((value) => value ?? 0);
const cellRow = z.object({
  provider: text,
  account: text,
  day: z.string(),
  model: text,
  model_raw: text,
  invoice_usd: number,
  credits_usd: number,
  other_usd: number,
  invoice_tokens: count,
  invoice_rows: count,
  usage_usd: number,
  usage_tokens: count,
  usage_rows: count,
  usage_unpriced: count,
  gateway_usd: number,
  gateway_tokens: count,
  gateway_rows: count,
  gateway_unpriced: count,
  estimate_usd: number,
  invoice_tiers: text,
  usage_tiers: text,
});
const duplicateRow = z.object({ provider: text, day: z.string(), model_raw: text, tokens: count });

/** Invoice, usage export and gateway log of every account and month, with the causes of their gap. */
export async function readReconciliation(database: ReadableDatabase): Promise<readonly ReconciledMonth[]> {
  const rows = z.array(cellRow).parse(await database.query(reconciliationCells(await dailyCosts(database))));
  const duplicates = await readDuplicates(database);
  return reconcile(
    rows.map((row): ReconciliationCell => {
      const isMetered = row.usage_rows > 0;
      return {
        provider: row.provider,
        account: row.account,
        day: row.day,
        model: row.model,
        invoiceUsd: row.invoice_usd,
        creditsUsd: row.credits_usd,
        otherUsd: row.other_usd,
        invoiceTokens: row.invoice_tokens,
        invoiceRows: row.invoice_rows,
        listUsd: isMetered ? row.usage_usd : row.gateway_usd,
        usedTokens: isMetered ? row.usage_tokens : row.gateway_tokens,
        usedRows: isMetered ? row.usage_rows : row.gateway_rows,
        unpricedTokens: isMetered ? row.usage_unpriced : row.gateway_unpriced,
        gatewayUsd: row.gateway_usd,
        estimateUsd: row.estimate_usd,
        invoiceTiers: row.invoice_tiers,
        usageTiers: row.usage_tiers,
        duplicateTokens: duplicates.get(JSON.stringify([row.provider, row.day, row.model_raw])) ?? 0,
      };
    }),
  );
}

async function readDuplicates(database: ReadableDatabase): Promise<ReadonlyMap<string, number>> {
  const tables = z.array(z.object({ table_name: z.string() })).parse(await database.query(existingFormatTables));
  const present = new Set(tables.map((row) => row.table_name));
  const formats = IMPORTERS.filter(
    ({ id, duplicateKey }) => duplicateKey !== undefined && present.has(formatTable(id)),
  );
  if (formats.length === 0) return new Map();
  const rows = z.array(duplicateRow).parse(await database.query(duplicateTokens(formats.map(alignedRows))));
  return new Map(
    rows.map(({ provider, day, model_raw, tokens }) => [JSON.stringify([provider, day, model_raw]), tokens]),
  );
}
