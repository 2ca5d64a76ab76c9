import { describe, expect, it } from 'vitest';
import { forecastDocument } from '../../shared/forecast/documents.ts';
import { seriesRowsOf, type SeriesRow } from '../../shared/forecast/rows/csv.ts';
import { formatDate, parseDate } from '../../shared/forecast/rows/dates.ts';
import { readSeries } from '../../shared/forecast/rows/readSeries.ts';

/** Rows of series `s` from line 2 on, with y = 1, 2, 3, ... */
const rowsOf = (...dates: string[]): SeriesRow[] =>
  dates.map((ds, index) => ({ line: index + 2, series: 's', ds, y: String(index + 1) }));
const refusalOf = (rows: readonly SeriesRow[]) => {
  const [refusal] = readSeries(rows).refusals;
  return refusal === undefined ? 'accepted' : [refusal.reason, ...refusal.lines];
};
const oneOf = (...dates: string[]) => {
  const [one] = readSeries(rowsOf(...dates)).series;
  if (one === undefined) throw new Error('refused');
  return { ...one, next: [one.dateAt(one.values.length), one.dateAt(one.values.length + 1)] };
};

describe('the CSV text', () => {
  it('has its columns in any order, quotes, a byte order mark and any line ends', () => {
    const read = seriesRowsOf(
      '\uFEFFDs,other,Y,series\r\n2026-01-01,x,"1","team ""A"", EU"\r\n\r\n2026-01-02,"a\nb",2,b\n',
    );
    expect(read).toEqual({
      rows: [
        { line: 2, series: 'team "A", EU', ds: '2026-01-01', y: '1' },
        { line: 4, series: 'b', ds: '2026-01-02', y: '2' },
      ],
    });
  });
  it('is refused without its columns or with a short line', () => {
    expect(seriesRowsOf('id,date,value\na,2026-01-01,1')).toMatchObject({ refused: { line: 1 } });
    expect(seriesRowsOf('series,ds,y\na,2026-01-01,1\na,2026-01-02')).toMatchObject({ refused: { line: 3 } });
    expect(seriesRowsOf('')).toMatchObject({ refused: { line: 1 } });
  });
  it('with a header only has no rows', () => {
    expect(seriesRowsOf('series,ds,y\n')).toEqual({ rows: [] });
  });
});

describe('dates', () => {
  it.each([
    ['2026', '2026-01-01T00:00:00.000Z'],
    ['2026-03', '2026-03-01T00:00:00.000Z'],
    ['2026-03-09', '2026-03-09T00:00:00.000Z'],
    ['2026-03-09T14', '2026-03-09T14:00:00.000Z'],
    ['2026-03-09 14:30', '2026-03-09T14:30:00.000Z'],
    ['2026-03-09T14:30:15Z', '2026-03-09T14:30:15.000Z'],
    ['2026-03-09T14:30:15.250+02:00', '2026-03-09T12:30:15.000Z'],
    ['2026-03-09T14:30:00-0130', '2026-03-09T16:00:00.000Z'],
  ])('%s is %s', (text, moment) => {
    expect(new Date(parseDate(text)?.time ?? NaN).toISOString()).toBe(moment);
  });
  it.each(['2026-02-30', '2026-13', '2026-01-01T24:00', '09.03.2026', '3/9/2026', 'today', '', '26-01-01', '2026-1-1'])(
    '%s is none',
    (text) => {
      expect(parseDate(text)).toBeNull();
    },
  );
  it('are written as they were read', () => {
    for (const text of ['2026', '2026-03', '2026-03-09', '2026-03-09T14', '2026-03-09 14:30', '2026-03-09T14:30:15Z']) {
      const date = parseDate(text);
      expect(date === null ? null : formatDate(date.time, date.style)).toBe(text);
    }
  });
});

describe('the spacing', () => {
  it.each([
    ['hourly', ['2026-01-01T22:00:00Z', '2026-01-01T23:00:00Z'], ['2026-01-02T00:00:00Z', '2026-01-02T01:00:00Z']],
    ['daily', ['2026-02-27', '2026-02-28'], ['2026-03-01', '2026-03-02']],
    ['weekly', ['2026-01-05', '2026-01-12', '2026-01-19'], ['2026-01-26', '2026-02-02']],
    ['monthly', ['2026-01', '2026-02', '2026-03'], ['2026-04', '2026-05']],
    ['monthly', ['2025-12-15', '2026-01-15'], ['2026-02-15', '2026-03-15']],
    ['monthly', ['2026-01-31', '2026-02-28', '2026-03-31'], ['2026-04-30', '2026-05-31']],
    ['monthly', ['2026-01-30', '2026-02-28', '2026-03-30'], ['2026-04-30', '2026-05-30']],
    ['yearly', ['2024', '2025', '2026'], ['2027', '2028']],
    ['yearly', ['2024-02-29', '2025-02-28'], ['2026-02-28', '2027-02-28']],
  ] as const)('of %s dates gives the next ones', (frequency, dates, next) => {
    const one = oneOf(...dates);
    expect(one.frequency).toBe(frequency);
    expect(one.next).toEqual(next);
  });
  it.each([
    ['2026', 'yearly'],
    ['2026-01', 'monthly'],
    ['2026-01-01', 'daily'],
    ['2026-01-01T00:00:00Z', 'daily'],
    ['2026-01-01T05:00:00Z', 'hourly'],
  ])('of the single date %s is %s', (date, frequency) => {
    expect(oneOf(date).frequency).toBe(frequency);
  });
  it('turns missing dates and empty values into gaps', () => {
    const [one] = readSeries([
      ...rowsOf('2026-01-01', '2026-01-02', '2026-01-04', '2026-01-05'),
      { line: 6, series: 's', ds: '2026-01-06', y: '' },
    ]).series;
    expect(one?.values).toEqual([1, 2, null, 3, 4, null]);
  });
  it('knows business days from gaps: five in a row, two missing', () => {
    const days = Array.from({ length: 28 }, (_, day) => day).filter((day) => day % 7 < 5);
    const one = oneOf(...days.map((day) => new Date(Date.UTC(2026, 0, 5 + day)).toISOString().slice(0, 10)));
    expect([one.frequency, one.values.filter((value) => value === null).length]).toEqual(['daily', 6]);
  });
});

