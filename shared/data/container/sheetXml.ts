/** What the cells of a sheet refer to. */
export type SheetFormats = {
  readonly texts: readonly string[];
  readonly isDate: (style: number) => boolean;
  /** Days count from 1904 instead of 1900, as old Macs wrote them. */
  readonly startsIn1904: boolean;
};

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Text of XML with its entities resolved. Example: `a &lt; b &#38; c` is `a < b & c`. */
export const decodeXml = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex: string, decimal: string, name: string) => {
    const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : null;
    if (code !== null) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    return ENTITIES[name] ?? whole;
  });

/** The runs of text of a cell or a shared entry, without phonetic hints. */
const textOf = (xml: string): string =>
  [...xml.replace(/<rPh\b[\s\S]*?<\/rPh>/g, '').matchAll(/<t\b[^>]*>([\s\S]*?)<\/t>/g)]
    .map(([, text = '']) => decodeXml(text))
    .join('');

/** The texts that cells name by number. */
export const sharedTexts = (xml: string): readonly string[] =>
  [...xml.matchAll(/<si\b[^>]*?(?:\/>|>([\s\S]*?)<\/si>)/g)].map(([, inner = '']) => textOf(inner));

/** Formats that every workbook has: 14 to 22 and 45 to 47 are dates and times. */
const isBuiltInDate = (format: number): boolean => (format >= 14 && format <= 22) || (format >= 45 && format <= 47);

/** Which cell styles show a number as a date. */
export function dateStyles(xml: string): (style: number) => boolean {
  const custom = new Map(
    [...xml.matchAll(/<numFmt\s[^>]*>/g)].map(([tag]) => [
      Number(/\bnumFmtId="(\d+)"/.exec(tag)?.[1]),
      decodeXml(/\bformatCode="([^"]*)"/.exec(tag)?.[1] ?? ''),
    ]),
  );
  const cells = /<cellXfs\b[\s\S]*?<\/cellXfs>/.exec(xml)?.[0] ?? '';
  const styles = [...cells.matchAll(/<xf\s[^>]*>/g)].map(([tag]) => {
    const format = Number(/\bnumFmtId="(\d+)"/.exec(tag)?.[1] ?? 0);
    const code = custom.get(format);
    // Quoted words, escapes and colours of a format are no date letters.
    return code === undefined ? isBuiltInDate(format) : /[ymdhs]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''));
  });
  return (style) => styles[style] ?? false;
}

const MOST_COLUMNS = 16_384;

/** Column of a reference, from 0. Example: `AB12` is 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]+/.exec(reference)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** The cells of one row as text, gaps filled. */
export function cellsOf(row: string, formats: SheetFormats): readonly string[] {
  const cells: string[] = [];
  for (const [, attributes = '', inner = ''] of row.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
    const at = columnOf(/\br="([A-Z]+\d+)"/.exec(attributes)?.[1] ?? '');
    const column = at < 0 ? cells.length : at;
    if (column >= MOST_COLUMNS) continue;
    while (cells.length < column) cells.push('');
    cells[column] = cellText(attributes, inner, formats);
  }
  return cells;
}

function cellText(attributes: string, inner: string, { texts, isDate, startsIn1904 }: SheetFormats): string {
  const type = /\bt="(\w+)"/.exec(attributes)?.[1] ?? 'n';
  if (type === 'inlineStr') return textOf(inner);
  const value = decodeXml(/<v\b[^>]*>([\s\S]*?)<\/v>/.exec(inner)?.[1] ?? '');
  if (type === 's') return texts[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'true' : 'false';
  if (type === 'n' && value !== '' && isDate(Number(/\bs="(\d+)"/.exec(attributes)?.[1] ?? -1))) {
    return serialDate(Number(value), startsIn1904);
  }
  return value;
}

const DAYS_1900_TO_1970 = 25_569;
const DAYS_1904_TO_1970 = 24_107;
const DAY_MILLISECONDS = 86_400_000;

/** A day number of a spreadsheet as an ISO time. Example: 46023.5 is 2026-01-01T12:00:00. */
function serialDate(days: number, startsIn1904: boolean): string {
  const milliseconds = Math.round((days - (startsIn1904 ? DAYS_1904_TO_1970 : DAYS_1900_TO_1970)) * DAY_MILLISECONDS);
  if (!(Math.abs(milliseconds) < 8e15)) return String(days);
  const iso = new Date(milliseconds).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19);
}
