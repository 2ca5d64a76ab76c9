import { describe, expect, it } from 'vitest';
import { forecastSeries } from '../../shared/forecast/forecastSeries.ts';
import { guardedLibrary, loadAugurs } from '../../shared/forecast/trendLibrary.ts';
import { startLibrary, weekdaySeries } from './support.ts';

const values = Float64Array.from({ length: 30 }, (_, step) => 1 + 0.01 * step + 0.05 * (step % 3));
const series = { id: 's', frequency: 'daily', values: weekdaySeries(90, 1) } as const;

/** What WebAssembly throws when a module traps. */
const trap = (): Error => Object.assign(new Error('unreachable'), { name: 'RuntimeError' });

describe('the library', () => {
  it('does not start from bytes that are no module', () => {
    expect(loadAugurs({ ets: new Uint8Array([1, 2, 3]) })).toBeNull();
  });
  it('carries a line on', () => {
    const answer = startLibrary().exponentialSmoothing(values, 3);
    if ('refused' in answer) throw new Error(answer.refused);
    expect(answer.path).toHaveLength(3);
    expect(answer.path.every((value) => value > 1.2 && value < 1.5)).toBe(true);
  });
  it('refuses what it cannot fit instead of throwing', () => {
    expect(startLibrary().exponentialSmoothing(Float64Array.of(1, 2, 3), 3)).toEqual({ refused: 'unsuitable' });
    expect(
      startLibrary().exponentialSmoothing(
        values.map(() => NaN),
        3,
      ),
    ).toEqual({ refused: 'unsuitable' });
  });
});

describe('a guarded library', () => {
  it('treats an error as a refusal and goes on', () => {
    let calls = 0;
    const library = guardedLibrary((_, horizon) => {
      calls += 1;
      if (calls === 1) throw new Error('no model found');
      return new Float64Array(horizon).fill(1);
    });
    expect(library.exponentialSmoothing(values, 2)).toEqual({ refused: 'unsuitable' });
    expect(library.exponentialSmoothing(values, 2)).toEqual({ path: Float64Array.of(1, 1) });
  });
  it('is never called again after a trap, and the forecast says so', () => {
    let calls = 0;
    const library = guardedLibrary(() => {
      calls += 1;
      throw trap();
    });
    const first = forecastSeries(series, { horizon: 7, library });
    const second = forecastSeries({ ...series, values: weekdaySeries(90, 2) }, { horizon: 7, library });
    expect([first.library, second.library, calls]).toEqual(['trapped', 'poisoned', 1]);
    expect(first.findings.map(({ code }) => code)).toEqual(['forecast-fallback']);
    expect(first.point).toEqual(forecastSeries(series, { horizon: 7 }).point);
  });
  it('keeps a series that broke one module from the next', () => {
    const traps = new Set<string>();
    guardedLibrary(() => {
      throw trap();
    }, traps).exponentialSmoothing(values, 2);
    const next = guardedLibrary((_, horizon) => new Float64Array(horizon).fill(1), traps);
    expect(next.exponentialSmoothing(values, 2)).toEqual({ refused: 'trapped' });
    expect(next.exponentialSmoothing(values.slice(1), 2)).toEqual({ path: Float64Array.of(1, 1) });
  });
  it('does not let nonsense through', () => {
    const broken = guardedLibrary((_, horizon) => new Float64Array(horizon).fill(Infinity));
    expect(broken.exponentialSmoothing(values, 2)).toEqual({ refused: 'unsuitable' });
  });
});
