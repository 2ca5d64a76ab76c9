type Run = { readonly row: number; readonly line: number; step: number };

/**
 * On which line each row of a file begins, kept as runs in which every row lies equally many lines below the one before:
 * one number a run instead of one a row. Example: a log without a broken line is a single run, `row = line`.
 */
export class LineRuns {
  readonly #runs: Run[] = [];
  #row = 0;
  #line = 0;

  /** Notes the line of the next row; rows count from 1. */
  add(line: number): void {
    const run = this.#runs.at(-1);
    const row = this.#row + 1;
    if (run === undefined || (row > run.row + 1 && line - this.#line !== run.step)) {
      this.#runs.push({ row, line, step: 0 });
    } else if (row === run.row + 1) run.step = line - run.line;
    this.#row = row;
    this.#line = line;
  }

  /** The lines of those rows that were added. */
  of(rows: readonly number[]): ReadonlyMap<number, number> {
    const found = new Map<number, number>();
    for (const row of rows) {
      const line = this.#lineOf(row);
      if (line !== undefined) found.set(row, line);
    }
    return found;
  }

  #lineOf(row: number): number | undefined {
    if (row < 1 || row > this.#row) return undefined;
    let [first, last] = [0, this.#runs.length - 1];
    while (first < last) {
      const middle = Math.ceil((first + last) / 2);
      if ((this.#runs[middle]?.row ?? Infinity) <= row) first = middle;
      else last = middle - 1;
    }
    const run = this.#runs[first];
    return run === undefined ? undefined : run.line + (row - run.row) * run.step;
  }
}
