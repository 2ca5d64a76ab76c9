import type { Finding } from '../units/findings.ts';
import { daysInMonth, monthIndex, type Month } from '../units/months.ts';
import { doseSeries, elapsedSeries } from './dose.ts';
import { STAGES, type LeverContext, type LeverDefinition } from './levers/definition.ts';
import { leverDefinition, LEVERS } from './levers/registry.ts';
import { centralValues, type LeverValues } from './parameters.ts';
import { pricedModel, ROW_COUNT, TEXT_INPUT_ROWS, unpricedModel, type PricedModel } from './prices.ts';
import { scopeMatcher, servesModel, withoutModel } from './scope.ts';
import { rowOf, usedRows } from './segmentRows.ts';
import { at } from './series.ts';
import { TRANSITIONS, type Transition } from './transitions.ts';
import type { Baseline, Lever, Scenario, ScopeDimension, Segment, Series } from './types.ts';

export type CompiledLever = {
  readonly lever: Lever;
  readonly definition: LeverDefinition;
  readonly context: LeverContext;
  /** Central values, clipped to what the descriptors allow. */
  readonly values: LeverValues;
  /** The scope that segments are matched against. */
  readonly workload: Lever['scope'];
  readonly isInWorkload: (labels: Segment['labels']) => boolean;
  readonly separateBy: ScopeDimension | null;
};

/** Segments that every lever treats alike, added up: same model, same terms, same levers. */
export type Group = {
  readonly index: number;
  readonly segments: readonly number[];
  readonly original: PricedModel;
  readonly priceFactor: number;
  readonly contractDiscount: number;
  readonly batchShare: number;
  /** Forecast tokens by class, then requests: row * months + month. */
  readonly volumes: Float64Array;
  /** 1 for each lever whose scope includes the group. */
  readonly inScope: Uint8Array;
  /** Labels of one member; equal among members in every dimension that a lever separates by. */
  readonly labels: Segment['labels'];
  /** Rows with any volume. */
  readonly rows: readonly number[];
  readonly textInputRows: readonly number[];
  /** The transitions that start from a row with volume. */
  readonly transitions: readonly Transition[];
};

export type CompiledScenario = {
  readonly baseline: Baseline;
  readonly scenario: Scenario;
  readonly months: readonly Month[];
  readonly levers: readonly CompiledLever[];
  readonly groups: readonly Group[];
  /** Group of each segment. */
  readonly groupOf: Int32Array;
  /** Whether any lever works on the spend of several groups together. */
  readonly hasPooledLevers: boolean;
  readonly findings: readonly Finding[];
};

export type CompileOptions = {
  /** Keeps segments apart that have different texts here: shocks, budgets. */
  readonly separate?: (segment: Segment) => string;
};

/**
 * Prepares a scenario: levers in the order of the calculation, segments joined into groups. Never throws; what a lever
 * names and the price book lacks becomes a model with unknown prices.
 */
export function compile(baseline: Baseline, scenario: Scenario, options: CompileOptions = {}): CompiledScenario {
  const { months } = baseline;
  const findings: Finding[] = [];
  const modelOf = modelLookup(baseline);
  const days = Float64Array.from(months, daysInMonth);
  const levers = sortLevers(scenario.levers, findings).map((lever, index) =>
    compileLever(lever, index, months, days, modelOf, findings),
  );
  const { groups, groupOf } = groupSegments(baseline, levers, modelOf, options);
  const hasPooledLevers = levers.some(({ definition }) => definition.settle !== undefined);
  return { baseline, scenario, months, levers, groups, groupOf, hasPooledLevers, findings };
}

function modelLookup(baseline: Baseline): (key: string) => PricedModel {
  const known = new Map<string, PricedModel>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const prices = baseline.prices.get(key);
    const made =
      prices === undefined ? unpricedModel(key, baseline.months.length) : pricedModel(prices, baseline.months);
    known.set(key, made);
    return made;
  };
}

/** Enabled levers by stage, then kind, then start, then id: the list's own order has no say. */
function sortLevers(levers: readonly Lever[], findings: Finding[]): { lever: Lever; definition: LeverDefinition }[] {
  const known: { lever: Lever; definition: LeverDefinition; rank: number }[] = [];
  for (const lever of levers) {
    if (!lever.isEnabled) continue;
    const definition = leverDefinition(lever.kind);
    if (definition === undefined) {
      const message = `The lever kind "${lever.kind}" is not known to this version and has no effect.`;
      findings.push({ code: 'no-effect', message, subject: lever.id });
      continue;
    }
    const kindRank = LEVERS.findIndex(({ kind }) => kind === lever.kind);
    known.push({ lever, definition, rank: STAGES.indexOf(definition.stage) * LEVERS.length + kindRank });
  }
  return known.sort(
    (left, right) =>
      left.rank - right.rank ||
      compareText(left.lever.start, right.lever.start) ||
      compareText(left.lever.id, right.lever.id),
  );
}

const compareText = (left: string, right: string): number => (left < right ? -1 : Number(left > right));

