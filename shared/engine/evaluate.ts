import type { CompiledLever, CompiledScenario, Group } from './compile.ts';
import type { Cell, LeverLine } from './levers/definition.ts';
import { CLASS_COUNT, INPUT_ROWS, OUTPUT_ROWS, REQUEST_ROW } from './prices.ts';
import { at, constant } from './series.ts';
import { addSpend, addTokens, visitStreams, type Choice, type ServedStream, type Workspace } from './streams.ts';
import type { Series } from './types.ts';

export type Evaluation = {
  /** Spend by use after commitments and caps, USD, by group * months + month; NaN where a price is unknown. */
  readonly groupUsd: Float64Array;
  /** Money of each lever that belongs to no group. */
  readonly lines: readonly LeverLine[];
};

export const cellKey = (group: number, position: number): string => `${String(group)}:${String(position)}`;

/**
 * The money of one choice of levers, without the details: what draws, attributions and searches need.
 * Example: one group of 1 Mtok fresh input at 5 USD per million, no levers: groupUsd is 5 in that month.
 */
export function evaluate(compiled: CompiledScenario, workspace: Workspace, choice: Choice): Evaluation {
  const months = compiled.months.length;
  const groupUsd = new Float64Array(compiled.groups.length * months);
  const lines = chargeLevers(compiled, choice);
  const cells = settleCells(compiled, workspace, choice, lines);
  if (!compiled.hasPooledLevers) {
    visitStreams(compiled, workspace, choice, compiled.groups, (served) => {
      addSpend(groupUsd, served.group.index * months, served);
    });
  }
  for (const cell of cells.values()) {
    for (let month = 0; month < months; month += 1) {
      const index = cell.group * months + month;
      groupUsd[index] = at(groupUsd, index) + at(cell.usd, month) * at(cell.kept, month);
    }
  }
  return { groupUsd, lines };
}

/** Recurring and one-off money of each lever that acts on anything. */
export function chargeLevers(compiled: CompiledScenario, choice: Choice): LeverLine[] {
  // Nothing writes into the line of a lever that neither charges nor settles.
  const nothing = emptyLine(compiled.months.length);
  return compiled.levers.map(({ definition, context }) => {
    if (definition.charge === undefined && definition.settle === undefined) return nothing;
    const line = emptyLine(compiled.months.length);
    if (choice.isActive(context.index) && touches(compiled.groups, context.index)) {
      definition.charge?.(choice.valuesOf(context.index), line, context);
    }
    return line;
  });
}

/** Spend by stream with what commitments, hardware and caps left of it; empty where no lever works on pooled spend. */
export function settleCells(
  compiled: CompiledScenario,
  workspace: Workspace,
  choice: Choice,
  lines: readonly LeverLine[],
): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>();
  if (!compiled.hasPooledLevers) return cells;
  visitStreams(compiled, workspace, choice, compiled.groups, (served) => {
    cells.set(cellKey(served.group.index, served.position), createCell(served, workspace));
  });
  settle(compiled, choice, [...cells.values()], lines);
  return cells;
}

/** The spend of one group by stream before anything settles it. */
export function openCells(
  compiled: CompiledScenario,
  workspace: Workspace,
  choice: Choice,
  group: Group,
): readonly Cell[] {
  const cells: Cell[] = [];
  visitStreams(compiled, workspace, choice, [group], (served) => {
    cells.push(createCell(served, workspace));
  });
  return cells;
}

const touches = (groups: readonly Group[], lever: number): boolean =>
  groups.some(({ inScope }) => inScope[lever] === 1);

const emptyLine = (months: number): LeverLine => ({
  recurringUsd: new Float64Array(months),
  oneOffUsd: new Float64Array(months),
  lossUsd: new Float64Array(months),
  figures: {},
});

/** Commitments, own hardware, caps and contingency, one after the other in the order of the calculation. */
export function settle(
  compiled: CompiledScenario,
  choice: Choice,
  cells: readonly Cell[],
  lines: readonly LeverLine[],
): void {
  for (const compiledLever of compiled.levers) {
    const { definition, context } = compiledLever;
    const line = lines[context.index];
    if (definition.settle === undefined || line === undefined || !choice.isActive(context.index)) continue;
    if (!touches(compiled.groups, context.index)) continue;
    const own = cells
      .filter(({ group, stream }) => {
        const isInScope = compiled.groups[group]?.inScope[context.index] === 1;
        return isInScope && context.serves(stream.model);
      })
      .map((cell) => ({ ...cell, member: memberOf(compiled, compiledLever, cell.group) }));
    definition.settle(choice.valuesOf(context.index), own, line, context);
  }
}

function memberOf(compiled: CompiledScenario, { separateBy }: CompiledLever, group: number): string | null {
  return separateBy === null ? null : (compiled.groups[group]?.labels[separateBy] ?? null);
}

function createCell(served: ServedStream, { pricing }: Workspace): Cell {
  const { group, factors, stream, volumes } = served;
  const { months } = factors;
  const usd = new Float64Array(months);
  addSpend(usd, 0, served);
  const tokens = new Float64Array(CLASS_COUNT * months);
  addTokens(tokens, served, pricing.splits);
  const requests = new Float64Array(months);
  if (group.rows.includes(REQUEST_ROW) && !stream.isOverhead) {
    for (let month = 0; month < months; month += 1) {
      requests[month] = at(stream.share, month) * at(volumes, REQUEST_ROW * months + month);
    }
  }
  return {
    group: group.index,
    stream: { model: stream.model, lever: stream.lever, isOverhead: stream.isOverhead },
    member: null,
    usd,
    inputTokens: sumRows(tokens, INPUT_ROWS, months),
    outputTokens: sumRows(tokens, OUTPUT_ROWS, months),
    requests,
    kept: constant(months, 1),
  };
}

function sumRows(values: Float64Array, rows: readonly number[], months: number): Series {
  const sum = new Float64Array(months);
  for (const row of rows) {
    for (let month = 0; month < months; month += 1) {
      sum[month] = at(sum, month) + at(values, row * months + month);
    }
  }
  return sum;
}