describe('what is refused, with its lines', () => {
  it('a date that is none', () => {
    expect(refusalOf(rowsOf('2026-01-01', 'soon'))).toEqual(['not-a-date', 3]);
  });
  it.each(['n/a', '1,000', '12 tokens', 'NaN', 'Infinity', '0x10', '1e999'])('%s where a number belongs', (y) => {
    const [first, ...others] = rowsOf('2026-01-01', '2026-01-02', '2026-01-03');
    expect(refusalOf([...(first === undefined ? [] : [{ ...first, y }]), ...others])).toEqual(['not-a-number', 2]);
  });
  it.each(['1', '-2.5', '+3', '.5', '4.', '6e-7'])('but not the number %s', (y) => {
    expect(refusalOf([{ line: 2, series: 's', ds: '2026-01-01', y }])).toBe('accepted');
  });
  it('a date that comes twice, sorted or not', () => {
    expect(refusalOf(rowsOf('2026-01-01', '2026-01-02', '2026-01-02'))).toEqual(['duplicate-date', 3, 4]);
    expect(refusalOf(rowsOf('2026-01-01', '2026-01-02', '2026-01-01'))).toEqual(['duplicate-date', 2, 4]);
  });
  it('dates out of order', () => {
    expect(refusalOf(rowsOf('2026-01-01', '2026-01-03', '2026-01-02'))).toEqual(['unsorted-dates', 3, 4]);
  });
  it('days that turn into months', () => {
    const days = Array.from({ length: 12 }, (_, day) => `2026-01-${String(day + 1).padStart(2, '0')}`);
    expect(refusalOf(rowsOf(...days, '2026-02-12', '2026-03-12', '2026-04-12'))).toEqual(['mixed-frequency', 13, 14]);
  });
  it('hours that turn into days', () => {
    const hours = Array.from({ length: 12 }, (_, hour) => `2026-01-01T${String(hour).padStart(2, '0')}:00:00Z`);
    const days = ['2026-01-02T11:00:00Z', '2026-01-03T11:00:00Z', '2026-01-04T11:00:00Z'];
    expect(refusalOf(rowsOf(...hours, ...days))).toEqual(['mixed-frequency', 13, 14]);
  });
  it('dates that keep no spacing', () => {
    expect(refusalOf(rowsOf('2026-01-01', '2026-01-04', '2026-01-11', '2026-02-02'))).toEqual([
      'mixed-frequency',
      2,
      3,
    ]);
    expect(refusalOf(rowsOf('2026-01-01T00:00', '2026-01-01T00:20', '2026-01-01T00:40'))).toEqual([
      'mixed-frequency',
      2,
      3,
    ]);
  });
  it('a mistyped year', () => {
    expect(refusalOf(rowsOf('2026-01-01', '2026-01-02', '2026-01-03', '9026-01-04'))).toEqual([
      'mixed-frequency',
      4,
      5,
    ]);
  });
  it('only the series that is wrong, and says which', () => {
    const read = readSeries([...rowsOf('2026-01-01', '2026-01-02'), { line: 9, series: 'other', ds: 'x', y: '1' }]);
    expect(read.series.map(({ id }) => id)).toEqual(['s']);
    expect(read.refusals).toEqual([
      { series: 'other', reason: 'not-a-date', lines: [9], message: 'Series "other", line 9: "x" is not a date' },
    ]);
  });
});

describe('the document of the command line', () => {
  it('has the fields of the contract', () => {
    const document = forecastDocument(rowsOf('2026-01-29', '2026-01-30', '2026-01-31'), {
      horizon: 2,
      levels: [80, 95],
    });
    expect(document.refusals).toEqual([]);
    const [series] = document.series;
    expect(Object.keys(series ?? {})).toEqual(['id', 'method', 'reasons', 'ds', 'point', 'intervals', 'findings']);
    expect(series?.ds).toEqual(['2026-02-01', '2026-02-02']);
    expect(series?.point).toEqual([3, 3]);
    expect(series?.intervals.map(({ level, lower, upper }) => [level, lower.length, upper.length])).toEqual([
      [80, 2, 2],
      [95, 2, 2],
    ]);
    expect(series?.findings.map(({ code }) => code)).toEqual(['short-history']);
  });
});
