/**
 * Tab-separated text for pasting into a spreadsheet. A cell that a spreadsheet would read as a formula is made text, so
 * that a hostile model name in an export stays a name.
 */
export function tableText(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  return [headers, ...rows].map((cells) => cells.map(safeCell).join('\t')).join('\n');
}

/** The same as comma-separated text for a file: numbers without separators, everything else in quotes where needed. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows
    .map((cells) => cells.map(csvCell).join(','))
    .join('\r\n')
    .concat('\r\n');
}

const NUMBER = /^-?[\d.,\u202f ]+%?$/;

export function safeCell(text: string): string {
  const flat = text.replace(/[\t\r\n]+/g, ' ').replaceAll('\u202f', ' ');
  return /^[=+\-@]/.test(flat) && !NUMBER.test(flat) ? `'${flat}` : flat;
}

function csvCell(text: string): string {
  const safe = safeCell(text);
  const plain = /^-?[\d,]+(\.\d+)?$/.test(safe) ? safe.replaceAll(',', '') : safe;
  return /[",]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Rows whose cells hold every one of these words, in any order and case. Example: `team opus` finds "Opus 5 · Team A". */
export function findRows<Row>(
  rows: readonly Row[],
  columns: readonly { readonly text: (row: Row) => string }[],
  words: string,
): readonly Row[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return rows;
  return rows.filter((row) => {
    const cells = columns.map(({ text }) => text(row).toLowerCase());
    return wanted.every((word) => cells.some((cell) => cell.includes(word)));
  });
}
