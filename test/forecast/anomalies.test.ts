import { describe, expect, it } from 'vitest';
import { anomalyDocument } from '../../shared/forecast/anomalies/documents.ts';
import { findAnomalies } from '../../shared/forecast/anomalies/findAnomalies.ts';
import type { TimeSeries } from '../../shared/forecast/forecast.ts';
import { FREQUENCIES } from '../../shared/forecast/settings.ts';
import { noise, uniform, weekdaySeries } from './support.ts';

const daily = (values: TimeSeries['values']) => findAnomalies({ id: 's', frequency: 'daily', values });
const told = (events: ReturnType<typeof daily>) => events.map(({ step, kind }) => [step, kind]);
const changed = (values: readonly number[], changes: Readonly<Record<number, (value: number) => number>>) =>
  values.map((value, day) => changes[day]?.(value) ?? value);

describe('daily events', () => {
  it('an ordinary series has none', () => {
    expect(daily(weekdaySeries(200, 1))).toEqual([]);
  });
  it('a spike and an outage, with what was usual on that weekday', () => {
    // Day 40 is a Saturday (40 = 5 x 7 + 5): usual 500. Day 60 is a Friday (60 = 8 x 7 + 4): usual 1200.
    const events = daily(changed(weekdaySeries(120, 2), { 40: () => 3000, 60: () => 20 }));
    expect(told(events)).toEqual([
      [40, 'spike'],
      [60, 'dip'],
    ]);
    expect(events[0]?.value).toBe(3000);
    expect(Math.abs((events[0]?.expected ?? NaN) / 500 - 1)).toBeLessThan(0.15);
    expect(Math.abs((events[1]?.expected ?? NaN) / 1200 - 1)).toBeLessThan(0.15);
    expect(events.every(({ score }) => score >= 7)).toBe(true);
  });
  it('a spike of three days is told on each of them', () => {
    const events = daily(
      changed(weekdaySeries(120, 3), { 50: (day) => day * 5, 51: (day) => day * 5, 52: (day) => day * 5 }),
    );
    expect(told(events)).toEqual([50, 51, 52].map((step) => [step, 'spike']));
  });
  it('a new level is told once, on its first day, against the old level', () => {
    const events = daily(weekdaySeries(140, 4).map((value, day) => (day < 70 ? value : value * 3)));
    expect(told(events)).toEqual([[70, 'level-shift']]);
    // Day 70 is a Monday: 1200 before, 3600 after.
    expect(Math.abs((events[0]?.expected ?? NaN) / 1200 - 1)).toBeLessThan(0.15);
    expect(Math.abs((events[0]?.value ?? NaN) / 3600 - 1)).toBeLessThan(0.4);
  });
  it('steady growth is no event', () => {
    expect(daily(weekdaySeries(200, 5).map((value, day) => value * Math.exp(0.01 * day)))).toEqual([]);
  });
  it('nothing is told in the first 14 days', () => {
    const spiked = (day: number) => told(daily(changed(weekdaySeries(120, 6), { [day]: (value) => value * 9 })));
    expect(spiked(13)).toEqual([]);
    expect(spiked(14)).toEqual([[14, 'spike']]);
  });
  it('zeros before a launch count as history, and the launch itself is no event', () => {
    const values = weekdaySeries(120, 7).map((value, day) => (day < 40 ? 0 : value));
    expect(daily(values)).toEqual([]);
    expect(told(daily(changed(values, { 90: (value) => value * 9 })))).toEqual([[90, 'spike']]);
  });
  it('irregular use has spikes only far above the usual amount, and no dips', () => {
    const draw = uniform(8);
    const values = Array.from({ length: 120 }, (_, day) => (day === 80 ? 5000 : draw() < 0.4 ? 100 : 0));
    expect(told(daily(values))).toEqual([[80, 'spike']]);
  });
  it('money given back among amounts is searched on a plain scale', () => {
    const next = noise(9);
    const values = Array.from({ length: 90 }, (_, day) => (day === 45 ? 900 : next() * 20));
    expect(told(daily(values))).toEqual([[45, 'spike']]);
  });
});

