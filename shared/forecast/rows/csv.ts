/** One line of a `series,ds,y` file as text; `line` counts from 1 and includes the header. */
export type SeriesRow = { readonly line: number; readonly series: string; readonly ds: string; readonly y: string };

export type SeriesRows =
  { readonly rows: readonly SeriesRow[] } | { readonly refused: { readonly line: number; readonly message: string } };

const COLUMNS = ['series', 'ds', 'y'] as const;

/** Splits CSV text (RFC 4180: quotes, doubled quotes, line ends inside quotes) into records with their first line. */
function recordsOf(text: string): { readonly line: number; readonly fields: string[] }[] {
  const records: { line: number; fields: string[] }[] = [];
  let [line, field, isQuoted] = [1, '', false];
  let record = { line, fields: [] as string[] };
  const endField = (): void => {
    record.fields.push(field);
    field = '';
  };
  const endRecord = (): void => {
    endField();
    if (record.fields.length > 1 || record.fields[0] !== '') records.push(record);
    record = { line, fields: [] };
  };
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '\n') line += 1;
    if (isQuoted) {
      if (character !== '"') field += character;
      else if (text.charAt(index + 1) === '"') {
        field += '"';
        index += 1;
      } else isQuoted = false;
    } else if (character === '"' && field === '') isQuoted = true;
    else if (character === ',') endField();
    else if (character === '\n') endRecord();
    else if (character !== '\r') field += character;
  }
  endRecord();
  return records;
}

/**
 * Reads the text of a CSV file whose header names the columns `series`, `ds` and `y`, in any order and among others.
 * Refused when a column is missing or a line has too few fields.
 */
export function seriesRowsOf(text: string): SeriesRows {
  const [header, ...records] = recordsOf(text.replace(/^\uFEFF/, ''));
  const names = (header?.fields ?? []).map((name) => name.trim().toLowerCase());
  const [series, ds, y] = COLUMNS.map((name) => names.indexOf(name));
  if (series === undefined || ds === undefined || y === undefined || Math.min(series, ds, y) < 0)
    return { refused: { line: 1, message: `The header must name the columns ${COLUMNS.join(', ')}` } };
  const rows: SeriesRow[] = [];
  for (const { line, fields } of records) {
    const [id, date, value] = [fields[series], fields[ds], fields[y]];
    if (id === undefined || date === undefined || value === undefined)
      return {
        refused: {
          line,
          message: `Line ${String(line)} has ${String(fields.length)} fields of ${String(names.length)}`,
        },
      };
    rows.push({ line, series: id.trim(), ds: date.trim(), y: value.trim() });
  }
  return { rows };
}
