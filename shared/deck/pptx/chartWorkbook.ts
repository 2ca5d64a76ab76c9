import { pack, toBytes } from '../zip.ts';
import type { GridCell } from './chartGrid.ts';
import { columnLetters, element, escapeXml, XML_HEAD } from './xml.ts';

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const STYLES = element(
  'styleSheet',
  { xmlns: SHEET },
  '<fonts count="1"><font><sz val="10"/><name val="Arial"/></font></fonts>',
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>',
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
);

/** The workbook that opens on "Edit data" of a chart: one sheet with the chart's own numbers. */
export function chartWorkbook(grid: readonly (readonly GridCell[])[], now: Date): Uint8Array {
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': element(
      'Types',
      { xmlns: `${PACKAGE}/content-types` },
      element('Default', {
        Extension: 'rels',
        ContentType: 'application/vnd.openxmlformats-package.relationships+xml',
      }),
      element('Default', { Extension: 'xml', ContentType: 'application/xml' }),
      element('Override', { PartName: '/xl/workbook.xml', ContentType: `${TYPE}.sheet.main+xml` }),
      element('Override', { PartName: '/xl/worksheets/sheet1.xml', ContentType: `${TYPE}.worksheet+xml` }),
      element('Override', { PartName: '/xl/styles.xml', ContentType: `${TYPE}.styles+xml` }),
    ),
    '_rels/.rels': relationships(['officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': element(
      'workbook',
      { xmlns: SHEET, 'xmlns:r': `${OFFICE}/relationships` },
      element('sheets', {}, element('sheet', { name: 'Sheet1', sheetId: 1, 'r:id': 'rId1' })),
    ),
    'xl/_rels/workbook.xml.rels': relationships(['worksheet', 'worksheets/sheet1.xml'], ['styles', 'styles.xml']),
    'xl/styles.xml': STYLES,
    'xl/worksheets/sheet1.xml': element('worksheet', { xmlns: SHEET }, element('sheetData', {}, ...grid.map(rowXml))),
  };
  return pack(new Map(Object.entries(parts).map(([path, xml]) => [path, toBytes(XML_HEAD + xml)])), now);
}

const relationships = (...targets: readonly (readonly [string, string])[]): string =>
  element(
    'Relationships',
    { xmlns: `${PACKAGE}/relationships` },
    ...targets.map(([type, target], index) =>
      element('Relationship', {
        Id: `rId${String(index + 1)}`,
        Type: `${OFFICE}/relationships/${type}`,
        Target: target,
      }),
    ),
  );

const rowXml = (cells: readonly GridCell[], row: number): string =>
  element(
    'row',
    { r: row + 1 },
    ...cells.map((cell, column) => cellXml(cell, `${columnLetters(column)}${String(row + 1)}`)),
  );

/** Text is typed as text, so that a name which begins with an equals sign is never a formula. */
function cellXml(cell: GridCell, reference: string): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return element('c', { r: reference }, element('v', {}, String(cell)));
  return element(
    'c',
    { r: reference, t: 'inlineStr' },
    element('is', {}, `<t xml:space="preserve">${escapeXml(cell)}</t>`),
  );
}
