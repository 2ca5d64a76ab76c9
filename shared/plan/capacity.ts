import { findDefault } from '../catalog/levers/defaults.ts';
import type { ReadableDatabase } from '../data/database.ts';
import { EVERYTHING, readSpend, type SpendRow } from '../data/spend.ts';
import { commitmentBreakEvenUtilisation } from '../engine/breakEven.ts';
import { bestUnits, unitPlan, type UnitOffer, type UnitPlan } from '../engine/commitmentUnits.ts';
import { compactUsd, percent } from '../units/format.ts';
import { addDays, type Day } from '../units/months.ts';
import type { ZoneOffset } from '../units/timeZones.ts';
import type { TOKEN_CLASSES } from '../units/tokenClasses.ts';
import { INPUT_CLASSES, OUTPUT_CLASSES } from '../units/tokenClasses.ts';
import { TOKENS_PER_MTOK } from '../units/quantities.ts';

const DAYS_BACK = 28;
const HOURS_PER_MONTH = 730;
const HOURS_PER_DAY = 24;
/** Points of a load curve. */
const LOAD_POINTS = 169;

export type CapacityQuestion = {
  /** Model as the data names it, resolved or raw. */
  readonly model: string;
  /** The catalogue's where left out. */
  readonly mtokPerUnitMonth?: number;
  readonly usdPerUnitMonth?: number;
  readonly outputWeight?: number;
};

export type CapacityAnswer = {
  /** Hours that the curve covers: those of the days with hourly data. */
  readonly hours: number;
  readonly best: UnitPlan | null;
  /** Costs by number of units, from none to a few more than the best, for a chart. */
  readonly curve: readonly UnitPlan[];
  /** Demand of an hour from the busiest down, million weighted tokens, at most `LOAD_POINTS` of them, evenly apart. */
  readonly load: readonly number[];
  /** What a unit costs and carries, and what use beyond it costs; null where there is no curve. */
  readonly offer: UnitOffer | null;
  /** Input tokens that an output token counts as. */
  readonly outputWeight: number;
  /** Share of a unit's capacity from which it is cheaper than payment by use: above 1 it never is. */
  readonly breakEvenUtilisation: number | null;
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
  const filter = { ...EVERYTHING, where: { model: [question.model] }, from, to: addDays(asOf, 1) };
  const rows = await readSpend(database, { bucket: 'hour', by: [], filter, offsets, isHourly: true });
  const outputWeight = question.outputWeight ?? defaultOf('outputWeight', 1);
  const { hourly, weighted, usd } = hourlyCurve(rows, outputWeight);
  if (weighted === 0) {
    const all = await readSpend(database, { bucket: null, by: [], filter, offsets });
    const isUsed = all.some(({ rowCount }) => rowCount > 0);
    return {
      hours: 0,
      best: null,
      curve: [],
      load: [],
      offer: null,
      outputWeight,
      breakEvenUtilisation: null,
      sentence: isUsed
        ? 'The data has whole days only; capacity needs hourly data.'
        : `${question.model} was not used in the last ${String(DAYS_BACK)} days.`,
    };
  }
  const mtokPerUnitMonth = question.mtokPerUnitMonth ?? defaultOf('mtokPerUnitMonth', 1, 'azure-gpt-5');
  const offer = {
    usdPerUnitMonth: question.usdPerUnitMonth ?? defaultOf('usdPerUnitMonth', 0),
    mtokPerUnitHour: mtokPerUnitMonth / HOURS_PER_MONTH,
    usdPerMtok: usd / weighted,
    hoursPerMonth: HOURS_PER_MONTH,
  };
  const best = bestUnits(hourly, offer);
  const most = Math.max(4, Math.ceil(best.units * 1.5));
  const utilisation = commitmentBreakEvenUtilisation(offer.usdPerUnitMonth, mtokPerUnitMonth * offer.usdPerMtok);
  return {
    hours: hourly.length,
    best,
    curve: Array.from({ length: most + 1 }, (_, units) => unitPlan(hourly, offer, units)),
    load: spread(hourly.toSorted((left, right) => right - left)),
    offer,
    outputWeight,
    breakEvenUtilisation: Number.isFinite(utilisation) ? utilisation : null,
    sentence: capacitySentence(best),
  };
}

const defaultOf = (key: string, otherwise: number, variant: string | null = null): number =>
  findDefault('provisioned-throughput', key, variant)?.value ?? otherwise;

/** Example: `3 units cost least: 4.2 k USD a month instead of 7.3 k USD by use; they cover 92 % and are used at 61 %.` */
function capacitySentence({ units, totalUsd, byUseUsd, coverage, utilisation }: UnitPlan): string {
  if (units === 0) return 'No unit earns its price on this curve: payment by use costs least.';
  const named = `${String(units)} ${units === 1 ? 'unit costs' : 'units cost'} least`;
  const money = `${compactUsd(totalUsd)} a month instead of ${compactUsd(byUseUsd)} by use`;
  return `${named}: ${money}; coverage ${percent(coverage, 0)}, used at ${percent(utilisation, 0)}.`;
}

/** Demand by hour of the days that have hourly data, million weighted tokens. */
function hourlyCurve(
  rows: readonly SpendRow[],
  outputWeight: number,
): { readonly hourly: readonly number[]; readonly weighted: number; readonly usd: number } {
  const days = new Map<string, number[]>();
  let [weighted, usd] = [0, 0];
  for (const { bucket, tokens, computedUsd } of rows) {
    if (bucket === null) continue;
    const sum = (names: readonly (typeof TOKEN_CLASSES)[number][]): number =>
      names.reduce((total, name) => total + (tokens[name] ?? 0), 0);
    const mtok = (sum(INPUT_CLASSES) + outputWeight * sum(OUTPUT_CLASSES)) / TOKENS_PER_MTOK;
    // Buckets of the query are written as YYYY-MM-DDTHH:MM.
    const [day, hour] = [bucket.slice(0, 10), Number(bucket.slice(11, 13))];
    const hours = days.get(day) ?? Array.from({ length: HOURS_PER_DAY }, () => 0);
    hours[hour] = (hours[hour] ?? 0) + mtok;
    days.set(day, hours);
    weighted += mtok;
    usd += computedUsd ?? 0;
  }
  return { hourly: [...days.values()].flat(), weighted, usd };
}

/** A long list as few points of it, both ends included. */
const spread = (values: readonly number[]): readonly number[] =>
  values.length <= LOAD_POINTS
    ? values
    : Array.from(
        { length: LOAD_POINTS },
        (_, index) => values[Math.round((index * (values.length - 1)) / (LOAD_POINTS - 1))] ?? 0,
      );
