import { SHEET_DECIMALS, shownValues } from '../cells.ts';
import type { CellValue, ColumnKind, Deck, Table } from '../model.ts';
import { columnLetters } from '../pptx/xml.ts';

export type Sheet = {
  readonly name: string;
  readonly columns: readonly { readonly header: string; readonly format: string | null; readonly width: number }[];
  readonly rows: readonly (readonly CellValue[])[];
  readonly hasTotal: boolean;
  /** Cells that compute what is written in them: totals and checks stay true when a number is changed. */
  readonly formulas: readonly Formula[];
  /** Names of its totals, for formulas of a reader's own. */
  readonly names: readonly CellName[];
};

/** A name and what it stands for. Example: `Showback_Direct_total` is `'Showback'!$B$9`. */
type CellName = { readonly name: string; readonly refersTo: string };

type Formula = { readonly cell: string; readonly formula: string };

const FORMATS: Readonly<Record<ColumnKind, string | null>> = {
  text: null,
  usd: '#,##0.00',
  usdQuantile: '#,##0.00',
  percent: '0.0%',
  count: '#,##0',
  rate: '#,##0.00####',
  score: '#,##0.00',
};

/** Widths in characters, as Excel counts them. */
const WIDEST = 60;
const NARROWEST = 11;
const NUMBER_WIDTH = 14;

/** The sheets of the workbook: what it is about, every table in full, and whether its sums tie. */
export const sheetsOf = (deck: Deck): readonly Sheet[] => [
  aboutSheet(deck),
  ...deck.tables.map(tableSheet),
  checkSheet(deck),
];

function tableSheet(table: Table): Sheet {
  return {
    name: table.name,
    columns: table.columns.map(({ header, kind }, index) => ({
      header,
      format: FORMATS[kind],
      width: kind === 'text' ? textWidth(header, table.rows, index) : Math.max(NUMBER_WIDTH, header.length + 2),
    })),
    rows: shownValues(table, SHEET_DECIMALS),
    hasTotal: table.hasTotal,
    formulas: columnTotals(table).map(({ parts, total }) => ({ cell: total, formula: `SUM(${parts})` })),
    names: columnTotals(table).map(({ rangeName, sheet, total }) => ({
      name: rangeName,
      refersTo: `'${sheet}'!${total.replace(/^([A-Z]+)(\d+)$/, '$$$1$$$2')}`,
    })),
  };
}

function textWidth(header: string, rows: Table['rows'], index: number): number {
  const longest = Math.max(header.length, ...rows.map((row) => String(row[index] ?? '').length));
  return Math.min(WIDEST, Math.max(NARROWEST, longest + 2));
}

function aboutSheet({ title, subtitle, footer, inputHash, slides }: Deck): Sheet {
  const rows = [
    ['Deck', title],
    ['Plan', subtitle],
    ...footer.split('  ·  ').map((part) => ['', part]),
    ['Inputs', inputHash],
    ...slides.map(({ title: sentence }, index) => [`Slide ${String(index + 1)}`, sentence]),
  ];
  return {
    name: 'About',
    columns: [
      { header: 'What', format: null, width: 12 },
      { header: 'Is', format: null, width: 110 },
    ],
    rows,
    hasTotal: false,
    formulas: [],
    names: [],
  };
}

/** Row of the first line under the header. */
const FIRST_ROW = 2;

/** A relative difference that only the order of adding up explains. */
const TOLERANCE = 1e-9;
/** What rounding to the cent may leave of a cent. */
const HALF_CENT = 0.005;

function checkSheet(deck: Deck): Sheet {
  const totals = deck.tables.flatMap(columnTotals);
  const exact = deck.checks.map(({ name, left, right }) => [
    name,
    left,
    right,
    left - right,
    Math.abs(left - right) <= TOLERANCE * Math.max(1, Math.abs(right)) ? 'ties' : 'differs',
  ]);
  const shown = totals.map(({ name, left, right }) => [
    name,
    left,
    right,
    left - right,
    Math.abs(left - right) < HALF_CENT ? 'ties' : 'differs',
  ]);
  return {
    name: 'Checks',
    columns: [
      { header: 'Check', format: null, width: 60 },
      { header: 'Sum of the parts', format: '#,##0.00', width: 18 },
      { header: 'Total', format: '#,##0.00', width: 18 },
      { header: 'Difference', format: '0.0E+00', width: 14 },
      { header: 'Result', format: null, width: 11 },
    ],
    rows: [...exact, ...shown],
    hasTotal: false,
    formulas: totals.flatMap((total, index) => checkFormulas(total, FIRST_ROW + exact.length + index)),
    names: [],
  };
}

type ColumnTotal = {
  readonly name: string;
  /** Name of the total in formulas. */
  readonly rangeName: string;
  readonly sheet: string;
  /** Cells of the parts and of the total, without their sheet. */
  readonly parts: string;
  readonly total: string;
  readonly left: number;
  readonly right: number;
};

/** Of each money column with known parts: what its shown parts add up to, and its shown total. */
function columnTotals(table: Table): readonly ColumnTotal[] {
  if (!table.hasTotal) return [];
  const shown = shownValues(table, SHEET_DECIMALS);
  return table.columns.flatMap(({ header, kind }, index) => {
    const known = shown.slice(0, -1).flatMap((row) => {
      const value = row[index] ?? null;
      return typeof value === 'number' ? [value] : [];
    });
    const total = shown.at(-1)?.[index];
    if (kind !== 'usd' || typeof total !== 'number' || known.length === 0) return [];
    const letters = columnLetters(index);
    return [
      {
        name: `${table.name}: ${header} adds up to its total`,
        rangeName: rangeNameOf(table, index),
        sheet: table.name,
        parts: `${letters}${String(FIRST_ROW)}:${letters}${String(shown.length)}`,
        total: `${letters}${String(shown.length + 1)}`,
        left: known.reduce((sum, part) => sum + part, 0),
        right: total,
      },
    ];
  });
}

/** Letters of a header that a name may hold; headers may be names of scenarios, which hold anything. */
const LONGEST_HEADER = 80;
const nameable = (header: string): string => header.replaceAll(/[^A-Za-z0-9]+/g, '_').slice(0, LONGEST_HEADER);

/** Example: `Showback_Direct_total`; with the column's letters where two headers come to the same. */
function rangeNameOf(table: Table, index: number): string {
  const own = nameable(table.columns[index]?.header ?? '');
  const isShared = table.columns.some(({ header }, other) => other !== index && nameable(header) === own);
  return `${nameable(table.name)}_${own}_${isShared ? `${columnLetters(index)}_` : ''}total`;
}

function checkFormulas({ sheet, parts, rangeName }: ColumnTotal, row: number): readonly Formula[] {
  const at = String(row);
  return [
    { cell: `B${at}`, formula: `SUM('${sheet}'!${parts})` },
    { cell: `C${at}`, formula: rangeName },
    { cell: `D${at}`, formula: `B${at}-C${at}` },
    { cell: `E${at}`, formula: `IF(ABS(D${at})<${String(HALF_CENT)},"ties","differs")` },
  ];
}
