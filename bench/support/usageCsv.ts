import { createWriteStream, statSync } from 'node:fs';
import { once } from 'node:events';

const HEADER =
  'start_time_iso,end_time_iso,project_id,num_model_requests,user_id,model,batch,input_tokens,output_tokens,input_cached_tokens';
const MODELS = ['gpt-5', 'gpt-5-mini', 'gpt-4o', 'gpt-4.1-nano', 'o4-mini'];
/** The longest time that one export of the vendor's covers, in its finest buckets. */
const MINUTES = 60 * 24 * 60;
const FIRST_MINUTE = Date.UTC(2026, 0, 1);
const MINUTE_MILLISECONDS = 60_000;

/** A seeded stream of numbers from 0 up to 2^32, exclusive (xorshift). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

const isoMinute = (minute: number): string =>
  `${new Date(FIRST_MINUTE + minute * MINUTE_MILLISECONDS).toISOString().slice(0, 19)}Z`;

/** How many projects and people share the rows. */
export type Cardinality = { readonly projects: number; readonly users: number };
export const FEW: Cardinality = { projects: 20, users: 3 };
/** So many that hardly two rows fall together: the aggregate is as long as the file. */
export const MANY: Cardinality = { projects: 200, users: 20_000 };

/** Writes an OpenAI usage export of 60 days of minutes: always the same bytes for the same count. Gives its size. */
export async function writeUsageCsv(
  path: string,
  rows: number,
  { projects, users }: Cardinality = FEW,
): Promise<number> {
  const next = numbers(2026);
  const file = createWriteStream(path);
  file.write(`${HEADER}\n`);
  const minutes = Array.from({ length: MINUTES + 1 }, (_, minute) => isoMinute(minute));
  let lines: string[] = [];
  for (let row = 0; row < rows; row += 1) {
    const minute = Math.floor((row / rows) * MINUTES);
    const input = 100 + (next() % 50_000);
    const cached = next() % input;
    lines.push(
      `${minutes[minute] ?? ''},${minutes[minute + 1] ?? ''},proj_${String(next() % projects)},${String(1 + (next() % 9))}.0,user-${String(next() % users)},${MODELS[next() % MODELS.length] ?? ''},FALSE,${String(input)}.0,${String(next() % 4000)}.0,${String(cached)}.0`,
    );
    if (lines.length === 20_000) {
      if (!file.write(`${lines.join('\n')}\n`)) await once(file, 'drain');
      lines = [];
    }
  }
  file.end(lines.length === 0 ? '' : `${lines.join('\n')}\n`);
  await once(file, 'close');
  return statSync(path).size;
}
