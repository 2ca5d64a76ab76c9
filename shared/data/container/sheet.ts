import { bytesFile, chunks, type SourceFile } from '../source/sourceFile.ts';
import { cellsOf, dateStyles, decodeXml, sharedTexts, type SheetFormats } from './sheetXml.ts';
import type { ZipMember } from './zip.ts';

/** A file ready to be read, or one that cannot be, with the reason in words. */
export type OpenedPart = SourceFile | { readonly name: string; readonly problem: string };

/** Texts and styles are read whole; a sheet is streamed. */
const MOST_XML_CHARACTERS = 256 * 1024 * 1024;
const MOST_SHEET_CHARACTERS = 512 * 1024 * 1024;

/** One sheet of a workbook, or why it cannot be read; `book` is the name of the workbook where it shows several. */
export type SheetPart = OpenedPart & { readonly book?: string };

/**
 * The sheets that a workbook shows, each as comma-separated text, one line a row, so that every reader of tables reads
 * it. A sheet of several is named by the workbook and its own title.
 */
export async function* readSheets(book: string, members: readonly ZipMember[]): AsyncGenerator<SheetPart> {
  const open = async (path: string): Promise<SourceFile | null> => {
    const found = members.find((member) => member.name === path);
    return found === undefined || 'problem' in found ? null : found.file();
  };
  const read = async (path: string): Promise<string> => {
    const file = await open(path);
    return file === null ? '' : wholeText(file);
  };
  const workbook = await read('xl/workbook.xml');
  const sheets = shownSheets(workbook, await read('xl/_rels/workbook.xml.rels'));
  if (sheets.length === 0) yield { name: book, problem: NO_SHEET };
  const formats: SheetFormats = {
    texts: sharedTexts(await read('xl/sharedStrings.xml')),
    isDate: dateStyles(await read('xl/styles.xml')),
    startsIn1904: /<workbookPr[^>]*\bdate1904="(1|true)"/.test(workbook),
  };
  for (const { title, path } of sheets) {
    const sheet = path === null ? null : await open(path);
    const name = sheets.length === 1 ? book : `${book}/${title}`;
    const part = sheet === null ? { name, problem: NO_SHEET } : await sheetText(name, sheet, formats);
    yield sheets.length === 1 ? part : { ...part, book };
  }
}

const NO_SHEET = 'the workbook has no sheet that can be read';

async function sheetText(name: string, sheet: SourceFile, formats: SheetFormats): Promise<OpenedPart> {
  const lines: string[] = [];
  let size = 0;
  let width = 0;
  for await (const cells of rows(sheet, formats)) {
    if (width === 0) width = cells.length;
    if (width === 0) continue;
    // A sheet leaves out empty cells at the end of a row.
    const padded =
      cells.length === 0 ? cells : [...cells, ...Array<string>(Math.max(0, width - cells.length)).fill('')];
    const line = `${padded.map(field).join(',')}\n`;
    size += line.length;
    if (size > MOST_SHEET_CHARACTERS) return { name, problem: 'the sheet is too large; export it as CSV' };
    lines.push(line);
  }
  if (lines.length === 0) return { name, problem: 'the first sheet of the workbook is empty' };
  return bytesFile(name, new TextEncoder().encode(lines.join('')));
}

type Sheet = { readonly title: string; readonly path: string | null };

/** The sheets that a reader sees, in their order, with the part of the archive that holds each. */
function shownSheets(workbook: string, relations: string): readonly Sheet[] {
  const targets = [...relations.matchAll(/<Relationship\s[^>]*>/g)].map(([tag]) => ({
    id: attribute(tag, 'Id'),
    target: attribute(tag, 'Target'),
  }));
  return [...workbook.matchAll(/<sheet\s[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/\bstate="(hidden|veryHidden)"/.test(tag))
    .map((tag) => {
      const target = targets.find(({ id }) => id !== '' && id === attribute(tag, 'r:id'))?.target ?? '';
      const path = target === '' ? null : target.startsWith('/') ? target.slice(1) : `xl/${target}`;
      return { title: decodeXml(attribute(tag, 'name')), path };
    });
}

const attribute = (tag: string, name: string): string => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

const field = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

async function wholeText(file: SourceFile): Promise<string> {
  const decoder = new TextDecoder('utf-8');
  let text = '';
  for await (const chunk of chunks(file)) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MOST_XML_CHARACTERS) return '';
  }
  return text;
}

/** Rows in the order of the sheet; rows that are left out between two are empty lines. */
async function* rows(file: SourceFile, formats: SheetFormats): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let next = 1;
  for await (const chunk of chunks(file)) {
    rest += decoder.decode(chunk, { stream: true });
    const end = rest.lastIndexOf('</row>');
    if (end < 0) continue;
    for (const [row, attributes = '', inner = ''] of rest.slice(0, end + 6).matchAll(ROW)) {
      const number = Number(/\br="(\d+)"/.exec(attributes)?.[1] ?? next);
      for (; next < number && number - next < MOST_EMPTY_ROWS; next += 1) yield [];
      next = number + 1;
      yield row.endsWith('/>') ? [] : cellsOf(inner, formats);
    }
    rest = rest.slice(end + 6);
  }
}

const ROW = /<row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/row>)/g;
const MOST_EMPTY_ROWS = 1_000;
