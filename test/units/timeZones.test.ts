import { describe, expect, it } from 'vitest';
import { offsetMinutes, zoneOffsets } from '../../shared/units/timeZones.ts';

const changes = (zone: string): readonly (readonly [string, number])[] =>
  zoneOffsets(zone, '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z').map(
    ({ from, minutes }) => [from, minutes] as const,
  );

describe('when clocks stand how far from UTC', () => {
  it('Berlin in 2026: an hour ahead, two in summer', () => {
    expect(changes('Europe/Berlin')).toEqual([
      ['2026-01-01T00:00:00.000Z', 60],
      ['2026-03-29T01:00:00.000Z', 120],
      ['2026-10-25T01:00:00.000Z', 60],
    ]);
  });

  it('Lord Howe Island moves by half an hour at half past an hour of UTC', () => {
    expect(changes('Australia/Lord_Howe')).toEqual([
      ['2026-01-01T00:00:00.000Z', 660],
      ['2026-04-04T15:00:00.000Z', 630],
      ['2026-10-03T15:30:00.000Z', 660],
    ]);
  });

  it('India has no summer time, UTC needs no table, and an unknown zone is refused', () => {
    expect(changes('Asia/Kolkata')).toEqual([['2026-01-01T00:00:00.000Z', 330]]);
    expect(changes('UTC')).toEqual([]);
    expect(() => offsetMinutes('Mars/Olympus', new Date(0))).toThrow(RangeError);
  });

  it('covers its span without gaps', () => {
    const offsets = zoneOffsets('America/New_York', '2025-06-01T00:00:00Z', '2027-06-01T00:00:00Z');
    for (const [index, { from }] of offsets.entries()) {
      if (index > 0) expect(from).toBe(offsets[index - 1]?.to);
    }
    expect(Date.parse(offsets.at(-1)?.to ?? '')).toBeGreaterThanOrEqual(Date.parse('2027-06-01T00:00:00Z'));
  });
});
