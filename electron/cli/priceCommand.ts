import { readFile } from 'node:fs/promises';
import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import { priceDocument, undatedDocument, type PriceDocument } from '../../shared/catalog/documents/priceDocument.ts';
import { parseRecords, sniffDelimiter } from '../../shared/data/source/delimited.ts';
import { ratePerMtok } from '../../shared/units/format.ts';
import { isDay, type Day } from '../../shared/units/months.ts';
import { UsageError, type CommandContext } from './context.ts';

export type PriceSettings = {
  readonly name: string | null;
  readonly names: string | null;
  readonly provider: string | null;
  readonly at: string | null;
  readonly isJson: boolean;
};

type Asked = {
  readonly name: string;
  readonly provider: string | null;
  readonly at: string;
  /** What stands in the row's date column where that is no date. */
  readonly badDate: string | null;
};

/** `tokenwright price`: the price of a name at a date, or of every name of a table. */
export async function priceCommand(settings: PriceSettings, context: CommandContext): Promise<number> {
  // The first ten characters of an ISO instant are a day.
  const today = context.now().toISOString().slice(0, 10) as Day;
  const at = dayOption(settings.at, today);
  const asked = await askedNames(settings, at);
  const book = await createPriceBook();
  const prices = asked.map(({ name, provider, at: day, badDate }) =>
    badDate === null
      ? priceDocument(book, { name, provider, at: day, today })
      : undatedDocument(book, { name, provider, at: day }, badDate),
  );
  const [only] = prices;
  if (!settings.isJson) for (const price of prices) context.print(priceLine(price));
  else if (settings.names !== null) context.print(JSON.stringify({ prices }));
  else context.print(JSON.stringify(only));
  return 0;
}

const isDate = (text: string): boolean => isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));

function dayOption(at: string | null, today: string): string {
  if (at === null) return today;
  if (!isDate(at)) throw new UsageError(`--at: "${at}" is not a date.`);
  return at;
}

async function askedNames(settings: PriceSettings, at: string): Promise<readonly Asked[]> {
  const { name, names, provider } = settings;
  if (names === null) {
    if (name === null) throw new UsageError('price needs a model name, or --names FILE.csv.');
    return [{ name, provider, at, badDate: null }];
  }
  let text: string;
  try {
    text = await readFile(names, 'utf8');
  } catch (error) {
    throw new UsageError(`${names}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const [header = [], ...records] = parseRecords(
    text.replace(/^\uFEFF/, ''),
    sniffDelimiter(text),
    Number.MAX_SAFE_INTEGER,
  );
  const column = (title: string): number => header.findIndex((cell) => cell.trim().toLowerCase() === title);
  const [nameColumn, providerColumn, dateColumn] = [column('raw_name'), column('provider'), column('date')];
  if (nameColumn < 0) throw new UsageError(`${names}: the first line has no column raw_name.`);
  // A quote that nobody closes would swallow every row after it: no name has a line end, so it is read line by line then.
  const isBroken = records.some((row) => (row[nameColumn] ?? '').includes('\n'));
  const rows = isBroken ? linesOf(text).slice(1) : records;
  return rows.map((row) => {
    const cell = (index: number): string | null => {
      const value = row[index]?.trim() ?? '';
      return value === '' ? null : value;
    };
    const date = cell(dateColumn);
    const asked = { name: row[nameColumn] ?? '', provider: cell(providerColumn) ?? provider };
    return date === null || isDate(date)
      ? { ...asked, at: date ?? at, badDate: null }
      : { ...asked, at, badDate: date };
  });
}

/** Rows of a table line by line; in a line with a lone quote, quotes are left out. */
function linesOf(text: string): readonly (readonly string[])[] {
  const delimiter = sniffDelimiter(text);
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const isLone = line.split('"').length % 2 === 0;
      return parseRecords(isLone ? line.replaceAll('"', '') : line, delimiter, 1)[0] ?? [];
    });
}

function priceLine({ name, status, model, provider, usdPerMtok, suggestions, findings }: PriceDocument): string {
  const undated = findings.find(({ code }) => code === 'unreadable-date');
  if (undated !== undefined) return `${name}: ${undated.message}`;
  if (status === 'unknown')
    return `${name}: unknown${suggestions.length === 0 ? '' : `; did you mean ${suggestions.join(', ')}?`}`;
  const { input, cacheRead, output } = usdPerMtok;
  const rates = `${ratePerMtok(input)} in, ${ratePerMtok(cacheRead)} cached, ${ratePerMtok(output)} out USD per million tokens`;
  return `${name}: ${provider ?? ''}/${model ?? ''} (${status}) ${rates}`;
}
