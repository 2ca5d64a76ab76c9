import { describe, expect, it } from 'vitest';
import type { CoveredRun } from '../../shared/data/coverage.ts';
import { gapsBetween, mergeSpans, withoutSpans, type DaySpan } from '../../shared/units/daySpans.ts';
import { addDays, type Day } from '../../shared/units/months.ts';
import { coverageBars } from '../../renderer/views/data/calendar/coverageBars.ts';
import { missingText, spanName, summaryText, uncoveredText } from '../../renderer/views/data/calendar/sentences.ts';
import { ticksOf } from '../../renderer/views/data/calendar/ticks.ts';

/** From a day up to another, which is not in it. */
const span = (from: string, to: string): DaySpan => ({ from: from as Day, to: to as Day });
const run = (from: string, to: string, kind: CoveredRun['kind'] = 'daily', rows = 1): CoveredRun => ({
  ...span(from, to),
  kind,
  rows,
  rowsFrom: `${from}T00:00:00`,
  rowsTo: `${to}T00:00:00`,
});

describe('spans of days', () => {
  it('makes those that touch or overlap one', () => {
    expect(
      mergeSpans([
        span('2026-05-10', '2026-05-12'),
        span('2026-05-01', '2026-05-03'),
        span('2026-05-03', '2026-05-05'),
        span('2026-05-10', '2026-05-11'),
      ]),
    ).toEqual([span('2026-05-01', '2026-05-05'), span('2026-05-10', '2026-05-12')]);
    expect(mergeSpans([])).toEqual([]);
  });

  it('finds what lies between them', () => {
    expect(gapsBetween([span('2026-05-01', '2026-05-05'), span('2026-05-10', '2026-05-12')])).toEqual([
      span('2026-05-05', '2026-05-10'),
    ]);
    expect(gapsBetween([])).toEqual([]);
  });

  it('takes others out of them', () => {
    const month = [span('2026-05-01', '2026-06-01'), span('2026-07-01', '2026-07-05')];
    expect(withoutSpans(month, [])).toEqual(month);
    expect(
      withoutSpans(month, [
        span('2026-04-20', '2026-05-03'),
        span('2026-05-10', '2026-05-11'),
        // from one span into the next
        span('2026-05-30', '2026-07-02'),
      ]),
    ).toEqual([span('2026-05-03', '2026-05-10'), span('2026-05-11', '2026-05-30'), span('2026-07-02', '2026-07-05')]);
    expect(withoutSpans(month, [span('2026-01-01', '2027-01-01')])).toEqual([]);
  });
});

describe('what is missing, in words', () => {
  it.each([
    [span('2026-05-04', '2026-05-05'), '4 May 2026'],
    [span('2026-05-04', '2026-05-07'), '4 to 6 May 2026'],
    [span('2026-04-30', '2026-05-03'), '30 Apr to 2 May 2026'],
    [span('2025-12-30', '2026-01-03'), '30 Dec 2025 to 2 Jan 2026'],
    // a whole month, and the leap day
    [span('2026-05-01', '2026-06-01'), '1 to 31 May 2026'],
    [span('2024-02-29', '2024-03-01'), '29 Feb 2024'],
  ])('names %j', (days, name) => {
    expect(spanName(days)).toBe(name);
  });

  const week = span('2026-05-04', '2026-05-07');
  const day = span('2026-05-09', '2026-05-10');
  it('counts the days and names the gaps, the first three of many', () => {
    expect(missingText([])).toBe('No day missing');
    expect(missingText([day])).toBe('1 day missing: 9 May 2026');
    expect(missingText([week])).toBe('3 days missing: 4 to 6 May 2026');
    expect(missingText([week, day])).toBe('4 days missing: 4 to 6 May and 9 May 2026');
    const later = [12, 14, 16].map((date) => span(`2026-05-${String(date)}`, `2026-05-${String(date + 1)}`));
    expect(missingText([week, day, ...later.slice(0, 2)])).toBe(
      '6 days missing: 4 to 6 May, 9 May, 12 May 2026 and 1 more gap',
    );
    expect(missingText([week, day, ...later])).toBe('7 days missing: 4 to 6 May, 9 May, 12 May 2026 and 2 more gaps');
  });

  it('names the year once for the gaps of a year', () => {
    expect(
      missingText([
        span('2025-12-01', '2025-12-02'),
        span('2025-12-31', '2026-01-02'),
        span('2026-02-01', '2026-02-02'),
      ]),
    ).toBe('4 days missing: 1 Dec 2025, 31 Dec 2025 to 1 Jan 2026 and 1 Feb 2026');
  });

  it('says which days no source covers', () => {
    expect(uncoveredText([])).toBe('Each day is covered by at least one source');
    expect(uncoveredText([week, day])).toBe('No source covers 4 days: 4 to 6 May and 9 May 2026');
  });

  it('sums up', () => {
    expect(summaryText([[], [week], [day]], [day])).toBe('2 of 3 sources have missing days; 1 day is covered by none.');
    expect(summaryText([[week]], [week])).toBe('1 of 1 source has missing days; 3 days are covered by none.');
    expect(summaryText([[], []], [])).toBe(
      'No day is missing within the time of any of the 2 sources; no day is covered by none.',
    );
  });
});

