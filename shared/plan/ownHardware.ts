import { findDefault } from '../catalog/levers/defaults.ts';
import { gpuUsdPerMtok, selfHostingBreakEvenMtok } from '../engine/breakEven.ts';
import { compact, percent } from '../units/format.ts';
import { TOKENS_PER_MTOK } from '../units/quantities.ts';

const HOURS_PER_MONTH = 730;

/** Settings of a fleet, as the self-hosting lever names them. */
export const FLEET_SETTINGS = ['gpuUsdPerHour', 'tokensPerSecondPerGpu', 'overhead', 'peopleUsdPerMonth'] as const;
export type FleetSetting = (typeof FLEET_SETTINGS)[number];

export type SelfHostQuestion = {
  /** What the work costs by use today, USD per million tokens. */
  readonly apiUsdPerMtok: number;
  /** The smallest fleet that survives a failure where left out. */
  readonly gpus?: number;
} & Partial<Readonly<Record<FleetSetting, number>>>;

export type SelfHostAnswer = {
  readonly gpus: number;
  readonly usdPerMonth: number;
  /** What the fleet could serve at full load, million tokens a month. */
  readonly capacityMtok: number;
  /** Million tokens a month, and share of the capacity, from which it is cheaper; null where it never is. */
  readonly breakEvenMtok: number | null;
  readonly breakEvenUtilisation: number | null;
  /** USD per million tokens at some loads. */
  readonly curve: readonly { readonly utilisation: number; readonly usdPerMtok: number }[];
  readonly sentence: string;
};

const LOADS = Array.from({ length: 20 }, (_, index) => (index + 1) / 20);

/** What a fleet's setting is where the planner gives none. Throws where the catalogue has no such row: nothing costs 0. */
export function fleetDefault(setting: FleetSetting | 'redundancy'): number {
  const row = findDefault('self-hosting', setting);
  if (row === undefined) throw new RangeError(`the catalogue has no default for ${setting}`);
  return row.value;
}

/**
 * When own GPUs are cheaper than a price by use. Idle hours are paid.
 * Example: 2 GPUs at 3.13 USD and 40 % overhead for 730 hours and 16,667 USD of people: 23,064 USD a month; against 3 USD
 * per million tokens 7,688 Mtok a month.
 */
export function selfHosting({ apiUsdPerMtok, ...fleet }: SelfHostQuestion): SelfHostAnswer {
  const [gpuUsdPerHour, tokensPerSecond, overhead, people] = [
    fleet.gpuUsdPerHour ?? fleetDefault('gpuUsdPerHour'),
    fleet.tokensPerSecondPerGpu ?? fleetDefault('tokensPerSecondPerGpu'),
    fleet.overhead ?? fleetDefault('overhead'),
    fleet.peopleUsdPerMonth ?? fleetDefault('peopleUsdPerMonth'),
  ];
  // The smallest fleet that survives a failure: one GPU and what redundancy asks for.
  const gpus = fleet.gpus ?? fleetDefault('redundancy');
  const usdPerMonth = gpus * gpuUsdPerHour * HOURS_PER_MONTH * (1 + overhead) + people;
  const capacityMtok = (gpus * tokensPerSecond * 3600 * HOURS_PER_MONTH) / TOKENS_PER_MTOK;
  const breakEven = selfHostingBreakEvenMtok(usdPerMonth, apiUsdPerMtok, 0);
  const breakEvenMtok = Number.isFinite(breakEven) ? breakEven : null;
  const utilisation = breakEven / capacityMtok;
  const breakEvenUtilisation = utilisation <= 1 ? utilisation : null;
  return {
    gpus,
    usdPerMonth,
    capacityMtok,
    breakEvenMtok,
    breakEvenUtilisation,
    curve: LOADS.map((load) => ({
      utilisation: load,
      usdPerMtok: gpuUsdPerMtok(gpuUsdPerHour, tokensPerSecond, load, overhead) + people / (capacityMtok * load),
    })),
    sentence: fleetSentence(breakEvenMtok, breakEvenUtilisation, capacityMtok),
  };
}

/** Example: `Own hardware pays from 7.69 B tokens a month, 52 % of what these GPUs can serve.` */
function fleetSentence(mtok: number | null, utilisation: number | null, capacityMtok: number): string {
  if (mtok === null) return 'Own hardware never pays: the work costs nothing by use.';
  const tokens = `${compact(mtok * TOKENS_PER_MTOK)} tokens a month`;
  return utilisation === null
    ? `Own hardware would pay from ${tokens}, more than the ${compact(capacityMtok * TOKENS_PER_MTOK)} that these GPUs can serve.`
    : `Own hardware pays from ${tokens}, ${percent(utilisation, 0)} of what these GPUs can serve.`;
}
