/** What was spent in one hour or day by one member (a team, a key, a user), oldest first. */
export type ReplayRow = {
  /** UTC time or day as text that sorts, `2027-01-05T13` or `2027-01-05`. */
  readonly time: string;
  readonly member: string;
  readonly usd: number;
  /** Null where the source counts no requests. */
  readonly requests: number | null;
  readonly tokens: number;
  readonly gpuHours: number;
};

/** A limit per member and period; what comes after it in the period is blocked. */
export type CapRule = {
  readonly measure: 'usd' | 'tokens' | 'requests' | 'gpuHours';
  readonly limit: number;
  readonly period: 'hour' | 'day' | 'month';
};

export type ReplayResult = {
  readonly blockedUsd: number;
  readonly blockedTokens: number;
  readonly blockedGpuHours: number;
  /** Null where some rows count no requests. */
  readonly blockedRequests: number | null;
  /** Shares of everything in the replay; null where there was nothing. */
  readonly savedShare: number | null;
  readonly blockedRequestShare: number | null;
  readonly blockedGpuHourShare: number | null;
  /** Every time a member reached the limit. */
  readonly stops: readonly { readonly member: string; readonly period: string; readonly time: string }[];
};

const PERIOD_LENGTH = { hour: 13, day: 10, month: 7 } as const;

/**
 * Replays a cap over history: what would it have blocked, and what would it have saved? A row that crosses the limit is
 * cut in proportion; nothing is assumed about requests that would have been sent another way.
 * Example: 60 and 60 USD on one day under a cap of 100 a day: 20 USD saved (16.7 %), a third of the second row blocked.
 */
export function replayCap(rows: readonly ReplayRow[], rule: CapRule): ReplayResult {
  const used = new Map<string, number>();
  const stops: { member: string; period: string; time: string }[] = [];
  const blocked = { usd: 0, tokens: 0, requests: 0, gpuHours: 0 };
  const all = { usd: 0, requests: 0, gpuHours: 0 };
  let countsRequests = true;
  for (const row of [...rows].sort((left, right) => (left.time < right.time ? -1 : Number(left.time > right.time)))) {
    const period = row.time.slice(0, PERIOD_LENGTH[rule.period]);
    const key = `${row.member}\n${period}`;
    const before = used.get(key) ?? 0;
    const amount = row[rule.measure] ?? 0;
    const allowed = Math.max(0, Math.min(amount, rule.limit - before));
    const blockedShare = amount > 0 ? 1 - allowed / amount : 0;
    if (blockedShare > 0 && before < rule.limit) stops.push({ member: row.member, period, time: row.time });
    used.set(key, before + amount);
    blocked.usd += row.usd * blockedShare;
    blocked.tokens += row.tokens * blockedShare;
    blocked.requests += (row.requests ?? 0) * blockedShare;
    blocked.gpuHours += row.gpuHours * blockedShare;
    all.usd += row.usd;
    all.gpuHours += row.gpuHours;
    all.requests += row.requests ?? 0;
    countsRequests &&= row.requests !== null;
  }
  return {
    blockedUsd: blocked.usd,
    blockedTokens: blocked.tokens,
    blockedGpuHours: blocked.gpuHours,
    blockedRequests: countsRequests ? blocked.requests : null,
    savedShare: all.usd === 0 ? null : blocked.usd / all.usd,
    blockedRequestShare: countsRequests && all.requests > 0 ? blocked.requests / all.requests : null,
    blockedGpuHourShare: all.gpuHours > 0 ? blocked.gpuHours / all.gpuHours : null,
    stops,
  };
}
