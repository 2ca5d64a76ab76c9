import { addDays, type Day } from '../../shared/units/months.ts';
import type { Chance } from './chance.ts';

const FIRST = '2026-10-19' as Day;
const DAYS = 7;
const REQUESTS_PER_DAY = 55;

type Use = {
  readonly model: string;
  readonly provider: string;
  readonly team: string;
  readonly input: number;
  readonly output: number;
  /** What the proxy believes a million tokens cost, in and out. */
  readonly usd: readonly [number, number];
};

const USES: readonly [Use, ...Use[]] = [
  { model: 'mistral-small-latest', provider: 'mistral', team: 'Data', input: 2400, output: 260, usd: [0.15, 0.6] },
  { model: 'mistral-small-latest', provider: 'mistral', team: 'Catalogue', input: 900, output: 110, usd: [0.15, 0.6] },
  // A preview that no price list knows: its cost must show as unknown, not as nothing.
  { model: 'aurora-lite-preview', provider: 'aurora', team: 'Data', input: 5200, output: 700, usd: [0, 0] },
];

/** One week of a LiteLLM proxy's spend log, one JSON object a line, without the prompts. */
export function gatewayLog(chance: Chance): string {
  const lines: string[] = [];
  for (let offset = 0; offset < DAYS; offset += 1) {
    const date = addDays(FIRST, offset);
    for (let request = 0; request < REQUESTS_PER_DAY; request += 1) lines.push(gatewayLine(date, request, chance));
  }
  return `${lines.join('\n')}\n`;
}

function gatewayLine(date: Day, request: number, chance: Chance): string {
  const use = chance.pick(USES);
  const input = Math.round(use.input * Math.exp(0.35 * chance.normal()));
  const output = Math.round(use.output * Math.exp(0.35 * chance.normal()));
  const minute = Math.floor((request / REQUESTS_PER_DAY) * 1440);
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return JSON.stringify({
    request_id: `chatcmpl-${date}-${String(request).padStart(3, '0')}`,
    call_type: 'acompletion',
    api_key: `hashed-${use.team.toLowerCase()}`,
    spend: (input * use.usd[0] + output * use.usd[1]) / 1e6,
    total_tokens: input + output,
    prompt_tokens: input,
    completion_tokens: output,
    startTime: `${date} ${clock(minute)}:12.000000`,
    endTime: `${date} ${clock(minute)}:15.250000`,
    model: use.model,
    model_group: use.model,
    custom_llm_provider: use.provider,
    user: '',
    team_id: use.team,
    metadata: JSON.stringify({ user_api_key_team_alias: use.team }),
    cache_hit: 'False',
    status: 'success',
  });
}
