import { ratio } from './unitEconomics.ts';

/** One row of a business-metric file: how many of something happened in a period, for one part of the company or for all. */
export type MetricRow = {
  /** Day or month, as text that sorts. */
  readonly period: string;
  readonly metric: string;
  readonly value: number;
  /** The part of the company, such as a team; null for all of it. */
  readonly member: string | null;
};

export type SpendRow = { readonly period: string; readonly member: string | null; readonly usd: number };

export type UnitCostPoint = {
  readonly period: string;
  readonly member: string | null;
  readonly usd: number | null;
  readonly units: number;
  /** Null where the spend of that period and member is not known, or there were no units. */
  readonly usdPerUnit: number | null;
};

/**
 * Joins a business metric to the spend of the same period and part of the company. A metric without a member is set
 * against all spend of its period.
 * Example: 120 USD of support and 48 resolved tickets in 2027-01: 2.50 USD a ticket.
 */
export function unitCostTrend(
  spend: readonly SpendRow[],
  metrics: readonly MetricRow[],
  metric: string,
): UnitCostPoint[] {
  const units = new Map<string, MetricRow>();
  for (const row of metrics) {
    if (row.metric !== metric) continue;
    const key = `${row.period}\n${row.member ?? ''}`;
    units.set(key, { ...row, value: row.value + (units.get(key)?.value ?? 0) });
  }
  return [...units.values()]
    .sort((left, right) => (left.period < right.period ? -1 : Number(left.period > right.period)))
    .map(({ period, member, value }) => {
      const matching = spend.filter((row) => row.period === period && (member === null || row.member === member));
      const usd = matching.length === 0 ? null : matching.reduce((sum, row) => sum + row.usd, 0);
      return { period, member, usd, units: value, usdPerUnit: ratio(usd, value) };
    });
}

/** What one person, key or agent used, and what came of it (merged changes, resolved tickets). */
export type UserRow = { readonly user: string; readonly tokens: number; readonly output: number };

export type HeavyUsers = {
  readonly users: number;
  /** Share of all tokens and of all output of the heaviest users. */
  readonly tokenShare: number | null;
  readonly outputShare: number | null;
  /** Tokens per output of the heaviest users over those of the others. */
  readonly tokensPerOutputRatio: number | null;
};

/**
 * The heaviest users by tokens against what they produced.
 * Example: one of ten users takes 10 of 19 tokens and makes 2 of 11 outputs: 52.6 % of the tokens for 18.2 % of the
 * output, 5 tokens an output against 1.
 */
export function heavyUsers(rows: readonly UserRow[], topShare: number): HeavyUsers {
  const sorted = [...rows].sort((left, right) => right.tokens - left.tokens || (left.user < right.user ? -1 : 1));
  const count = Math.min(sorted.length, Math.max(1, Math.ceil(sorted.length * topShare)));
  const [top, rest] = [sumUsers(sorted.slice(0, count)), sumUsers(sorted.slice(count))];
  return {
    users: sorted.length === 0 ? 0 : count,
    tokenShare: ratio(top.tokens, top.tokens + rest.tokens),
    outputShare: ratio(top.output, top.output + rest.output),
    tokensPerOutputRatio: ratio(ratio(top.tokens, top.output), ratio(rest.tokens, rest.output)),
  };
}

const sumUsers = (rows: readonly UserRow[]): { tokens: number; output: number } =>
  rows.reduce((sum, row) => ({ tokens: sum.tokens + row.tokens, output: sum.output + row.output }), {
    tokens: 0,
    output: 0,
  });

/** Work done again over all work. Example: 30 reopened of 200 changes: 15 %. */
export const reworkShare = (reworked: number, all: number): number | null => ratio(reworked, all);
