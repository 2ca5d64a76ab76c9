/** The fields of the first records of delimited text, quotes resolved; at most `limit` records, the last may be cut. */
export function parseRecords(text: string, delimiter: string, limit: number): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  const endField = (): void => {
    record.push(field);
    field = '';
  };
  const endRecord = (): void => {
    endField();
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  };
  for (let index = 0; index < text.length && records.length < limit; index += 1) {
    const char = text.charAt(index);
    if (quoted) {
      if (char !== '"') field += char;
      else if (text.charAt(index + 1) === '"') {
        field += '"';
        index += 1;
      } else quoted = false;
    } else if (char === '"' && field === '') quoted = true;
    else if (char === delimiter) endField();
    else if (char === '\n') endRecord();
    else if (char !== '\r') field += char;
  }
  if (records.length < limit && (field !== '' || record.length > 0)) endRecord();
  return records;
}

const DELIMITERS = [',', '\t', ';', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** The delimiter that splits the header into most fields. */
export function sniffDelimiter(text: string): Delimiter {
  const widths = DELIMITERS.map((delimiter) => parseRecords(text, delimiter, 1)[0]?.length ?? 0);
  return DELIMITERS[widths.indexOf(Math.max(...widths))] ?? ',';
}
