import type { CoveredRun } from '../../../../shared/data/coverage.ts';
import { daysIn, gapsBetween, mergeSpans, withoutSpans, type DaySpan } from '../../../../shared/units/daySpans.ts';
import { count } from '../../../../shared/units/format.ts';
import { daysText, spanName } from './sentences.ts';

/** Days that only longer rows tell of, or only rows that do not count any more. */
type Part = DaySpan & { readonly look: 'coarse' | 'replaced' };

/** What a source's line shows: days with rows, days without, or a stretch in which both change too often to be drawn. */
export type CoverageBar = DaySpan & {
  readonly look: 'run' | 'gap' | 'broken';
  readonly label: string;
  readonly parts: readonly Part[];
  readonly rows: number;
  /** UTC times between which its rows start; null for a gap. */
  readonly rowsFrom: string | null;
  readonly rowsTo: string | null;
};

/** So many of the shortest things to be drawn fill the line. */
const FINEST = 200;

const ofKind = (runs: readonly CoveredRun[], ...kinds: readonly CoveredRun['kind'][]): readonly DaySpan[] =>
  mergeSpans(runs.filter(({ kind }) => kinds.includes(kind)));
const sumDays = (spans: readonly DaySpan[]): number => spans.reduce((sum, span) => sum + daysIn(span), 0);

function stretchBar(span: DaySpan, runs: readonly CoveredRun[], finest: number): CoverageBar {
  const coarse = withoutSpans(ofKind(runs, 'coarse'), ofKind(runs, 'daily'));
  const replaced = withoutSpans(ofKind(runs, 'replaced'), ofKind(runs, 'daily', 'coarse'));
  const rows = runs.reduce((sum, run) => sum + run.rows, 0);
  const label = [
    `${spanName(span)}: ${daysText(daysIn(span))}, ${rows === 1 ? '1 row' : `${count(rows)} rows`}`,
    ...(coarse.length > 0 ? [`${daysText(sumDays(coarse))} known only by a longer period`] : []),
    ...(replaced.length > 0 ? [`${daysText(sumDays(replaced))} replaced by another file`] : []),
  ].join('; ');
  const parts = [
    ...coarse.map(({ from, to }) => ({ from, to, look: 'coarse' as const })),
    ...replaced.map(({ from, to }) => ({ from, to, look: 'replaced' as const })),
  ].filter((part) => daysIn(part) >= finest);
  return { ...span, look: 'run', label, parts, rows, ...timesOf(runs) };
}

/** ISO times sort as text. */
function timesOf(bars: readonly Pick<CoverageBar, 'rowsFrom' | 'rowsTo'>[]): Pick<CoverageBar, 'rowsFrom' | 'rowsTo'> {
  const known = (times: readonly (string | null)[]) => times.filter((time) => time !== null).sort();
  return {
    rowsFrom: known(bars.map(({ rowsFrom }) => rowsFrom))[0] ?? null,
    rowsTo: known(bars.map(({ rowsTo }) => rowsTo)).at(-1) ?? null,
  };
}

function brokenBar(span: DaySpan, bars: readonly CoverageBar[]): CoverageBar {
  const gaps = bars.filter(({ look }) => look === 'gap');
  const runs = bars.filter(({ look }) => look !== 'gap');
  const rows = runs.reduce((sum, run) => sum + run.rows, 0);
  const label = `${spanName(span)}: ${daysText(sumDays(gaps))} missing in ${count(gaps.length)} gaps, ${count(rows)} rows`;
  return { from: span.from, to: span.to, look: 'broken', label, parts: [], rows, ...timesOf(runs) };
}

/**
 * The bars of one source within a window of days. Where runs and gaps are both shorter than a two hundredth of the window,
 * they become one broken bar, so that a line never has more parts than can be seen.
 *
 * Example: 1 to 3 and 7 May over a month give a run, a gap of three days and a run. Five days of each week over ten years
 * give one broken bar between the first week and the last.
 */
export function coverageBars(runs: readonly CoveredRun[], window: DaySpan): readonly CoverageBar[] {
  const finest = daysIn(window) / FINEST;
  const stretches = mergeSpans(runs);
  const gaps = gapsBetween(stretches);
  const sorted = [...runs].sort((left, right) => (left.from < right.from ? -1 : 1));
  const all: CoverageBar[] = [];
  let at = 0;
  for (const [index, span] of stretches.entries()) {
    const own: CoveredRun[] = [];
    for (let run = sorted[at]; run !== undefined && run.from < span.to; run = sorted[at]) {
      own.push(run);
      at += 1;
    }
    all.push(stretchBar(span, own, finest));
    const gap = gaps[index];
    if (gap === undefined) continue;
    const label = `${spanName(gap)}: ${daysText(daysIn(gap))} missing`;
    all.push({ ...gap, look: 'gap', label, parts: [], rows: 0, rowsFrom: null, rowsTo: null });
  }
  return folded(all, finest).filter(({ from, to }) => from < window.to && to > window.from);
}

/** Runs and gaps stand in turn; a short run goes together with the short gaps on both its sides. */
function folded(bars: readonly CoverageBar[], finest: number): readonly CoverageBar[] {
  const isShort = (index: number): boolean => {
    const bar = bars[index];
    return bar !== undefined && daysIn(bar) < finest;
  };
  const result: CoverageBar[] = [];
  for (let index = 0; index < bars.length; index += 1) {
    let end = index;
    while (isShort(end) && isShort(end + 1) && isShort(end + 2) && bars[end]?.look === 'gap') end += 2;
    const [first, last] = [bars[index], bars[end]];
    if (first === undefined || last === undefined) break;
    result.push(end === index ? first : brokenBar({ from: first.from, to: last.to }, bars.slice(index, end + 1)));
    index = end;
  }
  return result;
}
