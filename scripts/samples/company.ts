import { addDays, dayIndex, type Day } from '../../shared/units/months.ts';
import type { Chance } from './chance.ts';

/** Larkfield, an invented retailer of home goods: 15 months of AI use by four teams. */
export const FIRST_DAY = '2025-08-01' as Day;
export const LAST_DAY = '2026-10-31' as Day;

/** One use of one model, as the company runs it. Token counts are a typical working day at the start. */
export type Workload = {
  readonly vendor: 'openai' | 'anthropic';
  /** Project or workspace in the vendor's export. */
  readonly project: string;
  readonly apiKey: string;
  readonly model: string;
  readonly from: Day;
  readonly to: Day;
  readonly requestsPerDay: number;
  readonly inputPerRequest: number;
  readonly outputPerRequest: number;
  /** Share of the input that is read from the provider's prompt cache. */
  readonly cachedShare: number;
  /** Share of the input that is written to the cache (Anthropic bills it apart). */
  readonly writtenShare: number;
  /** Growth a month, 0.06 is 6 %. */
  readonly growth: number;
  /** Weekend traffic against a working day. */
  readonly weekend: number;
  readonly isBatch: boolean;
};

const day = (text: string): Day => text as Day;

const common = { from: FIRST_DAY, to: LAST_DAY, cachedShare: 0, writtenShare: 0, isBatch: false } as const;

export const WORKLOADS: readonly Workload[] = [
  {
    ...common,
    vendor: 'openai',
    project: 'proj_support_chat',
    apiKey: 'key_support',
    model: 'gpt-5-mini-2025-08-07',
    from: day('2025-08-11'),
    to: day('2026-06-30'),
    requestsPerDay: 21_000,
    inputPerRequest: 3900,
    outputPerRequest: 420,
    cachedShare: 0.34,
    growth: 0.055,
    weekend: 0.72,
  },
  {
    ...common,
    vendor: 'openai',
    project: 'proj_support_chat',
    apiKey: 'key_support',
    model: 'gpt-5.6-luna',
    from: day('2026-07-01'),
    requestsPerDay: 39_000,
    inputPerRequest: 4300,
    outputPerRequest: 510,
    cachedShare: 0.41,
    growth: 0.055,
    weekend: 0.72,
  },
  {
    ...common,
    vendor: 'openai',
    project: 'proj_search',
    apiKey: 'key_search',
    model: 'gpt-4.1-nano-2025-04-14',
    requestsPerDay: 240_000,
    inputPerRequest: 640,
    outputPerRequest: 36,
    growth: 0.02,
    weekend: 1.18,
  },
  {
    ...common,
    vendor: 'openai',
    project: 'proj_marketing',
    apiKey: 'key_marketing',
    model: 'gpt-5.2',
    from: day('2025-12-15'),
    requestsPerDay: 1600,
    inputPerRequest: 2600,
    outputPerRequest: 2900,
    growth: 0.04,
    weekend: 0.12,
  },
  {
    ...common,
    vendor: 'openai',
    project: 'proj_marketing',
    apiKey: 'key_marketing_batch',
    model: 'gpt-5.2',
    from: day('2026-02-01'),
    requestsPerDay: 3800,
    inputPerRequest: 1800,
    outputPerRequest: 1200,
    growth: 0.03,
    weekend: 1,
    isBatch: true,
  },
  {
    ...common,
    vendor: 'anthropic',
    project: 'Engineering',
    apiKey: 'coding-agents',
    model: 'claude-sonnet-4-5-20250929',
    from: day('2025-10-01'),
    to: day('2026-07-14'),
    requestsPerDay: 9200,
    inputPerRequest: 21_000,
    outputPerRequest: 760,
    cachedShare: 0.8,
    writtenShare: 0.1,
    growth: 0.085,
    weekend: 0.15,
  },
  {
    ...common,
    vendor: 'anthropic',
    project: 'Engineering',
    apiKey: 'coding-agents',
    model: 'claude-sonnet-5',
    from: day('2026-07-15'),
    requestsPerDay: 19_000,
    inputPerRequest: 24_000,
    outputPerRequest: 840,
    cachedShare: 0.82,
    writtenShare: 0.09,
    growth: 0.085,
    weekend: 0.15,
  },
  {
    ...common,
    vendor: 'anthropic',
    project: 'Engineering',
    apiKey: 'review-agents',
    model: 'claude-opus-4-8',
    from: day('2026-06-01'),
    requestsPerDay: 850,
    inputPerRequest: 38_000,
    outputPerRequest: 2200,
    cachedShare: 0.7,
    writtenShare: 0.14,
    growth: 0.05,
    weekend: 0.2,
  },
  {
    ...common,
    vendor: 'anthropic',
    project: 'Support',
    apiKey: 'escalations',
    model: 'claude-haiku-4-5-20251001',
    from: day('2025-11-01'),
    requestsPerDay: 6000,
    inputPerRequest: 5200,
    outputPerRequest: 380,
    cachedShare: 0.45,
    writtenShare: 0.08,
    growth: 0.06,
    weekend: 0.66,
  },
];

