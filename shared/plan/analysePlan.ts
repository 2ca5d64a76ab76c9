import { readActivity, readMemberTokens } from '../data/pastCosts.ts';
import type { ReadableDatabase } from '../data/database.ts';
import type { Scenario } from '../engine/types.ts';
import type { PlanDocument } from '../model/document.ts';
import { addMonths, monthOf } from '../units/months.ts';
import type { ZoneOffset } from '../units/timeZones.ts';
import type { PlanAnalysis } from './analysis.ts';
import { costStates, usualBridges } from './costStates.ts';
import { rememberedRead, type KnownData } from './groundwork.ts';
import { replayGuardrail } from './guardrails.ts';
import type { PlanGround } from './prepare.ts';
import { chargeback } from './showback.ts';
import { HEAVY_USE_MONTHS, unitEconomics } from './unitTrends.ts';

/** Bridges, chargeback, unit costs and guardrails of a plan. */
export async function analysePlan(
  document: PlanDocument,
  database: ReadableDatabase,
  {
    ground,
    scenarios,
    offsets,
    known,
  }: {
    readonly ground: PlanGround;
    /** The baseline first. */
    readonly scenarios: readonly Scenario[];
    readonly offsets: readonly ZoneOffset[];
    readonly known?: KnownData | undefined;
  },
): Promise<PlanAnalysis> {
  const { by } = document.chargeback;
  const { timezone } = document.reporting;
  const states = costStates({ ground, scenarios, budgets: document.budgets, by });
  const membersFrom = addMonths(monthOf(ground.asOf), 1 - HEAVY_USE_MONTHS);
  const [activity, members, guardrails] = await Promise.all([
    rememberedRead(known, `activity ${timezone}`, () => readActivity(database, offsets)),
    rememberedRead(known, `members ${timezone} ${membersFrom}`, () => readMemberTokens(database, membersFrom, offsets)),
    Promise.all(document.guardrails.map((rule) => replayGuardrail(database, offsets, rule))),
  ]);
  return {
    costStates: states,
    bridges: usualBridges(states),
    chargeback: chargeback(document, ground),
    unitEconomics: unitEconomics({
      ground,
      by,
      metrics: document.businessMetrics,
      activity,
      members,
      membersFrom,
    }),
    guardrails,
  };
}
