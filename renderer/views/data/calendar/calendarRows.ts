import { countingRuns, type SourceCoverage } from '../../../../shared/data/coverage.ts';
import type { ImportSource } from '../../../../shared/model/document.ts';
import { daysIn, mergeSpans, type DaySpan } from '../../../../shared/units/daySpans.ts';
import { count } from '../../../../shared/units/format.ts';
import { dayIndex } from '../../../../shared/units/months.ts';
import type { TimelineRow } from '../../../components/Timeline.tsx';
import type { InspectorTarget } from '../../../state/inspector.ts';
import { coverageBars, type CoverageBar } from './coverageBars.ts';
import { daysText, missingText, spanName, uncoveredText } from './sentences.ts';

/** A file that counts, with what it covers; null where the data does not hold it. */
export type CoveredSource = { readonly source: ImportSource; readonly coverage: SourceCoverage | null };

/** What the inspector shows of a bar: its rows. */
function barTarget({ source }: CoveredSource, bar: CoverageBar, timezone: string): InspectorTarget {
  return {
    title: `${source.file}, ${spanName(bar)}`,
    value: bar.rows === 1 ? '1 row' : `${count(bar.rows)} rows`,
    formula:
      bar.look === 'broken'
        ? 'All rows that count of this file in a time in which days with and without rows change often.'
        : 'All rows that count of this file on these days. There is no day without a row between them.',
    lines: [
      { label: 'Days', value: bar.label },
      { label: 'Recognised as', value: source.format },
      { label: 'Days begin in', value: timezone },
    ],
    findings: [],
    rows: { where: {}, from: bar.rowsFrom, to: bar.rowsTo, importId: source.importId },
  };
}

export const axisOf = ({ from, to }: DaySpan) => ({ from: dayIndex(from), to: dayIndex(to) });

const drawn = (bar: CoverageBar) => ({
  ...axisOf(bar),
  look: bar.look,
  label: bar.label,
  parts: bar.parts.map((part) => ({ ...axisOf(part), look: part.look })),
});

/** A source's line of the calendar. */
export function timelineRow(
  one: CoveredSource,
  window: DaySpan,
  timezone: string,
  inspect: (target: InspectorTarget) => void,
): TimelineRow {
  const { source, coverage } = one;
  const runs = coverage?.runs ?? [];
  return {
    key: String(source.importId),
    title: source.file,
    note: source.format,
    text: runs.length === 0 ? 'No row that has a day' : missingText(coverage?.missing ?? []),
    bars: () =>
      coverageBars(runs, window).map((bar) =>
        bar.look === 'gap'
          ? drawn(bar)
          : {
              ...drawn(bar),
              onOpen: () => {
                inspect(barTarget(one, bar, timezone));
              },
            },
      ),
  };
}

/** The line of all sources together: where it has a gap, no source covers the day. */
export function lastRow(
  sources: readonly SourceCoverage[],
  uncovered: readonly DaySpan[],
  window: DaySpan | null,
): TimelineRow {
  const counting = countingRuns(sources);
  return {
    key: 'all',
    title: 'All sources',
    note: daysText(mergeSpans(counting).reduce((sum, span) => sum + daysIn(span), 0)),
    text: uncoveredText(uncovered),
    bars: () => (window === null ? [] : coverageBars(counting, window).map(drawn)),
  };
}
