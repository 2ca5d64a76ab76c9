/** A small delimited text as records by header name. `line` counts from 1 with the header, as an editor shows it. */
export type CsvRecord = { readonly line: number; readonly values: Readonly<Record<string, string>> };
export type CsvTable = { readonly columns: readonly string[]; readonly records: readonly CsvRecord[] };

type Row = { readonly line: number; readonly cells: readonly string[] };

/** RFC 4180 with commas: quoted cells may hold commas, line ends and doubled quotes. */
function rowsOf(text: string): readonly Row[] {
  const rows: Row[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let [line, startLine] = [1, 1];
  const endRow = (): void => {
    const all = [...cells, cell];
    if (all.some((value) => value.trim() !== '')) rows.push({ line: startLine, cells: all });
    [cells, cell, startLine] = [[], '', line];
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\n') line += 1;
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && cell.trim() === '') {
      cell = '';
      isQuoted = true;
    } else if (character === ',') {
      cells.push(cell);
      cell = '';
    } else if (character === '\n') endRow();
    else if (character !== '\r') cell += character;
  }
  endRow();
  return rows;
}

/** Reads small tables that a user maintains by hand: prices, evaluation results. A missing cell is an empty text. */
export function readCsv(text: string): CsvTable {
  const [header, ...rows] = rowsOf(text.replace(/^\uFEFF/, ''));
  const columns = (header?.cells ?? []).map((column) => column.trim().toLowerCase());
  return {
    columns,
    records: rows.map(({ line, cells }) => ({
      line,
      values: Object.fromEntries(columns.map((column, index) => [column, cells[index]?.trim() ?? ''])),
    })),
  };
}

/** A cell that would be read as a formula by a spreadsheet is quoted with a leading apostrophe. */
function cellText(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Writes a table with a header. Null is an empty cell. */
export function writeCsv(columns: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return [columns, ...rows].map((row) => row.map(cellText).join(',')).join('\n') + '\n';
}
