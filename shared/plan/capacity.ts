import { findDefault } from '../catalog/levers/defaults.ts';
import type { ReadableDatabase } from '../data/database.ts';
import { EVERYTHING, readSpend } from '../data/spend.ts';
import { gpuUsdPerMtok, selfHostingBreakEvenMtok } from '../engine/breakEven.ts';
import { bestUnits, unitPlan, type UnitPlan } from '../engine/commitmentUnits.ts';
import { addDays, dayIndex, type Day } from '../units/months.ts';
import type { ZoneOffset } from '../units/timeZones.ts';
import type { TOKEN_CLASSES } from '../units/tokenClasses.ts';
import { INPUT_CLASSES, OUTPUT_CLASSES } from '../units/tokenClasses.ts';
import { TOKENS_PER_MTOK } from '../units/quantities.ts';

const DAYS_BACK = 28;
const HOURS_PER_MONTH = 730;

export type CapacityQuestion = {
  /** Model as the data names it, resolved or raw. */
  readonly model: string;
  readonly mtokPerUnitMonth: number;
  /** The catalogue's where left out. */
  readonly usdPerUnitMonth?: number;
  readonly outputWeight?: number;
};

export type CapacityAnswer = {
  /** Hours that the curve covers; fewer than a day of hourly data is no curve. */
  readonly hours: number;
  readonly best: UnitPlan | null;
  /** Costs by number of units, from none to a few more than the best, for a chart. */
  readonly curve: readonly UnitPlan[];
  readonly sentence: string;
};

/** How many provisioned units pay on the hourly curve of a model's last four weeks. */
export async function unitsForModel(
  database: ReadableDatabase,
  offsets: readonly ZoneOffset[],
  asOf: Day,
  question: CapacityQuestion,
): Promise<CapacityAnswer> {
  const from = addDays(asOf, 1 - DAYS_BACK);
  const rows = await readSpend(database, {
    bucket: 'hour',
    by: [],
    filter: { ...EVERYTHING, where: { model: [question.model] }, from, to: addDays(asOf, 1) },
    offsets,
  });
  const outputWeight = question.outputWeight ?? findDefault('provisioned-throughput', 'outputWeight')?.value ?? 1;
  const usdPerUnitMonth =
    question.usdPerUnitMonth ?? findDefault('provisioned-throughput', 'usdPerUnitMonth')?.value ?? 0;
  const first = dayIndex(from);
  const hourly = Array.from({ length: DAYS_BACK * 24 }, () => 0);
  let [weighted, usd, hoursSeen] = [0, 0, 0];
  for (const { bucket, tokens, computedUsd } of rows) {
    if (bucket === null) continue;
    // Buckets of the query are written as YYYY-MM-DDTHH:MM.
    const hour = (dayIndex(bucket.slice(0, 10) as Day) - first) * 24 + Number(bucket.slice(11, 13));
    const sum = (names: readonly (typeof TOKEN_CLASSES)[number][]): number =>
      names.reduce((total, name) => total + (tokens[name] ?? 0), 0);
    const mtok = (sum(INPUT_CLASSES) + outputWeight * sum(OUTPUT_CLASSES)) / TOKENS_PER_MTOK;
    if (hour >= 0 && hour < hourly.length) hourly[hour] = (hourly[hour] ?? 0) + mtok;
    weighted += mtok;
    usd += computedUsd ?? 0;
    if (Number(bucket.slice(11, 13)) !== 0) hoursSeen += 1;
  }
  const nothing = (sentence: string): CapacityAnswer => ({ hours: 0, best: null, curve: [], sentence });
  if (weighted === 0) return nothing(`${question.model} was not used in the last ${String(DAYS_BACK)} days.`);
  if (hoursSeen === 0) return nothing('The data has whole days only; capacity needs hourly data.');
  const offer = {
    usdPerUnitMonth,
    mtokPerUnitHour: question.mtokPerUnitMonth / HOURS_PER_MONTH,
    usdPerMtok: usd / weighted,
    hoursPerMonth: HOURS_PER_MONTH,
  };
  const best = bestUnits(hourly, offer);
  const most = Math.max(4, Math.ceil(best.units * 1.5));
  return {
    hours: hourly.length,
    best,
    curve: Array.from({ length: most + 1 }, (_, units) => unitPlan(hourly, offer, units)),
    sentence:
      best.units === 0
        ? 'No unit earns its price on this curve.'
        : `${String(best.units)} ${best.units === 1 ? 'unit costs' : 'units cost'} least on this curve.`,
  };
}

export type SelfHostQuestion = {
  /** What the work costs by use today, USD per million tokens. */
  readonly apiUsdPerMtok: number;
  /** Settings of the fleet; the catalogue's where left out. */
  readonly gpus?: number;
  readonly gpuUsdPerHour?: number;
  readonly tokensPerSecondPerGpu?: number;
};

export type SelfHostAnswer = {
  readonly usdPerMonth: number;
  /** What the fleet could serve at full load, million tokens a month. */
  readonly capacityMtok: number;
  /** Million tokens a month, and share of the capacity, from which it is cheaper; null where it never is. */
  readonly breakEvenMtok: number | null;
  readonly breakEvenUtilisation: number | null;
  /** USD per million tokens at some loads. */
  readonly curve: readonly { readonly utilisation: number; readonly usdPerMtok: number }[];
};

const LOADS = Array.from({ length: 20 }, (_, index) => (index + 1) / 20);

/**
 * When own GPUs are cheaper than a price by use. Idle hours are paid.
 * Example: 2 GPUs at 3.13 USD and 40 % overhead for 730 hours and 16,667 USD of people: 23,064 USD a month; against 3 USD
 * per million tokens 7,688 Mtok a month.
 */
export function selfHosting({ apiUsdPerMtok, ...fleet }: SelfHostQuestion): SelfHostAnswer {
  const setting = (key: string, given: number | undefined): number =>
    given ?? findDefault('self-hosting', key)?.value ?? 0;
  const gpuUsdPerHour = setting('gpuUsdPerHour', fleet.gpuUsdPerHour);
  const tokensPerSecond = setting('tokensPerSecondPerGpu', fleet.tokensPerSecondPerGpu);
  const overhead = setting('overhead', undefined);
  // The smallest fleet that survives a failure: one GPU and what redundancy asks for.
  const gpus = fleet.gpus ?? setting('redundancy', undefined);
  const people = setting('peopleUsdPerMonth', undefined);
  const usdPerMonth = gpus * gpuUsdPerHour * HOURS_PER_MONTH * (1 + overhead) + people;
  const capacityMtok = (gpus * tokensPerSecond * 3600 * HOURS_PER_MONTH) / TOKENS_PER_MTOK;
  const breakEvenMtok = selfHostingBreakEvenMtok(usdPerMonth, apiUsdPerMtok, 0);
  const utilisation = breakEvenMtok / capacityMtok;
  return {
    usdPerMonth,
    capacityMtok,
    breakEvenMtok: Number.isFinite(breakEvenMtok) ? breakEvenMtok : null,
    breakEvenUtilisation: utilisation <= 1 ? utilisation : null,
    curve: LOADS.map((load) => ({
      utilisation: load,
      usdPerMtok: gpuUsdPerMtok(gpuUsdPerHour, tokensPerSecond, load, overhead) + people / (capacityMtok * load),
    })),
  };
}
