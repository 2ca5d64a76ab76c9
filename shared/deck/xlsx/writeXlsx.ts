import { INK } from '../colours.ts';
import type { Deck } from '../model.ts';
import { columnLetters } from '../pptx/xml.ts';
import { pack, unpack } from '../zip.ts';
import { accepted, type Excelize } from './excelize.ts';
import { sheetsOf, type Sheet } from './sheets.ts';

type Workbook = ReturnType<Excelize['NewFile']>;

const FONT = { Family: 'Arial', Size: 10 };
const FIRST_SHEET = 'Sheet1';

/**
 * The tables of a deck as an Excel workbook: values with number formats, frozen headers and a sheet that checks the sums.
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
  return pack(unpack(written.buffer as Uint8Array), now);
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
