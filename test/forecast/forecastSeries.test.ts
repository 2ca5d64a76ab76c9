import { describe, expect, it } from 'vitest';
import type { TimeSeries } from '../../shared/forecast/forecast.ts';
import { forecastSeries } from '../../shared/forecast/forecastSeries.ts';
import { faultsOf, noise, startLibrary, uniform, weekdaySeries } from './support.ts';

const library = startLibrary();
const daily = (values: TimeSeries['values']): TimeSeries => ({ id: 's', frequency: 'daily', values });
const codesOf = (findings: readonly { readonly code: string }[]) => findings.map(({ code }) => code);

describe('a daily series with quiet weekends', () => {
  // Weekdays 1000 x 1.2 = 1200, weekends 1000 x 0.5 = 500. Day 0 is a Monday and 140 is a whole number of weeks.
  const forecast = forecastSeries(daily(weekdaySeries(140, 5)), { horizon: 14, library });

  it('keeps the weekday rhythm', () => {
    for (const [step, value] of forecast.point.entries()) {
      const expected = step % 7 < 5 ? 1200 : 500;
      expect(Math.abs(value / expected - 1), `step ${String(step)}`).toBeLessThan(0.08);
    }
  });
  it('says how it was made', () => {
    expect(forecast.method).toBe('Middle of 6 trend methods, rhythm by weekday');
    expect(forecast.reasons.join(' ')).toContain('exponential smoothing');
    expect(forecast.reasons.join(' ')).toMatch(/rhythm by weekday is in the data and believed to (9\d|100|>\s99)\s%/);
    expect(forecast.library).toBe('used');
    expect(forecast.findings).toEqual([]);
  });
  it('gives 50, 80 and 95 % bands about as wide as 10 % noise asks for', () => {
    expect(forecast.intervals.map(({ level }) => level)).toEqual([50, 80, 95]);
    // 80 % of normal noise of 10 % lies within 1.28 x 10 % = 12.8 % to each side.
    const [, eighty] = forecast.intervals;
    const width = ((eighty?.upper[0] ?? NaN) - (eighty?.lower[0] ?? NaN)) / (forecast.point[0] ?? NaN) / 2;
    expect(width).toBeGreaterThan(0.1);
    expect(width).toBeLessThan(0.22);
    expect(forecast.sigmaByStep[0]).toBeGreaterThan(0.08);
    expect(forecast.sigmaByStep[0]).toBeLessThan(0.18);
  });
});

describe('too little history', () => {
  it('carries the last value on, times and divided by 2 at 80 %', () => {
    const forecast = forecastSeries(daily([8, 12, 10]), { horizon: 3, library });
    expect(forecast.point).toEqual([10, 10, 10]);
    const [fifty, eighty, ninetyFive] = forecast.intervals;
    expect(eighty?.lower[2]).toBeCloseTo(5, 6);
    expect(eighty?.upper[2]).toBeCloseTo(20, 6);
    // Normal quantiles: 0.674 / 1.282 = 0.526 and 1.960 / 1.282 = 1.529 of that width in logarithms.
    expect(fifty?.upper[0]).toBeCloseTo(10 * 2 ** 0.526, 1);
    expect(ninetyFive?.upper[0]).toBeCloseTo(10 * 2 ** 1.529, 1);
    // ln 2 / 1.2816 = 0.5409
    expect(forecast.sigmaByStep[0]).toBeCloseTo(0.5409, 4);
    expect(codesOf(forecast.findings)).toEqual(['short-history']);
    expect(forecast.method).toBe('Last value');
  });
  it('holds from 1 to 6 values after the launch, and no longer at 7', () => {
    const codes = (length: number) =>
      codesOf(forecastSeries(daily([0, 0, ...weekdaySeries(length, 1)]), { horizon: 3, library }).findings);
    expect(codes(1)).toContain('short-history');
    expect(codes(6)).toContain('short-history');
    expect(codes(7)).not.toContain('short-history');
  });
  it('a last value of 0 has a band up to the largest value seen', () => {
    const [interval] = forecastSeries(daily([3, 9, 0]), { horizon: 1, levels: [80] }).intervals;
    expect([interval?.lower[0], interval?.upper[0]]).toEqual([0, 9]);
  });
});

