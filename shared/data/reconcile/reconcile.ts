import { groupBy } from '../../units/groupBy.ts';
import type { SpendFilter } from '../sql/spend.ts';
import { CAUSES, gapParts, type Cause, type GapPart, type ReconciliationCell } from './causes.ts';

/** A part of a gap with the rows it comes from. */
export type GapCause = {
  readonly cause: Cause;
  readonly usd: number;
  /** Days and models concerned; the filter leads to their rows. */
  readonly cells: number;
  readonly rows: SpendFilter;
};

/** One account's month: what the three sources say, and why invoice and list price differ. */
export type ReconciledMonth = {
  readonly provider: string | null;
  readonly account: string | null;
  /** `YYYY-MM`, UTC. */
  readonly month: string;
  /** All that the invoice asks for, USD; null where there is no invoice. */
  readonly billedUsd: number | null;
  /** List price of the usage, USD; null where none is known. */
  readonly computedUsd: number | null;
  /** List price of what the gateway logged, and the gateway's own estimate, USD. */
  readonly gatewayUsd: number | null;
  readonly estimateUsd: number | null;
  /** billed - computed; null where one of the two is missing. */
  readonly gapUsd: number | null;
  /** They add up to the gap. */
  readonly causes: readonly GapCause[];
  /** Usage at list price over the invoice; the share of the spend that is metered. */
  readonly captured: number | null;
};

/** Holds invoice, usage and gateway against each other, by account and month. */
export function reconcile(cells: readonly ReconciliationCell[]): readonly ReconciledMonth[] {
  const scopes = groupBy(cells, ({ provider, account, day }) => JSON.stringify([provider, account, day.slice(0, 7)]));
  return [...scopes.values()].map(reconcileMonth).sort(byMoney);
}

const byMoney = (left: ReconciledMonth, right: ReconciledMonth): number =>
  right.month.localeCompare(left.month) || (right.billedUsd ?? 0) - (left.billedUsd ?? 0);

function reconcileMonth(named: readonly ReconciliationCell[]): ReconciledMonth {
  // An invoice or an export that names no model can only be compared by day.
  const hasUnnamed = named.some(({ model, invoiceRows, usedRows }) => model === null && invoiceRows + usedRows > 0);
  const cells = hasUnnamed ? byDay(named) : named;
  const [first] = cells;
  const sum = (read: (cell: ReconciliationCell) => number | null): number | null => total(cells.map(read));
  const invoice = total([sum((cell) => cell.invoiceUsd), sum((cell) => cell.creditsUsd), sum((cell) => cell.otherUsd)]);
  const list = sum(({ listUsd }) => listUsd);
  const gap = invoice === null || list === null ? null : invoice - list;
  return {
    provider: first?.provider ?? null,
    account: first?.account ?? null,
    month: first?.day.slice(0, 7) ?? '',
    billedUsd: invoice,
    computedUsd: list,
    gatewayUsd: sum(({ gatewayUsd }) => gatewayUsd),
    estimateUsd: sum(({ estimateUsd }) => estimateUsd),
    gapUsd: gap,
    causes: gap === null ? [] : withRest(gap, causesOf(gapParts(cells))),
    captured: invoice === null || list === null || invoice <= 0 ? null : list / invoice,
  };
}

/** A sum in which nothing known is unknown, and not 0. */
function total(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

function byDay(cells: readonly ReconciliationCell[]): readonly ReconciliationCell[] {
  return [...groupBy(cells, ({ day }) => day).values()].flatMap((ofDay) => {
    const [first] = ofDay;
    if (first === undefined) return [];
    const sum = (read: (cell: ReconciliationCell) => number): number =>
      ofDay.reduce((all, cell) => all + read(cell), 0);
    const sumKnown = (read: (cell: ReconciliationCell) => number | null): number | null => total(ofDay.map(read));
    return [
      {
        ...first,
        model: null,
        invoiceUsd: sumKnown(({ invoiceUsd }) => invoiceUsd),
        creditsUsd: sumKnown(({ creditsUsd }) => creditsUsd),
        otherUsd: sumKnown(({ otherUsd }) => otherUsd),
        invoiceTokens: sum(({ invoiceTokens }) => invoiceTokens),
        invoiceRows: sum(({ invoiceRows }) => invoiceRows),
        listUsd: sumKnown(({ listUsd }) => listUsd),
        usedTokens: sum(({ usedTokens }) => usedTokens),
        usedRows: sum(({ usedRows }) => usedRows),
        unpricedTokens: sum(({ unpricedTokens }) => unpricedTokens),
        gatewayUsd: sumKnown(({ gatewayUsd }) => gatewayUsd),
        estimateUsd: sumKnown(({ estimateUsd }) => estimateUsd),
        invoiceTiers: null,
        usageTiers: null,
        duplicateTokens: sum(({ duplicateTokens }) => duplicateTokens),
      },
    ];
  });
}

function causesOf(parts: readonly GapPart[]): readonly GapCause[] {
  const grouped = groupBy(parts, ({ cause }) => cause);
  return (Object.keys(CAUSES) as readonly Cause[]).flatMap((cause) => {
    const found = grouped.get(cause) ?? [];
    if (found.length === 0) return [];
    const usd = found.reduce((sum, part) => sum + part.usd, 0);
    return [{ cause, usd, cells: found.length, rows: rowsOf(found.map(({ cell }) => cell)) }];
  });
}

const NOTHING_LEFT = 1e-9;

/** What the parts leave of the gap, down to the last bit, is unexplained: so they always add up. */
function withRest(gap: number, causes: readonly GapCause[]): readonly GapCause[] {
  const rest = gap - causes.reduce((sum, { usd }) => sum + usd, 0);
  if (Math.abs(rest) <= NOTHING_LEFT * Math.max(1, Math.abs(gap))) return causes;
  const known = causes.find(({ cause }) => cause === 'unexplained');
  const everything: SpendFilter = { where: {}, from: null, to: null };
  const unexplained = known ?? { cause: 'unexplained' as const, usd: 0, cells: 0, rows: everything };
  return [...causes.filter(({ cause }) => cause !== 'unexplained'), { ...unexplained, usd: unexplained.usd + rest }];
}

const DAY_MILLISECONDS = 86_400_000;

/** The smallest filter that holds all rows of some cells. */
function rowsOf(cells: readonly ReconciliationCell[]): SpendFilter {
  const days = cells.map(({ day }) => day).sort();
  const models = [...new Set(cells.map(({ model }) => model))];
  const [first] = cells;
  const after = new Date(Date.parse(`${days.at(-1) ?? ''}T00:00:00Z`) + DAY_MILLISECONDS).toISOString().slice(0, 10);
  return {
    where: { provider: [first?.provider ?? null], ...(models.includes(null) ? {} : { model: models }) },
    from: days[0] ?? null,
    to: after,
  };
}