describe('hourly events', () => {
  const next = noise(10);
  const hours = Array.from(
    { length: 24 * 40 },
    (_, hour) => (hour % 24 >= 8 && hour % 24 < 18 ? 500 : 50) * Math.exp(0.1 * next()),
  );
  const hourly = (values: readonly number[]) => told(findAnomalies({ id: 's', frequency: 'hourly', values }));
  it('an ordinary month has none', () => {
    expect(hourly(hours)).toEqual([]);
  });
  it('of a burst only the highest hour is told: one call in 100 hours', () => {
    const burst = { 700: () => 6000, 702: () => 9000, 705: () => 7000, 801: () => 8000, 802: () => 8500 };
    // 700, 705 and 801 lie within 100 hours of 702, the highest; 802 lies 100 hours from it.
    expect(hourly(changed(hours, burst))).toEqual([
      [702, 'spike'],
      [802, 'spike'],
    ]);
  });
  it('nothing is told in the first 15 % of two weeks', () => {
    const twoWeeks = hours.slice(0, 336);
    // 15 % of 336 is 50.4.
    expect(hourly(changed(twoWeeks, { 40: () => 9000 }))).toEqual([]);
    expect(hourly(changed(twoWeeks, { 200: () => 9000 }))).toEqual([[200, 'spike']]);
  });
});

describe('any values', () => {
  it.each(FREQUENCIES)('%s: hostile values are no reason to throw', (frequency) => {
    const days = weekdaySeries(90, 11);
    const hostile: readonly TimeSeries['values'][] = [
      [],
      [1],
      days.map(() => 0),
      days.map(() => NaN),
      days.map(() => 7),
      days.map((value) => -value),
      days.map((value) => value * 1e-15),
      days.map((value) => value * 1e15),
      days.map(() => Number.MAX_VALUE),
      days.map((value, day) => (day > 20 && day < 66 ? null : value)),
      days.map((_, day) => (day % 2) * 1e12),
    ];
    for (const values of hostile)
      for (const event of findAnomalies({ id: 's', frequency, values })) {
        expect(Number.isFinite(event.value) && Number.isFinite(event.expected)).toBe(true);
        expect(Number.isInteger(event.step) && event.step < values.length).toBe(true);
      }
  });
  it('does not depend on the unit', () => {
    const values = changed(weekdaySeries(120, 12), { 60: (value) => value * 6 });
    expect(told(daily(values.map((value) => value * 1e-9)))).toEqual(told(daily(values)));
  });
});

describe('the document of the command line', () => {
  const rows = changed(weekdaySeries(60, 13), { 45: () => 9000 }).map((y, day) => ({
    line: day + 2,
    series: 's1',
    ds: new Date(Date.UTC(2026, 0, 5 + day)).toISOString().slice(0, 10),
    y: String(y),
  }));
  it('has the fields of the contract', () => {
    const { series, refusals } = anomalyDocument(rows);
    expect(refusals).toEqual([]);
    expect(series.map(({ id }) => id)).toEqual(['s1']);
    const [event] = series[0]?.events ?? [];
    // 5 January + 45 days = 19 February.
    expect([event?.ds, event?.kind, event?.value]).toEqual(['2026-02-19', 'spike', 9000]);
    expect(Object.keys(event ?? {})).toEqual(['ds', 'kind', 'value', 'expected', 'score']);
  });
  it('refuses what is no number, with its line', () => {
    const { series, refusals } = anomalyDocument(rows.map((row) => (row.line === 5 ? { ...row, y: 'many' } : row)));
    expect(series).toEqual([]);
    expect(refusals.map(({ reason, lines }) => [reason, ...lines])).toEqual([['not-a-number', 5]]);
  });
});