/** What happened: the launch of the help centre, a campaign, and a week in which review agents called each other. */
const EVENTS = [
  { project: 'proj_support_chat', apiKey: 'key_support', from: day('2026-03-10'), to: day('2026-03-12'), factor: 3.1 },
  { project: 'proj_support_chat', apiKey: 'key_support', from: day('2026-03-13'), to: LAST_DAY, factor: 1.35 },
  { project: 'proj_search', apiKey: 'key_search', from: day('2025-11-24'), to: day('2025-12-01'), factor: 2.2 },
  { project: 'Engineering', apiKey: 'review-agents', from: day('2026-06-08'), to: day('2026-06-14'), factor: 9 },
] as const;

const DAYS_PER_MONTH = 30.44;
const NOISE = 0.09;

export type WorkloadDay = {
  readonly workload: Workload;
  readonly day: Day;
  readonly requests: number;
  readonly freshInput: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
};

/** The company's use, day by day: growth, the rhythm of the week, noise and events. */
export function companyDays(chance: Chance, from: Day = FIRST_DAY, to: Day = LAST_DAY): readonly WorkloadDay[] {
  const days: WorkloadDay[] = [];
  for (let date = FIRST_DAY; date <= LAST_DAY; date = addDays(date, 1)) {
    for (const workload of WORKLOADS) {
      if (date < workload.from || date > workload.to) continue;
      const use = workloadDay(workload, date, chance);
      if (date >= from && date <= to) days.push(use);
    }
  }
  return days;
}

function workloadDay(workload: Workload, date: Day, chance: Chance): WorkloadDay {
  const age = (dayIndex(date) - dayIndex(workload.from)) / DAYS_PER_MONTH;
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  const rhythm = weekday === 0 || weekday === 6 ? workload.weekend : 1 - 0.03 * Math.abs(weekday - 3);
  const event = EVENTS.filter(
    ({ project, apiKey, from, to }) =>
      project === workload.project && apiKey === workload.apiKey && date >= from && date <= to,
  ).reduce((factor, one) => factor * one.factor, 1);
  const level = (1 + workload.growth) ** age * rhythm * event * Math.exp(NOISE * chance.normal());
  const requests = Math.max(1, Math.round(workload.requestsPerDay * level));
  const input = Math.round(requests * workload.inputPerRequest * Math.exp(0.04 * chance.normal()));
  const cacheRead = Math.round(
    input * Math.min(0.98 - workload.writtenShare, workload.cachedShare * Math.exp(0.05 * chance.normal())),
  );
  const cacheWrite = Math.round(input * workload.writtenShare);
  return {
    workload,
    day: date,
    requests,
    freshInput: input - cacheRead - cacheWrite,
    cacheRead,
    cacheWrite,
    output: Math.round(requests * workload.outputPerRequest * Math.exp(0.05 * chance.normal())),
  };
}