describe('the bars of a source', () => {
  const may = span('2026-05-01', '2026-06-01');
  const shown = (runs: readonly CoveredRun[], window: DaySpan) =>
    coverageBars(runs, window).map(({ look, label }) => `${look} ${label}`);

  it('are its runs and the gaps between them', () => {
    expect(shown([run('2026-05-01', '2026-05-04', 'daily', 1200), run('2026-05-07', '2026-05-08')], may)).toEqual([
      'run 1 to 3 May 2026: 3 days, 1,200 rows',
      'gap 4 to 6 May 2026: 3 days missing',
      'run 7 May 2026: 1 day, 1 row',
    ]);
  });

  it('tell days that only longer rows know, and those that are replaced', () => {
    const [bar, ...others] = coverageBars(
      [
        run('2026-05-01', '2026-05-21', 'coarse', 2),
        run('2026-05-05', '2026-05-08', 'daily', 3),
        run('2026-05-20', '2026-05-24', 'replaced', 0),
      ],
      may,
    );
    expect(others).toEqual([]);
    // 20 days by longer rows of which 3 are known by the day; of 4 replaced days one counts by a longer row
    expect(bar).toMatchObject({
      label:
        '1 to 23 May 2026: 23 days, 5 rows; 17 days known only by a longer period; 3 days replaced by another file',
      rows: 5,
      rowsFrom: '2026-05-01T00:00:00',
      rowsTo: '2026-05-24T00:00:00',
    });
    expect(bar?.parts.map(({ from, to, look }) => `${look} ${from} ${to}`)).toEqual([
      'coarse 2026-05-01 2026-05-05',
      'coarse 2026-05-08 2026-05-21',
      'replaced 2026-05-21 2026-05-24',
    ]);
  });

  it('that lie outside the window are left out', () => {
    const runs = [run('2026-01-01', '2026-01-05'), run('2026-04-20', '2026-05-03'), run('2026-05-30', '2026-06-20')];
    expect(shown(runs, may)).toEqual([
      'run 20 Apr to 2 May 2026: 13 days, 1 row',
      'gap 3 to 29 May 2026: 27 days missing',
      'run 30 May to 19 Jun 2026: 21 days, 1 row',
    ]);
  });

  /** Monday to Friday of so many weeks from 1 January 2024, a Monday. */
  const weekdays = (weeks: number): readonly CoveredRun[] =>
    Array.from({ length: weeks }, (_, week) => addDays('2024-01-01' as Day, week * 7)).map((monday) =>
      run(monday, addDays(monday, 5)),
    );

  it('are drawn one by one while they can be seen', () => {
    // 52 weeks: 52 runs and 51 weekends
    const runs = weekdays(52);
    expect(coverageBars(runs, span('2024-01-01', '2024-12-28'))).toHaveLength(103);
  });

  it('become one broken bar where days change too often to be drawn', () => {
    // 522 weeks are 3,654 days, of which a two hundredth is 18: between the first and the last week all is short
    const runs = weekdays(522);
    expect(shown(runs, { from: runs[0]?.from ?? ('' as Day), to: runs.at(-1)?.to ?? ('' as Day) })).toEqual([
      'run 1 to 5 Jan 2024: 5 days, 1 row',
      'broken 6 Jan 2024 to 25 Dec 2033: 1,042 days missing in 521 gaps, 520 rows',
      'run 26 to 30 Dec 2033: 5 days, 1 row',
    ]);
  });

  it('keep a long gap apart from what is broken beside it', () => {
    const runs = [...weekdays(522), run('2034-06-01', '2034-06-02'), run('2034-12-01', '2035-06-01')];
    expect(coverageBars(runs, span('2024-01-01', '2035-06-01')).map(({ look }) => look)).toEqual([
      'run',
      'broken',
      'run',
      'gap',
      'run',
      'gap',
      'run',
    ]);
  });
});

describe('the marks of the time axis', () => {
  const labels = (window: DaySpan) => ticksOf(window).map(({ label }) => label);

  it('are days, weeks or months', () => {
    expect(labels(span('2026-04-30', '2026-05-03'))).toEqual(['30 Apr 2026', '1 May 2026', '2 May']);
    expect(labels(span('2026-05-01', '2026-06-01'))).toEqual(['1 May 2026', '8 May', '15 May', '22 May', '29 May']);
    expect(labels(span('2025-11-10', '2026-03-02'))).toEqual(['Dec 2025', 'Jan 2026', 'Feb', 'Mar']);
  });

  it('are never more than twelve', () => {
    // 36 months by the quarter
    expect(labels(span('2024-01-01', '2027-01-01')).slice(0, 5)).toEqual(['Jan 2024', 'Apr', 'Jul', 'Oct', 'Jan 2025']);
    // by the half year, from the first that begins within
    expect(labels(span('2023-01-03', '2026-05-01'))).toEqual([
      'Jul 2023',
      'Jan 2024',
      'Jul',
      'Jan 2025',
      'Jul',
      'Jan 2026',
    ]);
    expect(labels(span('1990-01-01', '2027-01-01')).length).toBeLessThanOrEqual(12);
  });
});
