import { mergeFindings, type Finding } from '../units/findings.ts';
import type { Month } from '../units/months.ts';
import { TOKENS_PER_MTOK } from '../units/quantities.ts';
import { perTokenClass, type PerTokenClass } from '../units/tokenClasses.ts';
import { compile, type CompiledScenario } from './compile.ts';
import { chargeLevers, settleCells } from './evaluate.ts';
import { explain } from './explain.ts';
import { CLASS_INDEX } from './prices.ts';
import { segmentSpend } from './segmentSpend.ts';
import { at, sumKnown } from './series.ts';
import { centralChoice, createWorkspace } from './streams.ts';
import { collectTotals, type GroupPrices } from './totals.ts';
import type { Baseline, Scenario, Series } from './types.ts';

/** What a lever costs besides tokens, and the figures that explain it. */
export type LeverOutcome = {
  readonly id: string;
  readonly kind: string;
  readonly recurringUsd: Series;
  readonly oneOffUsd: Series;
  /** Damage and lost work valued in money; never part of the spend. */
  readonly lossUsd: Series;
  /** Utilisation, coverage and the like, per month. */
  readonly figures: Readonly<Record<string, Series>>;
};

/** USD per unit and month; NaN in a month without such units. */
export type UnitCost = { readonly unit: 'request' | 'million-tokens'; readonly usd: Series };

/** The central case of a scenario, month by month. Plain data: it may be posted between threads. */
export type ScenarioResult = {
  readonly id: string;
  readonly name: string;
  readonly months: readonly Month[];
  /** Usage + recurring + one-off, USD. What has an unknown price is left out and named in the findings. */
  readonly costUsd: Series;
  readonly usageUsd: Series;
  readonly recurringUsd: Series;
  readonly oneOffUsd: Series;
  /** Expected damage of added mistakes and blocked work; beside the spend, never in it. */
  readonly lossUsd: Series;
  readonly totalUsd: number;
  /** Null where no source counts requests. */
  readonly requests: Series | null;
  readonly tokens: PerTokenClass<Series>;
  /** Quality against today, weighted by tokens; 1 = as good. */
  readonly quality: Series;
  /** Spend by use of each segment; NaN in a month whose price is unknown. */
  readonly segments: readonly { readonly id: string; readonly usd: Series }[];
  /** Spend by use and tokens by the model that serves; NaN where a price is unknown. */
  readonly models: readonly { readonly key: string; readonly usd: Series; readonly tokens: Series }[];
  readonly unitCosts: readonly UnitCost[];
  readonly levers: readonly LeverOutcome[];
  readonly findings: readonly Finding[];
};

/**
 * Runs a scenario at the central value of every parameter. The order of the levers in the list does not matter.
 * Example: 1 Mtok fresh input a month at 5 USD per million with a batch share of 0.4 at half price costs
 * 5 * (1 - 0.4 * 0.5) = 4 USD a month.
 */
export function runScenario(baseline: Baseline, scenario: Scenario): ScenarioResult {
  return runCompiled(compile(baseline, scenario));
}

/** The same for a scenario that is compiled already. */
export function runCompiled(compiled: CompiledScenario): ScenarioResult {
  const { baseline, scenario, months } = compiled;
  const count = months.length;
  const workspace = createWorkspace(compiled);
  const choice = centralChoice(compiled);
  const lines = chargeLevers(compiled, choice);
  const cells = settleCells(compiled, workspace, choice, lines);
  const totals = collectTotals(compiled, workspace, choice, cells);

  const segments = baseline.segments.map((segment, index) => {
    const prices = totals.groups[compiled.groupOf[index] ?? -1];
    return {
      id: segment.id,
      usd: prices === undefined ? new Float64Array(count) : segmentSpend(segment, prices, count),
    };
  });
  const usageUsd = sumSeries(
    count,
    segments.map(({ usd }) => usd),
  );
  const recurringUsd = sumSeries(
    count,
    lines.map((line) => line.recurringUsd),
  );
  const oneOffUsd = sumSeries(
    count,
    lines.map((line) => line.oneOffUsd),
  );
  const costUsd = sumSeries(count, [usageUsd, recurringUsd, oneOffUsd]);
  return {
    id: scenario.id,
    name: scenario.name,
    months,
    costUsd,
    usageUsd,
    recurringUsd,
    oneOffUsd,
    lossUsd: sumSeries(count, [totals.mistakesUsd, ...lines.map((line) => line.lossUsd)]),
    totalUsd: sumKnown(costUsd),
    requests: baseline.segments.some(({ requests }) => requests !== null) ? totals.requests : null,
    tokens: perTokenClass((name) => totals.tokens.slice(CLASS_INDEX[name] * count, (CLASS_INDEX[name] + 1) * count)),
    quality: totals.quality,
    segments,
    models: [...totals.models].map(([key, { usd, tokens }]) => ({ key, usd, tokens })),
    unitCosts: unitCosts(compiled, totals.groups, segments, recurringUsd),
    levers: compiled.levers.flatMap(({ lever, context }) => {
      const line = lines[context.index];
      return line === undefined ? [] : [{ id: lever.id, kind: lever.kind, ...line }];
    }),
    findings: mergeFindings([
      ...baseline.findings,
      ...compiled.findings,
      ...explain(compiled, totals, segments, lines),
    ]),
  };
}

/** Adds series up, leaving out unknown (NaN) months. */
function sumSeries(count: number, all: readonly Series[]): Series {
  const sum = new Float64Array(count);
  for (const series of all) {
    for (let month = 0; month < count; month += 1) {
      const value = at(series, month);
      if (!Number.isNaN(value)) sum[month] = at(sum, month) + value;
    }
  }
  return sum;
}

/**
 * Running cost per request and per million tokens, over the segments that have a price (and count requests).
 * Example: 120 USD of usage and 30 USD of hosting for 1,000 requests and 50 Mtok: 0.15 USD and 3 USD.
 */
function unitCosts(
  { baseline, months }: CompiledScenario,
  groups: readonly GroupPrices[],
  segments: ScenarioResult['segments'],
  recurringUsd: Series,
): UnitCost[] {
  const [requests, tokens] = [new Float64Array(months.length), new Float64Array(months.length)];
  for (const prices of groups) {
    const members = prices.group.segments.flatMap((index) => segments[index] ?? []);
    for (let month = 0; month < months.length; month += 1) {
      if (members.some(({ usd }) => Number.isNaN(at(usd, month)))) continue;
      requests[month] = at(requests, month) + at(prices.requests, month);
      tokens[month] = at(tokens, month) + at(prices.tokens, month);
    }
  }
  const per = (spending: ScenarioResult['segments'], units: Series, scale: number): Series => {
    const spend = sumSeries(months.length, [...spending.map(({ usd }) => usd), recurringUsd]);
    return spend.map((usd, month) => (at(units, month) === 0 ? NaN : (usd / at(units, month)) * scale));
  };
  const counted = segments.filter((_, index) => baseline.segments[index]?.requests !== null);
  return [
    { unit: 'request', usd: per(counted, requests, 1) },
    { unit: 'million-tokens', usd: per(segments, tokens, TOKENS_PER_MTOK) },
  ];
}
