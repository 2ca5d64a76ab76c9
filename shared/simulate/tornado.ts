import { compile, type CompiledScenario } from '../engine/compile.ts';
import { evaluate, type Evaluation } from '../engine/evaluate.ts';
import type { LeverValues } from '../engine/parameters.ts';
import { isChance } from '../engine/parameters.ts';
import { at } from '../engine/series.ts';
import { centralChoice, createWorkspace, type Choice } from '../engine/streams.ts';
import type { Baseline, Scenario } from '../engine/types.ts';
import { P90_DEVIATE } from './normal.ts';
import { uncertainParameters, type UncertainParameter } from './uncertainty.ts';
import { shockedVolumes } from './volumes.ts';

/** What one uncertain input alone does to the total: everything else at its central value. */
export type TornadoBar = {
  /** Null for the volume forecast. */
  readonly leverId: string | null;
  readonly key: string | null;
  /** The input at its P10 and P90; for a chance event not happening and happening; null for the volume. */
  readonly lowValue: number | null;
  readonly highValue: number | null;
  /** The total over the horizon with the input there, USD. */
  readonly atLowUsd: number;
  readonly atHighUsd: number;
};

/**
 * Each uncertain input at its P10 and P90, the widest bar first. Bars do not add up: inputs act together.
 * Example: 100 USD a month, a batch share of 0.2 to 0.6 at half price: 90 and 70 USD.
 */
export function tornado(baseline: Baseline, scenario: Scenario, overrunBias = 0): TornadoBar[] {
  const compiled = compile(baseline, scenario);
  const workspace = createWorkspace(compiled);
  const total = (choice: Choice): number => totalUsd(evaluate(compiled, workspace, choice));
  const bars = uncertainParameters(compiled).map((parameter): TornadoBar => {
    const [low, high] = endsOf(compiled, parameter);
    return {
      leverId: compiled.levers[parameter.lever]?.lever.id ?? '',
      key: parameter.key,
      lowValue: low,
      highValue: high,
      atLowUsd: total(withValue(compiled, parameter, low)),
      atHighUsd: total(withValue(compiled, parameter, high)),
    };
  });
  const volume = volumeBar(compiled, overrunBias, total);
  const all = volume === null ? bars : [...bars, volume];
  return all.sort((left, right) => widthOf(right) - widthOf(left));
}

export const widthOf = ({ atLowUsd, atHighUsd }: TornadoBar): number => Math.abs(atHighUsd - atLowUsd);

/** Known spend of a result, levers' own costs included. */
export function totalUsd({ groupUsd, lines }: Evaluation): number {
  let sum = 0;
  for (const usd of groupUsd) if (!Number.isNaN(usd)) sum += usd;
  for (const { recurringUsd, oneOffUsd } of lines) {
    for (let month = 0; month < recurringUsd.length; month += 1) sum += at(recurringUsd, month) + at(oneOffUsd, month);
  }
  return sum;
}

function endsOf(compiled: CompiledScenario, { lever, key, quantile }: UncertainParameter): readonly [number, number] {
  const given = compiled.levers[lever]?.lever.parameters[key];
  const isEvent = given !== undefined && isChance(given);
  // An event of small probability has both quantiles on one side; its two outcomes are what a reader wants to see.
  return isEvent ? [quantile(0), quantile(1)] : [quantile(0.1), quantile(0.9)];
}

function withValue(compiled: CompiledScenario, { lever, key }: UncertainParameter, value: number): Choice {
  const central = centralChoice(compiled);
  const changed: LeverValues = { ...central.valuesOf(lever), [key]: value };
  return { ...central, valuesOf: (index) => (index === lever ? changed : central.valuesOf(index)) };
}

function volumeBar(
  compiled: CompiledScenario,
  overrunBias: number,
  total: (choice: Choice) => number,
): TornadoBar | null {
  const { baseline } = compiled;
  if (baseline.segments.every(({ sigma }) => sigma.every((value) => value === 0))) return null;
  const shocked = compiled.groups.map((group) => shockedVolumes(baseline, group, 1 + overrunBias));
  const at = (deviate: number): number =>
    total({
      ...centralChoice(compiled),
      volumesOf: (group) => shocked[group.index]?.(deviate) ?? group.volumes,
    });
  return {
    leverId: null,
    key: null,
    lowValue: null,
    highValue: null,
    atLowUsd: at(-P90_DEVIATE),
    atHighUsd: at(P90_DEVIATE),
  };
}
