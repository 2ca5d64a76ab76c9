import { z } from 'zod';
import type { Finding } from '../units/findings.ts';
import { TOKEN_CLASS_LABELS, TOKEN_CLASSES } from '../units/tokenClasses.ts';
import { dailyCounts } from './costRows.ts';
import type { ReadableDatabase } from './database.ts';
import { replacementFindings } from './import/overlaps.ts';
import { uncutDays } from './sql/exchange.ts';
import { countingFacts, overlappingFiles } from './sql/findings.ts';
import { exchangeFindings } from './exchangeRates.ts';
import { readUnpriced } from './spend.ts';

const factsRow = z.object({
  tokens_from_charges: z.number(),
  estimates_beside_invoice: z.number(),
  overlapping: z.number(),
  coarse_rows: z.number(),
  unsplit_tokens: z.number(),
  unlived_writes: z.number(),
  clock_rows: z.number(),
  currencies: z.number(),
});
const overlapRow = z.object({ file: z.string(), row_count: z.number(), counted: z.string() });
const classRow = z.object(
  Object.fromEntries(
    TOKEN_CLASSES.flatMap(
      (name) =>
        [
          [name, z.number()],
          [`${name}_rows`, z.number()],
        ] as const,
    ),
  ),
);

/** What a reader of the totals over all active imports must know. */
export async function totalFindings(database: ReadableDatabase, timezone = 'UTC'): Promise<readonly Finding[]> {
  const rows = await dailyCounts(database);
  const [row] = await database.query(countingFacts(rows));
  const facts = factsRow.parse(row);
  const findings: Finding[] = [];
  const add = (isTrue: boolean, code: Finding['code'], message: string, count?: number): void => {
    if (isTrue) findings.push({ code, message, ...(count === undefined ? {} : { count }) });
  };
  const times = (count: number, what: string): string => `${count.toLocaleString('en-US')} ${what}`;

  for (const { model, provider, tokens } of await readUnpriced(database)) {
    findings.push({
      code: 'unpriced-model',
      subject: model,
      message: `No rate is known for ${model}${provider === null ? '' : ` (${provider})`}: ${times(tokens, 'tokens')} are not in the computed cost`,
    });
  }
  add(
    facts.tokens_from_charges > 0,
    'tokens-from-charges',
    `${times(facts.tokens_from_charges, 'tokens')} are billed quantities: no usage export covers their period`,
  );
  add(
    facts.estimates_beside_invoice > 0,
    'estimate-beside-invoice',
    `${times(facts.estimates_beside_invoice, 'rows')} carry a gateway's estimate for days that an invoice covers`,
    facts.estimates_beside_invoice,
  );
  if (facts.overlapping > 0) {
    for (const { file, row_count, counted } of z.array(overlapRow).parse(await database.query(overlappingFiles))) {
      const message = `${file}: the tokens of ${times(row_count, row_count === 1 ? 'row' : 'rows')} do not count, because ${counted} tells of the same days`;
      findings.push({ code: 'possible-overlap', message, subject: file, count: row_count });
    }
  }
  add(
    facts.coarse_rows > 0,
    'coarse-period',
    `${times(facts.coarse_rows, 'rows')} span more than a day and are spread evenly over it`,
    facts.coarse_rows,
  );
  add(
    facts.unsplit_tokens > 0,
    'unsplit-priced',
    `${times(facts.unsplit_tokens, 'input tokens')} have no class and are priced as fresh input, which may be too high`,
  );
  add(
    facts.unlived_writes > 0,
    'cache-write-unsplit',
    `${times(facts.unlived_writes, 'cache writes')} name no lifetime and are priced at the shorter one where there are two`,
  );
  add(facts.clock_rows > 0, 'clock-price', 'Some prices depend on the hour; daily rows take the share of each');
  add(facts.currencies > 1, 'mixed-currency', 'Billed money comes in more than one currency');
  if (timezone !== 'UTC') {
    const days = z.object({ row_count: z.number() }).parse((await database.query(uncutDays(rows)))[0]).row_count;
    add(days > 0, 'utc-days', `${times(days, 'rows')} are of whole UTC days and keep their date in ${timezone}`, days);
  }
  return [
    ...findings,
    ...(await exchangeFindings(database)),
    ...(await replacementFindings(database)),
    ...partlyUnsplit(classRow.parse(row)),
  ];
}

/** Classes that some rows tell and others do not: their total is a part only. */
function partlyUnsplit(row: Readonly<Record<string, number>>): readonly Finding[] {
  const all = Math.max(...TOKEN_CLASSES.map((name) => row[`${name}_rows`] ?? 0));
  return TOKEN_CLASSES.filter((name) => {
    const known = row[`${name}_rows`] ?? 0;
    return known > 0 && known < all && (row[name] ?? 0) > 0;
  }).map((name) => ({
    code: 'partly-unsplit',
    subject: name,
    message: `${TOKEN_CLASS_LABELS[name]} is known for a part of the rows only`,
  }));
}
