import { describe, expect, it } from 'vitest';
import { forecastAll } from '../../shared/plan/forecastAll.ts';
import { createForecastMemory } from '../../shared/plan/forecastMemory.ts';
import { createDataMemory, rememberedRead } from '../../shared/plan/groundwork.ts';
import type { SegmentHistory } from '../../shared/plan/segmentHistories.ts';
import { addMonths, monthRange, type Day, type Month } from '../../shared/units/months.ts';
import { perTokenClass } from '../../shared/units/tokenClasses.ts';
import { weekdaySeries } from '../forecast/support.ts';

// Days and months as the plan writes them.
const firstDay = '2026-08-03' as Day;
const months = monthRange('2026-11' as Month, addMonths('2026-11' as Month, 1));

const history = (id: string, size: number): SegmentHistory => ({
  id,
  priceKey: {
    id: 1,
    provider: 'openai',
    name: 'gpt-5',
    route: null,
    region: null,
    serviceTier: null,
    contextBand: null,
    model: 'openai/gpt-5',
  },
  inputFloor: 0,
  labels: {} as SegmentHistory['labels'], // no label is read here
  frequency: 'daily',
  firstDay,
  values: weekdaySeries(90, 1).map((value) => value * size),
  mix: perTokenClass((name) => (name === 'in_fresh' ? 1 : 0)),
  requestsPerToken: null,
});
const all = [history('small', 1), history('large', 100), history('middle', 10)];

describe('many forecasts', () => {
  it('are made of what is on the screen first, then the largest, and given in the order of their histories', async () => {
    const memory = createForecastMemory();
    const seen: string[] = [];
    const options = {
      library: null,
      memory: {
        ...memory,
        add: (...[one, span, forecast]: Parameters<typeof memory.add>) => {
          seen.push(one.id);
          memory.add(one, span, forecast);
        },
      },
      isFirst: ({ id }: SegmentHistory) => id === 'small',
    };
    const forecasts = await forecastAll(all, months, options);
    expect(seen).toEqual(['small', 'large', 'middle']);
    expect(forecasts.map(({ history: { id } }) => id)).toEqual(['small', 'large', 'middle']);
    expect(await forecastAll(all, months, options)).toEqual(forecasts);
    expect(seen).toHaveLength(3);
  });

  it('keep what was made when they are cancelled, and tell how far they are', async () => {
    const memory = createForecastMemory();
    const controller = new AbortController();
    const told: string[] = [];
    const making = forecastAll(all, months, {
      library: null,
      memory,
      signal: controller.signal,
      onForecast: (done, count) => {
        told.push(`${String(done)} of ${String(count)}`);
        controller.abort(new Error('No longer wanted'));
      },
    });
    await expect(making).rejects.toThrow('No longer wanted');
    expect(told).toEqual(['1 of 3']);
    expect(all.map((one) => memory.find(one, months) !== undefined)).toEqual([false, true, true]);
  });

  it('know equal data in another object, and tell other data apart', () => {
    const memory = createForecastMemory();
    const [one = history('small', 1)] = all;
    expect(memory.find(one, months)).toBeUndefined();
    const forecast = { history: one } as Parameters<typeof memory.add>[2]; // kept, not read
    memory.add(one, months, forecast);
    expect(memory.find(structuredClone(one), months)).toBe(forecast);
    expect(memory.find({ ...one, values: one.values.slice(1) }, months)).toBeUndefined();
    expect(memory.find(one, months.slice(1))).toBeUndefined();
  });
});

describe('what was read of the data', () => {
  it('is read again only in another state, and after a failure', async () => {
    const memory = createDataMemory();
    let reads = 0;
    const read = () => Promise.resolve((reads += 1));
    expect(await rememberedRead({ revision: 1, memory }, 'a', read)).toBe(1);
    expect(await rememberedRead({ revision: 1, memory }, 'a', read)).toBe(1);
    expect(await rememberedRead({ revision: 1, memory }, 'b', read)).toBe(2);
    expect(await rememberedRead({ revision: 2, memory }, 'a', read)).toBe(3);
    await expect(
      rememberedRead({ revision: 2, memory }, 'c', () => Promise.reject(new Error('busy'))),
    ).rejects.toThrow();
    expect(await rememberedRead({ revision: 2, memory }, 'c', read)).toBe(4);
    expect(await rememberedRead(undefined, 'a', read)).toBe(5);
  });
});