function compileLever(
  { lever, definition }: { lever: Lever; definition: LeverDefinition },
  index: number,
  months: readonly Month[],
  days: Series,
  modelOf: (key: string) => PricedModel,
  findings: Finding[],
): CompiledLever {
  const { values, clipped } = centralValues(definition, lever.parameters);
  for (const label of clipped) {
    const message = `${definition.title}: "${label}" is outside what is possible and was set to the nearest possible value.`;
    findings.push({ code: 'parameter-clipped', message, subject: lever.id });
  }
  const dose = doseSeries(months, lever);
  const first = months[0];
  const offset = first === undefined ? -1 : monthIndex(lever.start) - monthIndex(first);
  const servesByKey = new Map<string, boolean>();
  const isByModel = definition.scopeBy === 'serving-model';
  const workload = isByModel ? withoutModel(lever.scope) : lever.scope;
  const context: LeverContext = {
    index,
    monthCount: months.length,
    daysInMonth: days,
    dose,
    elapsed: elapsedSeries(dose),
    startsAt: offset >= 0 && offset < months.length && at(dose, offset) > 0 ? offset : -1,
    model: modelOf,
    serves: ({ key }) => {
      const known = servesByKey.get(key) ?? (!isByModel || servesModel(lever.scope, key));
      servesByKey.set(key, known);
      return known;
    },
  };
  return {
    lever,
    definition,
    context,
    values,
    workload,
    isInWorkload: scopeMatcher(workload),
    separateBy: definition.separateBy?.(values) ?? null,
  };
}

/** Segments with equal terms and levers become one group; volumes are added up. */
function groupSegments(
  baseline: Baseline,
  levers: readonly CompiledLever[],
  modelOf: (key: string) => PricedModel,
  { separate }: CompileOptions,
): { groups: Group[]; groupOf: Int32Array } {
  const membersByKey = new Map<string, number[]>();
  const groupOf = new Int32Array(baseline.segments.length);
  baseline.segments.forEach((segment, index) => {
    const key = [
      segment.priceKey,
      segment.priceFactor,
      segment.contractDiscount,
      segment.batchShare,
      unknownRates(segment, modelOf(segment.priceKey)),
      levers.map(({ isInWorkload }) => (isInWorkload(segment.labels) ? '1' : '0')).join(''),
      ...levers.map(({ separateBy }) => (separateBy === null ? '' : (segment.labels[separateBy] ?? ''))),
      separate?.(segment) ?? '',
    ].join('\n');
    const members = membersByKey.get(key) ?? [];
    members.push(index);
    membersByKey.set(key, members);
  });
  const groups = [...membersByKey.values()].map((members, index) => {
    for (const member of members) groupOf[member] = index;
    return createGroup(baseline, members, index, levers, modelOf);
  });
  return { groups, groupOf };
}

/** The classes that the segment uses in a month without a rate, so that a priced segment is never joined to an unpriced one. */
const unknownRates = (segment: Segment, model: PricedModel): string =>
  usedRows(segment)
    .filter((row) => {
      const series = rowOf(segment, row);
      return series !== null && model.hasGaps[row] === 1 && lacksRate(series, model.rates[row]);
    })
    .join(' ');

function lacksRate(tokens: Series, rates: Series | undefined): boolean {
  for (let month = 0; month < tokens.length; month += 1) {
    if (tokens[month] !== 0 && Number.isNaN(rates?.[month] ?? NaN)) return true;
  }
  return false;
}

function createGroup(
  baseline: Baseline,
  members: readonly number[],
  index: number,
  levers: readonly CompiledLever[],
  modelOf: (key: string) => PricedModel,
): Group {
  const monthCount = baseline.months.length;
  const volumes = new Float64Array(ROW_COUNT * monthCount);
  const segments = members.flatMap((member) => baseline.segments[member] ?? []);
  for (const segment of segments) addVolumes(volumes, segment, monthCount);
  const rows = Array.from({ length: ROW_COUNT }, (_, row) => row).filter((row) =>
    hasVolume(volumes, row * monthCount, (row + 1) * monthCount),
  );
  const [first] = segments;
  if (first === undefined) throw new RangeError('A group needs a segment');
  return {
    index,
    segments: members,
    original: modelOf(first.priceKey),
    priceFactor: first.priceFactor,
    contractDiscount: first.contractDiscount,
    batchShare: first.batchShare,
    volumes,
    inScope: Uint8Array.from(levers, ({ isInWorkload }) => Number(isInWorkload(first.labels))),
    labels: first.labels,
    rows,
    textInputRows: TEXT_INPUT_ROWS.filter((row) => rows.includes(row)),
    transitions: TRANSITIONS.filter(({ from }) => rows.includes(from)),
  };
}

function hasVolume(volumes: Float64Array, from: number, to: number): boolean {
  for (let cell = from; cell < to; cell += 1) if (volumes[cell] !== 0) return true;
  return false;
}

/** Adds a segment's tokens and requests, times a multiple per month, to volumes laid out as row * months + month. */
export function addVolumes(volumes: Float64Array, segment: Segment, monthCount: number, multiples?: Series): void {
  for (const row of usedRows(segment)) {
    const values = rowOf(segment, row);
    if (values === null) continue;
    const start = row * monthCount;
    for (let month = 0; month < monthCount; month += 1) {
      const multiple = multiples === undefined ? 1 : at(multiples, month);
      volumes[start + month] = at(volumes, start + month) + at(values, month) * multiple;
    }
  }
}