describe('a series that needs care', () => {
  const next = noise(21);
  it('a partial last day is left out when the caller says so', () => {
    const values = weekdaySeries(90, 7);
    const cut = [...values.slice(0, -1), (values.at(-1) ?? 0) * 0.1];
    const whole = forecastSeries(daily(values.slice(0, -1).concat(NaN)), { horizon: 7, library });
    const marked = forecastSeries(daily(cut), { horizon: 7, library, isLastPartial: true });
    expect(marked.point).toEqual(whole.point);
    expect(codesOf(marked.findings)).toEqual(['partial-period']);
  });
  it('a last day far below its usual value is left out and named', () => {
    const values = weekdaySeries(90, 7);
    const cut = [...values.slice(0, -1), (values.at(-1) ?? 0) * 0.1];
    const forecast = forecastSeries(daily(cut), { horizon: 7, library });
    expect(codesOf(forecast.findings)).toEqual(['partial-period']);
    expect(forecast.findings[0]?.message).toMatch(/The last day lies (89|9\d)\s% below its usual value/);
    expect(forecast.outliers).toEqual([89]);
  });
  it('gaps are filled and counted', () => {
    const values = weekdaySeries(91, 8).map((value, day) => (day % 11 === 3 ? null : value));
    const forecast = forecastSeries(daily(values), { horizon: 7, library });
    expect(forecast.reasons.join(' ')).toContain('Gaps filled with the usual value: 8.');
    expect(forecast.point[0]).toBeGreaterThan(1000);
  });
  it('irregular use has its mean as forecast and its own quantiles as bands', () => {
    const draw = uniform(31);
    const values = Array.from({ length: 120 }, () => (draw() < 0.4 ? 100 : 0));
    const forecast = forecastSeries(daily(values), { horizon: 5, levels: [80], library });
    expect(forecast.method).toBe('Smoothed mean of irregular use');
    expect(forecast.point[0]).toBeGreaterThan(20);
    expect(forecast.point[0]).toBeLessThan(60);
    expect([forecast.intervals[0]?.lower[0], forecast.intervals[0]?.upper[0]]).toEqual([0, 100]);
  });
  it('quiet nights and weekends of an hourly series are a rhythm, not irregular use', () => {
    const values = Array.from({ length: 24 * 7 * 5 }, (_, hour) => {
      const isWorking = hour % 24 >= 8 && hour % 24 < 18 && Math.floor(hour / 24) % 7 < 5;
      return isWorking ? 500 * Math.exp(0.1 * next()) : 0;
    });
    const { point, method } = forecastSeries({ id: 's', frequency: 'hourly', values }, { horizon: 168, library });
    expect(method).toContain('rhythm by hour of the day');
    expect(point[12]).toBeGreaterThan(400); // Monday noon
    expect(point[12]).toBeLessThan(600);
    expect(point[3]).toBe(0); // Monday night
    expect(point[5 * 24 + 12]).toBeLessThan(5); // Saturday noon
  });
  it('says when it looks further ahead than back', () => {
    const forecast = forecastSeries(daily(weekdaySeries(30, 9)), { horizon: 31, library });
    expect(codesOf(forecast.findings)).toEqual(['extrapolated']);
  });
});

describe('other frequencies', () => {
  const next = noise(41);
  it('15 months of billing: the yearly rhythm counts for a third only', () => {
    const values = Array.from({ length: 15 }, (_, month) => 1000 * (month % 12 === 11 ? 2 : 1));
    const { point } = forecastSeries({ id: 's', frequency: 'monthly', values }, { horizon: 12, library });
    expect(point[8]).toBeGreaterThan((point[7] ?? NaN) * 1.15);
    expect(point[8]).toBeLessThan((point[7] ?? NaN) * 1.5);
  });
  it('four years of months: December is December', () => {
    const values = Array.from(
      { length: 48 },
      (_, month) => 1000 * (month % 12 === 11 ? 2 : 1) * Math.exp(0.03 * next()),
    );
    const { point } = forecastSeries({ id: 's', frequency: 'monthly', values }, { horizon: 12, library });
    expect(point[11]).toBeGreaterThan(1800);
    expect(point[5]).toBeLessThan(1150);
  });
  it('a step of growth every year goes on, and fades', () => {
    const values = Array.from({ length: 12 }, (_, year) => 100 + 10 * year);
    const { point } = forecastSeries({ id: 's', frequency: 'yearly', values }, { horizon: 5, library });
    expect(point[0]).toBeGreaterThan(213);
    expect(point[4]).toBeGreaterThan(230);
    expect(point[4]).toBeLessThan(262);
  });
  it('growth of 10 % a month for two years is not carried on for ever', () => {
    const values = Array.from({ length: 24 }, (_, month) => 100 * 1.1 ** month);
    const { point } = forecastSeries({ id: 's', frequency: 'monthly', values }, { horizon: 60, library });
    const last = values.at(-1) ?? NaN;
    expect(point[11]).toBeGreaterThan(last * 1.3);
    expect(point[59]).toBeLessThan(last * 1.1 ** 24);
  });
  it('weeks: three years of a yearly rhythm', () => {
    const values = Array.from(
      { length: 157 },
      (_, week) => 1000 * (1 + 0.5 * Math.sin((2 * Math.PI * week) / 52.1775)),
    );
    const { point } = forecastSeries({ id: 's', frequency: 'weekly', values }, { horizon: 26, library });
    for (const [step, value] of point.entries()) {
      const expected = 1000 * (1 + 0.5 * Math.sin((2 * Math.PI * (157 + step)) / 52.1775));
      expect(Math.abs(value / expected - 1), `week ${String(step)}`).toBeLessThan(0.15);
    }
  });
});

describe('without the library', () => {
  const values = weekdaySeries(120, 51);
  it('forecasts nearly the same and says so', () => {
    const [withIt, without] = [library, null].map((used) =>
      forecastSeries(daily(values), { horizon: 14, library: used }),
    );
    expect(without?.library).toBe('absent');
    expect(codesOf(without?.findings ?? [])).toEqual(['forecast-fallback']);
    for (const [step, value] of (without?.point ?? []).entries())
      expect(Math.abs(value / (withIt?.point[step] ?? NaN) - 1)).toBeLessThan(0.03);
    expect(without === undefined ? [] : faultsOf(without, 14, true)).toEqual([]);
  });
});
