import { strToU8, zipSync } from 'fflate';

export type TestSheet = { readonly title: string; readonly rows: readonly (readonly string[])[] };

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const rowXml = (cells: readonly string[], row: number): string =>
  `<row r="${String(row + 1)}">${cells
    .map(
      (text, column) =>
        `<c r="${String.fromCharCode(65 + column)}${String(row + 1)}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`,
    )
    .join('')}</row>`;

/** A workbook of sheets of plain texts, at most 26 columns each. */
export function workbookFile(sheets: readonly TestSheet[]): Uint8Array {
  const id = (index: number): string => String(index + 1);
  return zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'xl/workbook.xml': strToU8(
      `<workbook><sheets>${sheets.map(({ title }, index) => `<sheet name="${escaped(title)}" sheetId="${id(index)}" r:id="rId${id(index)}"/>`).join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships>${sheets.map((_, index) => `<Relationship Id="rId${id(index)}" Type="x" Target="worksheets/sheet${id(index)}.xml"/>`).join('')}</Relationships>`,
    ),
    ...Object.fromEntries(
      sheets.map(({ rows }, index) => [
        `xl/worksheets/sheet${id(index)}.xml`,
        strToU8(`<worksheet><sheetData>${rows.map(rowXml).join('')}</sheetData></worksheet>`),
      ]),
    ),
  });
}
