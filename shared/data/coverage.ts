import { z } from 'zod';
import { gapsBetween, mergeSpans, type DaySpan } from '../units/daySpans.ts';
import { groupBy } from '../units/groupBy.ts';
import { isDay, type Day } from '../units/months.ts';
import { zoneOffsets } from '../units/timeZones.ts';
import type { ReadableDatabase } from './database.ts';
import type { Extent } from './spend.ts';
import { activeReports, coveredRuns } from './sql/coverage.ts';

/** How rows tell of a day: by a row of a day or less, by one of a month or so, or by rows that do not count any more. */
const COVERAGE_KINDS = ['daily', 'coarse', 'replaced'] as const;

/** Days without a gap that a source has rows of, all of one kind. Runs of different kinds may overlap. */
export type CoveredRun = DaySpan & {
  readonly kind: (typeof COVERAGE_KINDS)[number];
  /** Rows that count. */
  readonly rows: number;
  /** UTC times between which the rows start, to open them by. */
  readonly rowsFrom: string;
  readonly rowsTo: string;
};

export type SourceCoverage = {
  readonly importId: number;
  readonly rowsRead: number;
  /** Rows that count now: without refused ones, repeats of another file, and those that a later export replaces. */
  readonly rowsCounted: number;
  readonly runs: readonly CoveredRun[];
  /** Days within the source's own span of which it has no row. */
  readonly missing: readonly DaySpan[];
};

export type Coverage = {
  readonly sources: readonly SourceCoverage[];
  /** Days, from the first that counts to the last, of which no source has a row that counts. */
  readonly uncovered: readonly DaySpan[];
};

const day = z.custom<Day>((text) => typeof text === 'string' && isDay(text));
const runRow = z.object({
  import_id: z.number(),
  kind: z.enum(COVERAGE_KINDS),
  first: day,
  next: day,
  row_count: z.number(),
  row_from: z.string(),
  row_to: z.string(),
});
const reportRow = z.object({ import_id: z.number(), report: z.string() });
const storedReport = z.object({ rowsRead: z.number() });

/**
 * Which days each active import covers in the reporting zone, and which none covers. A longer row covers all its days, its
 * end exclusive; a row of a whole UTC day keeps its date.
 *
 * Example: a log with rows of 1 to 3 and 7 May, and an invoice row of 1 May up to 6 May. The log has two runs and misses 4
 * to 6 May; the invoice has one coarse run of five days; no source covers 6 May.
 */
export async function readCoverage(
  database: ReadableDatabase,
  timezone: string,
  { from, to }: Extent,
): Promise<Coverage> {
  const offsets = from === null || to === null ? [] : zoneOffsets(timezone, from, to);
  const rows = z.array(runRow).parse(await database.query(coveredRuns(offsets)));
  const reports = z.array(reportRow).parse(await database.query(activeReports));
  const byImport = groupBy(rows, ({ import_id }) => import_id);
  const sources = reports.map(({ import_id, report }): SourceCoverage => {
    const runs = (byImport.get(import_id) ?? []).map((row) => ({
      from: row.first,
      to: row.next,
      kind: row.kind,
      rows: row.row_count,
      rowsFrom: row.row_from,
      rowsTo: row.row_to,
    }));
    return {
      importId: import_id,
      rowsRead: storedReport.parse(JSON.parse(report)).rowsRead,
      rowsCounted: runs.reduce((sum, run) => sum + run.rows, 0),
      runs,
      missing: gapsBetween(mergeSpans(runs)),
    };
  });
  return { sources, uncovered: gapsBetween(mergeSpans(countingRuns(sources))) };
}

/** The runs that count, of all sources. */
export const countingRuns = (sources: readonly SourceCoverage[]): readonly CoveredRun[] =>
  sources.flatMap(({ runs }) => runs.filter(({ kind }) => kind !== 'replaced'));
