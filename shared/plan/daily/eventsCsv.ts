import { readCsv } from '../../catalog/csv.ts';
import type { PlanEvent } from '../../model/forecastSchema.ts';
import { isDay } from '../../units/months.ts';

const LONGEST_LABEL = 200;

/** Reads `date,label` lines. A line without a day or a label is refused with its number; the others are kept, by day. */
export function readEventsCsv(text: string): {
  readonly events: readonly PlanEvent[];
  readonly problems: readonly string[];
} {
  const { records } = readCsv(text);
  const events: PlanEvent[] = [];
  const problems: string[] = [];
  for (const { line, values } of records) {
    const date = (values.date ?? '').trim();
    const label = (values.label ?? '').trim().slice(0, LONGEST_LABEL);
    if (!isDay(date)) problems.push(`Line ${String(line)}: "${date}" is not a day as YYYY-MM-DD`);
    else if (label === '') problems.push(`Line ${String(line)}: the label is missing`);
    else events.push({ date, label });
  }
  return { events: events.toSorted((left, right) => (left.date < right.date ? -1 : 1)), problems };
}
