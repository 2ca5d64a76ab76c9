import { writeFileSync } from 'node:fs';

const HEADER =
  'start_time_iso,end_time_iso,project_id,num_model_requests,user_id,model,batch,input_tokens,output_tokens,input_cached_tokens';
const MODELS = ['gpt-5', 'gpt-5-mini', 'gpt-4o', 'gpt-4.1-nano', 'o4-mini'];
const DAY_MILLISECONDS = 86_400_000;
const LAST_DAY = Date.UTC(2026, 9, 31);

const iso = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

/** Days of invented use: growth, quiet weekends and noise from a small linear congruence. */
export function inventedDays(seed: number, days: number): Float64Array {
  let state = seed * 7919 + 1;
  const next = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Float64Array.from({ length: days }, (_, day) => {
    const weekday = day % 7 < 5 ? 1.2 : 0.5;
    return 1e6 * weekday * Math.exp(0.002 * day + 0.4 * (next() + next() - 1));
  });
}

/** Writes an OpenAI usage export of so many projects, one model each, by day: one segment each. */
export function writeSegmentsCsv(path: string, segments: number, days: number): void {
  const all = Array.from({ length: segments }, (_, segment) => inventedDays(segment, days));
  const lines = Array.from({ length: days }, (_, day) => {
    const start = LAST_DAY - (days - 1 - day) * DAY_MILLISECONDS;
    const [from, to] = [iso(start), iso(start + DAY_MILLISECONDS)];
    return all.map((values, segment) => {
      const input = Math.round(values[day] ?? 0);
      const model = MODELS[segment % MODELS.length] ?? '';
      return `${from},${to},proj_${String(segment)},${String(Math.ceil(input / 2000))}.0,user-1,${model},FALSE,${String(input)}.0,${String(Math.round(input / 10))}.0,0.0`;
    });
  });
  writeFileSync(path, [HEADER, ...lines.flat()].join('\n'));
}
