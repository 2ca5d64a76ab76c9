import { perTokenClass } from '../units/tokenClasses.ts';
import type { CostLine, CostState, Workload } from './bridge.ts';
import { compile } from './compile.ts';
import { cellKey, chargeLevers, settleCells } from './evaluate.ts';
import type { LeverLine } from './levers/definition.ts';
import { CLASS_COUNT, CLASS_INDEX, REQUEST_ROW } from './prices.ts';
import { at } from './series.ts';
import { addSpend, addTokens, centralChoice, createWorkspace, visitStreams, type ServedStream } from './streams.ts';
import type { Baseline, Lever, Scenario, Segment } from './types.ts';

type Sums = { readonly tokens: Float64Array; readonly listUsd: Float64Array; netUsd: number };
type OpenWorkload = { requests: number | null; readonly models: Map<string, Sums> };

/** Months of the horizon, both ends included, counted from 0. */
export type MonthSpan = { readonly from: number; readonly to: number };

/**
 * The cost of some months of a scenario as a state for a bridge, at central values. What has an unknown price is left out,
 * and so are segments whose workload is null and levers that are not counted: those outside a budget's scope.
 * Example: 2 Mtok at a list price of 5 USD with 20 % off: listUsd 10, netUsd 8.
 */
export function costState(
  baseline: Baseline,
  scenario: Scenario,
  span: MonthSpan,
  workloadOf: (segment: Segment) => string | null,
  countsLever: (lever: Lever) => boolean = () => true,
): CostState {
  const compiled = compile(baseline, scenario, { separate: (segment) => JSON.stringify(workloadOf(segment)) });
  const workspace = createWorkspace(compiled);
  const choice = centralChoice(compiled);
  const lines = chargeLevers(compiled, choice);
  const cells = settleCells(compiled, workspace, choice, lines);
  const workloads = new Map<string, OpenWorkload>();
  visitStreams(compiled, workspace, choice, compiled.groups, (served) => {
    const first = baseline.segments[served.group.segments[0] ?? -1];
    const name = first === undefined ? null : workloadOf(first);
    if (name === null) return;
    const workload = openWorkload(workloads, name);
    if (served.position === 0) addRequests(workload, served, span);
    const sums = openModel(workload, served.stream.model.key);
    const usd = new Float64Array(compiled.months.length);
    addSpend(usd, 0, served);
    const tokens = new Float64Array(CLASS_COUNT * compiled.months.length);
    addTokens(tokens, served, workspace.pricing.splits);
    const kept = cells.get(cellKey(served.group.index, served.position))?.kept;
    for (let month = span.from; month <= span.to; month += 1) {
      if (Number.isNaN(at(usd, month))) continue;
      sums.netUsd += at(usd, month) * (kept === undefined ? 1 : at(kept, month));
      addMonth(sums, served, tokens, month);
    }
  });
  const counted = compiled.levers.flatMap(({ lever, definition }, index) =>
    countsLever(lever) ? [{ line: lines[index], isCommitment: definition.stage === 'commitment' }] : [],
  );
  const linesThat = (isCommitment: boolean): LeverLine[] =>
    counted.flatMap(({ line, isCommitment: isOne }) => (line !== undefined && isOne === isCommitment ? [line] : []));
  return {
    workloads: [...workloads].map(([name, workload]) => closeWorkload(name, workload)),
    commitmentUsd: sumLines(linesThat(true), span),
    fixedUsd: sumLines(linesThat(false), span),
    creditsUsd: 0,
    fxRate: 1,
  };
}

function openWorkload(workloads: Map<string, OpenWorkload>, name: string): OpenWorkload {
  const known = workloads.get(name) ?? { requests: null, models: new Map<string, Sums>() };
  workloads.set(name, known);
  return known;
}

function openModel({ models }: OpenWorkload, key: string): Sums {
  const known = models.get(key) ?? {
    tokens: new Float64Array(CLASS_COUNT),
    listUsd: new Float64Array(CLASS_COUNT),
    netUsd: 0,
  };
  models.set(key, known);
  return known;
}

function addRequests(workload: OpenWorkload, { group, volumes, factors }: ServedStream, span: MonthSpan): void {
  if (!group.rows.includes(REQUEST_ROW)) return;
  for (let month = span.from; month <= span.to; month += 1) {
    workload.requests = (workload.requests ?? 0) + at(volumes, REQUEST_ROW * factors.months + month);
  }
}

/** Tokens and their list price; a fee and own hardware have no list. */
function addMonth(sums: Sums, { stream, factors }: ServedStream, tokens: Float64Array, month: number): void {
  for (let row = 0; row < CLASS_COUNT; row += 1) {
    const count = at(tokens, row * factors.months + month);
    if (count === 0) continue;
    sums.tokens[row] = at(sums.tokens, row) + count;
    const rate = (stream.model.rates[row]?.[month] ?? NaN) * at(stream.price, month);
    sums.listUsd[row] = at(sums.listUsd, row) + (count * rate) / 1e6;
  }
}

function closeWorkload(name: string, { requests, models }: OpenWorkload): Workload {
  const lines: CostLine[] = [...models].map(([model, { tokens, listUsd, netUsd }]) => ({
    model,
    tokens: perTokenClass((tokenClass) => at(tokens, CLASS_INDEX[tokenClass])),
    listUsd: perTokenClass((tokenClass) => at(listUsd, CLASS_INDEX[tokenClass])),
    netUsd,
  }));
  return { name, requests, lines };
}

function sumLines(lines: readonly LeverLine[], { from, to }: MonthSpan): number {
  let sum = 0;
  for (const { recurringUsd, oneOffUsd } of lines) {
    for (let month = from; month <= to; month += 1) sum += at(recurringUsd, month) + at(oneOffUsd, month);
  }
  return sum;
}
