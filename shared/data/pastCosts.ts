import { z } from 'zod';
import { SCOPE_DIMENSIONS, type ScopeDimension } from '../engine/types.ts';
import { MONTH_PATTERN, type Month } from '../units/months.ts';
import type { ZoneOffset } from '../units/timeZones.ts';
import { perTokenClass, type PerTokenClass } from '../units/tokenClasses.ts';
import { dailyCosts } from './costRows.ts';
import type { ReadableDatabase, Row } from './database.ts';
import * as pastSql from './sql/pastCosts.ts';

type PastLabel = Exclude<ScopeDimension, 'model'>;
const LABELS = SCOPE_DIMENSIONS.filter((name) => name !== 'model');

/** What one segment used and cost in one month of the past. Null is unknown. */
export type PastCost = {
  readonly month: Month;
  readonly priceKeyId: number;
  readonly inputFloor: number;
  readonly labels: Readonly<Record<PastLabel, string | null>>;
  readonly requests: number | null;
  readonly tokens: PerTokenClass<number>;
  /** Computed at the rates of the time, USD; null where any rate was missing. */
  readonly usd: PerTokenClass<number | null>;
  readonly computedUsd: number | null;
  /** The part of it on days that a bill of the provider covers. */
  readonly coveredUsd: number;
  readonly unpricedTokens: number;
  /** Credits and refunds on the invoice, negative, USD. */
  readonly creditsUsd: number;
};

const amount = z.number().nullable();
const row = z.object({
  month: z.string().regex(MONTH_PATTERN),
  price_key_id: z.number(),
  input_floor: z.number(),
  requests: amount,
  computed_usd: amount,
  covered_usd: amount,
  unpriced_tokens: amount,
  credits_usd: amount,
});

function pastCost(raw: Row): PastCost {
  const { month, price_key_id, input_floor, requests, computed_usd, covered_usd, unpriced_tokens, credits_usd } =
    row.parse(raw);
  return {
    // The pattern has just made sure of it.
    month: month as Month,
    priceKeyId: price_key_id,
    inputFloor: input_floor,
    labels: Object.fromEntries(
      LABELS.map((name) => [name, z.string().nullable().parse(raw[name])]),
      // One entry for each label, by the list.
    ) as PastCost['labels'],
    requests,
    tokens: perTokenClass((name) => amount.parse(raw[name]) ?? 0),
    usd: perTokenClass((name) => amount.parse(raw[`${name}_usd`])),
    computedUsd: computed_usd,
    coveredUsd: covered_usd ?? 0,
    unpricedTokens: unpriced_tokens ?? 0,
    creditsUsd: credits_usd ?? 0,
  };
}

/** Costs of the past by month and segment, in the reporting zone. They add up to the computed cost of each month. */
export async function readPastCosts(
  database: ReadableDatabase,
  offsets: readonly ZoneOffset[],
): Promise<readonly PastCost[]> {
  return (await database.query(pastSql.pastCosts(await dailyCosts(database, offsets)))).map(pastCost);
}

const billedRow = z.object({
  month: z.string().regex(MONTH_PATTERN),
  price_key_id: z.number(),
  charge_class: z.string(),
  billed_usd: z.number(),
});

/** Money of bills in one month for one name and kind of charge, USD; no credits. */
export type BilledMoney = {
  readonly month: Month;
  readonly priceKeyId: number;
  readonly chargeClass: string;
  readonly usd: number;
};

/** What bills say by month and name, at the exchange rates of their days. */
export async function readBilledMoney(
  database: ReadableDatabase,
  offsets: readonly ZoneOffset[],
): Promise<readonly BilledMoney[]> {
  const rows = z.array(billedRow).parse(await database.query(pastSql.billedMoney(await dailyCosts(database, offsets))));
  return rows.map(({ month, price_key_id, charge_class, billed_usd }) => ({
    // The pattern has just made sure of it.
    month: month as Month,
    priceKeyId: price_key_id,
    chargeClass: charge_class,
    usd: billed_usd,
  }));
}

const activityRow = z.object({
  month: z.string().regex(MONTH_PATTERN),
  users: z.number(),
  user_usd: amount,
  sessions: z.number(),
  session_usd: amount,
});

/** Distinct users and sessions of a month; 0 where the sources name none. */
export type MonthlyActivity = {
  readonly month: Month;
  readonly users: number;
  /** What the rows cost that name a user, USD. */
  readonly userUsd: number | null;
  readonly sessions: number;
  /** What the imports that know sessions cost in that month, USD. */
  readonly sessionUsd: number | null;
};

/** Who was active by month. */
export async function readActivity(
  database: ReadableDatabase,
  offsets: readonly ZoneOffset[],
): Promise<readonly MonthlyActivity[]> {
  const rows = z
    .array(activityRow)
    .parse(await database.query(pastSql.monthlyActivity(offsets, await dailyCosts(database, offsets))));
  return rows.map(({ month, users, user_usd, sessions, session_usd }) => ({
    // The pattern has just made sure of it.
    month: month as Month,
    users,
    userUsd: user_usd,
    sessions,
    sessionUsd: session_usd,
  }));
}

const memberRow = z.object({ member: z.string(), tokens: amount, output: amount });

/** Tokens and visible output of each user since a month; by key where the sources name no users. */
export async function readMemberTokens(
  database: ReadableDatabase,
  from: Month,
  offsets: readonly ZoneOffset[],
): Promise<{
  readonly by: 'user' | 'key';
  readonly rows: readonly { user: string; tokens: number; output: number }[];
}> {
  for (const [by, column] of [
    ['user', 'user_key'],
    ['key', 'api_key'],
  ] as const) {
    const rows = z.array(memberRow).parse(await database.query(pastSql.memberTokens(column, from, offsets)));
    if (rows.length > 0) {
      return {
        by,
        rows: rows.map(({ member, tokens, output }) => ({ user: member, tokens: tokens ?? 0, output: output ?? 0 })),
      };
    }
  }
  return { by: 'user', rows: [] };
}
