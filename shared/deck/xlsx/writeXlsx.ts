import { INK } from '../colours.ts';
import type { Deck } from '../model.ts';
import { columnLetters, escapeXml } from '../pptx/xml.ts';
import { pack, toBytes, toText, unpack } from '../zip.ts';
import { accepted, type Excelize } from './excelize.ts';
import { sheetsOf, type Sheet } from './sheets.ts';

type Workbook = ReturnType<Excelize['NewFile']>;

const FONT = { Family: 'Arial', Size: 10 };
const FIRST_SHEET = 'Sheet1';

/**
 * The tables of a deck as an Excel workbook: values with number formats, frozen headers, totals that add up live and a
 * sheet that checks the sums.
 * Text is stored as text, so that a name which begins with = + - or @ is never a formula. The same deck and the same
 * instant give the same bytes.
 */
export function writeXlsx(excelize: Excelize, deck: Deck, now: Date): Uint8Array {
  const workbook = excelize.NewFile();
  if (workbook.error !== null && workbook.error !== undefined) throw new Error(workbook.error);
  const sheets = sheetsOf(deck);
  for (const [index, sheet] of sheets.entries()) {
    if (index === 0) accepted(workbook.SetSheetName(FIRST_SHEET, sheet.name));
    else accepted(workbook.NewSheet(sheet.name));
    writeSheet(workbook, sheet, deck.brand.primary);
  }
  // A formula may use a name only once it is there; the checks do.
  for (const { name, refersTo } of sheets.flatMap(({ names }) => names)) {
    accepted(workbook.SetDefinedName({ Name: name, RefersTo: refersTo }));
  }
  const instant = now.toISOString().replace(/\.\d+Z$/, 'Z');
  accepted(
    workbook.SetDocProps({
      Title: deck.title,
      Subject: deck.subtitle,
      Creator: 'Tokenwright',
      LastModifiedBy: 'Tokenwright',
      Created: instant,
      Modified: instant,
    }),
  );
  // Its type names a part of a Blob, which this layer does not know; what comes is bytes.
  const written = accepted(workbook.WriteToBuffer()) as { readonly buffer: unknown };
  return pack(withResults(unpack(written.buffer as Uint8Array), sheets), now);
}

const FORMULA_CELL = /<c r="([A-Z]+)(\d+)"([^>]*?) t="str">(<f>[^<]*<\/f>)<v>[^<]*<\/v>/g;

/**
 * Writes the known result beside every formula. The library keeps what a cell held before, but marks a number as text and
 * a text by its place in a list.
 */
function withResults(parts: Map<string, Uint8Array>, sheets: readonly Sheet[]): Map<string, Uint8Array> {
  for (const [index, { columns, rows, formulas }] of sheets.entries()) {
    if (formulas.length === 0) continue;
    const path = `xl/worksheets/sheet${String(index + 1)}.xml`;
    const written = toText(parts.get(path)).replaceAll(
      FORMULA_CELL,
      (_, letters: string, row: string, style: string, formula: string) => {
        const column = columns.findIndex((_column, place) => columnLetters(place) === letters);
        const value = rows[Number(row) - 2]?.[column] ?? '';
        const type = typeof value === 'number' ? '' : ' t="str"';
        return `<c r="${letters}${row}"${style}${type}>${formula}<v>${escapeXml(String(value))}</v>`;
      },
    );
    parts.set(path, toBytes(written));
  }
  return parts;
}

function writeSheet(workbook: Workbook, sheet: Sheet, primary: string): void {
  const { name, columns, rows, hasTotal } = sheet;
  const last = columnLetters(columns.length - 1);
  accepted(
    workbook.SetSheetRow(
      name,
      'A1',
      columns.map(({ header }) => header),
    ),
  );
  for (const [index, row] of rows.entries()) {
    accepted(workbook.SetSheetRow(name, `A${String(index + 2)}`, [...row]));
  }
  // The value that was just written stays as the result that a reader without a calculator sees.
  for (const { cell, formula } of sheet.formulas) accepted(workbook.SetCellFormula(name, cell, formula));
  for (const [index, { width, format }] of columns.entries()) {
    const letters = columnLetters(index);
    accepted(workbook.SetColWidth(name, letters, letters, width));
    for (const isTotal of [false, true]) {
      const [from, to] = isTotal ? [rows.length + 1, rows.length + 1] : [2, rows.length + (hasTotal ? 0 : 1)];
      if ((isTotal && !hasTotal) || to < from) continue;
      const { style } = accepted(
        workbook.NewStyle({
          Font: { ...FONT, Bold: isTotal },
          Alignment: { Vertical: 'top', WrapText: format === null },
          ...(format === null ? {} : { CustomNumFmt: format }),
          ...(isTotal ? { Border: [{ Type: 'top', Style: 1, Color: INK.muted }] } : {}),
        }),
      );
      accepted(workbook.SetCellStyle(name, `${letters}${String(from)}`, `${letters}${String(to)}`, style));
    }
  }
  const { style } = accepted(
    workbook.NewStyle({
      Font: { ...FONT, Bold: true },
      Fill: { Type: 'pattern', Pattern: 1, Color: [INK.panel] },
      Alignment: { Vertical: 'top', WrapText: true },
      Border: [{ Type: 'bottom', Style: 2, Color: primary }],
    }),
  );
  accepted(workbook.SetCellStyle(name, 'A1', `${last}1`, style));
  accepted(
    workbook.SetPanes(name, {
      Freeze: true,
      XSplit: 0,
      YSplit: 1,
      TopLeftCell: 'A2',
      ActivePane: 'bottomLeft',
      Selection: [{ SQRef: 'A2', ActiveCell: 'A2', Pane: 'bottomLeft' }],
    }),
  );
}
