import type { Finding } from '../../units/findings.ts';
import type { Exclusion } from '../exclusions.ts';

/** Refused rows of one kind, with the physical lines of the first of them. */
export type Refusal = { readonly reason: Exclusion; readonly count: number; readonly lines: readonly number[] };

/** Rows of an earlier import that do not count any more because this file states their scope and time anew. */
export type Replacement = {
  readonly importId: number;
  readonly file: string;
  readonly rows: number;
  /** Time of the replaced rows in UTC, `to` exclusive. */
  readonly from: string;
  readonly to: string;
};

/** What became of one file: rows read = kept + refused + duplicate. */
export type ImportReport = {
  readonly file: string;
  /** Format id, or null when the file was refused whole; `problem` then says why. */
  readonly format: string | null;
  readonly confidence: number;
  /** Name of the mapping it was read by, where its format has none. */
  readonly mapping?: string;
  readonly rowsRead: number;
  readonly rowsKept: number;
  readonly rowsRefused: number;
  readonly rowsDuplicate: number;
  readonly refusals: readonly Refusal[];
  /** Covered time in UTC, `to` exclusive; null for a file without rows. */
  readonly from: string | null;
  readonly to: string | null;
  readonly problem: string | null;
  readonly replaced: readonly Replacement[];
  readonly findings: readonly Finding[];
};

/** Lines listed for each reason; the count always covers all. */
export const LISTED_LINES = 100;

/** The report of a file that could not be taken at all. */
export function refusedFile(file: string, problem: string): ImportReport {
  return {
    file,
    format: null,
    confidence: 0,
    rowsRead: 0,
    rowsKept: 0,
    rowsRefused: 0,
    rowsDuplicate: 0,
    refusals: [],
    from: null,
    to: null,
    problem,
    replaced: [],
    findings: [],
  };
}
