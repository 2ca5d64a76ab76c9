import { createWriteStream, statSync } from 'node:fs';
import { once } from 'node:events';

const MODELS = ['gpt-5', 'gpt-5-mini', 'claude-sonnet-4-5', 'gemini-2.5-flash'];
const LINES_AT_ONCE = 10_000;
const FIRST_SECOND = Date.UTC(2026, 0, 1);

/** One request of a LiteLLM log, about 500 bytes; its tokens follow from its number. */
function line(number: number): string {
  const prompt = 100 + ((number * 7919) % 40_000);
  const completion = 10 + ((number * 104_729) % 2000);
  const start = new Date(FIRST_SECOND + number * 1000).toISOString().replace('Z', '+00:00');
  const model = MODELS[number % MODELS.length] ?? '';
  return JSON.stringify({
    request_id: `chatcmpl-${number.toString(36).padStart(12, '0')}-${((number * 2_654_435_761) >>> 0).toString(16)}`,
    call_type: 'acompletion',
    api_key: `hash-${String(number % 40)}`,
    spend: prompt * 1.25e-6 + completion * 1e-5,
    total_tokens: prompt + completion,
    prompt_tokens: prompt,
    completion_tokens: completion,
    startTime: start,
    endTime: start,
    model,
    custom_llm_provider: 'openai',
    user: `user-${String(number % 500)}`,
    team_id: `team-${String(number % 12)}`,
    cache_hit: 'False',
    metadata: {
      usage_object: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
    },
    request_tags: ['prod', `app-${String(number % 9)}`],
  });
}

/** Writes a log of so many requests: always the same bytes for the same count. Gives its size. */
export async function writeSpendLogs(path: string, lines: number): Promise<number> {
  const file = createWriteStream(path);
  for (let from = 0; from < lines; from += LINES_AT_ONCE) {
    const count = Math.min(LINES_AT_ONCE, lines - from);
    const text = Array.from({ length: count }, (_, index) => `${line(from + index)}\n`).join('');
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  return statSync(path).size;
}
