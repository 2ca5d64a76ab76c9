import { readFileSync } from 'node:fs';
import { calcPrice } from '@pydantic/genai-prices';
import { readCsv } from '../shared/catalog/csv.ts';
import { priceDocument } from '../shared/catalog/documents/priceDocument.ts';
import { createPriceBook } from '../shared/catalog/prices/book.ts';
import { periodsAt } from '../shared/catalog/prices/periods.ts';
import type { PriceBook } from '../shared/catalog/types.ts';

const NAMES = 100_000;

type Records = readonly Readonly<Record<string, string>>[];

const records = (file: URL): Records => readCsv(readFileSync(file, 'utf8')).records.map(({ values }) => values);

/** Real name shapes, made distinct by what never changes a match or always prevents one. */
function distinctNames(shapes: readonly string[], ending: (index: number) => string): readonly string[] {
  return Array.from({ length: NAMES }, (_, index) => `${shapes[index % shapes.length] ?? ''}${ending(index)}`);
}

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

const matchAll = (book: PriceBook, names: readonly string[]): void => {
  for (const name of names) book.match({ name, provider: null, route: null, region: null, serviceTier: null });
};

/** Whether the package's own calculator finds a name; it throws on some. */
function isFoundByPackage(name: string, providerId: string): boolean {
  try {
    return calcPrice({ input_tokens: 1, output_tokens: 1 }, name, providerId === '' ? {} : { providerId }) !== null;
  } catch {
    return false;
  }
}

function speed(book: PriceBook, shapes: readonly string[], print: (line: string) => void): void {
  const known = distinctNames(shapes, (index) => `-2026${String(1e4 + (index % 1e4)).slice(1)}`);
  const unknown = distinctNames(['prod-chat', 'team-x-assistant', 'my-deployment'], (index) => `-${String(index)}`);
  const bare = distinctNames(['gpt-4o-mini', 'claude-sonnet-4-5', 'gemini-2.5-pro'], (index) => `-${String(index)}`);
  const ours = seconds(() => {
    matchAll(book, known);
  });
  const oursUnknown = seconds(() => {
    matchAll(book, unknown);
  });
  const oursBare = seconds(() => {
    matchAll(book, bare);
  });
  const peer = seconds(() => {
    for (const name of bare) isFoundByPackage(name, '');
  });
  print(`matching ${String(NAMES)} distinct names of every route: ${ours.toFixed(2)} s`);
  print(`matching ${String(NAMES)} names that nobody knows: ${oursUnknown.toFixed(2)} s`);
  print(`matching ${String(NAMES)} bare ids: ${oursBare.toFixed(2)} s; genai-prices calcPrice: ${peer.toFixed(2)} s`);
}

function coverage(book: PriceBook, rows: Records, print: (line: string) => void): void {
  const counts = { exact: 0, assumed: 0, unknown: 0 };
  let found = 0;
  for (const { name = '', provider = '', at = '' } of rows) {
    counts[priceDocument(book, { name, provider: provider === '' ? null : provider, at }).status] += 1;
    if (isFoundByPackage(name, provider)) found += 1;
  }
  const share = (count: number): string => `${((100 * count) / rows.length).toFixed(1)} %`;
  print(
    `${String(rows.length)} real name shapes: exact ${share(counts.exact)}, assumed ${share(counts.assumed)}, ` +
      `unknown ${share(counts.unknown)}; genai-prices with the provider's name finds ${share(found)}`,
  );
}

const isNear = (left: number | null, right: string | undefined): boolean =>
  right === undefined || right === '' || left === null || Math.abs(left - Number(right)) <= 1e-4;

/** LiteLLM's list of 2026-08-23 (by way of llm-prices 1.1.0, MIT) against the book on that day. */
function disagreement(book: PriceBook, rows: Records, print: (line: string) => void): void {
  const differing: string[] = [];
  let [missing, exactButOther] = [0, 0];
  for (const row of rows) {
    const { name = '', provider = '', input = '', cache_read: cached, output = '', why = '' } = row;
    const match = book.match({ name, provider, route: null, region: null, serviceTier: null });
    const periods = periodsAt(book.rates(match), '2026-08-23').filter(({ aboveTokens }) => aboveTokens === 0);
    if (periods.length === 0) {
      missing += 1;
      continue;
    }
    const isSame = periods.some(
      ({ listed }) => isNear(listed.input, input) && isNear(listed.output, output) && isNear(listed.cacheRead, cached),
    );
    if (isSame) continue;
    const isSure = match.status === 'exact' && periods.every(({ doubt }) => doubt === null);
    if (isSure && why === '') exactButOther += 1;
    const listed = periods[0]?.listed;
    const ours = [listed?.input, listed?.cacheRead, listed?.output].map((rate) => rate ?? '-').join('/');
    differing.push(
      `  ${provider}/${name}: ${ours}, there ${input}/${cached ?? ''}/${output}${isSure ? ' (shown as exact)' : ''}${why === '' ? '' : `: ${why}`}`,
    );
  }
  const priced = rows.length - missing;
  print(
    `second source: ${String(rows.length)} names, ${String(priced)} priced here, ${String(priced - differing.length)} agree,`,
  );
  print(`${String(differing.length)} differ, ${String(exactButOther)} of them shown as exact for no known reason:`);
  for (const line of differing) print(line);
}

/** The tables that the figures are made from. */
export type CatalogTables = { readonly names: URL; readonly secondSource: URL };

/** Prints how fast names are matched, how many are, and where a second source has another price. */
export async function figures(tables: CatalogTables, print: (line: string) => void): Promise<void> {
  const start = performance.now();
  const book = await createPriceBook();
  print(`price book: ${String(book.models().length)} lists in ${(performance.now() - start).toFixed(0)} ms`);
  const names = records(tables.names);
  const shapes = names.flatMap(({ name, status }) => (name !== undefined && status !== 'unknown' ? name : []));
  speed(book, shapes, print);
  coverage(book, names, print);
  disagreement(book, records(tables.secondSource), print);
}
