/** Why the invoice differs from what the usage costs at list price. */
export const CAUSES = {
  timing: 'Days that only one of the two covers yet',
  duplicates: 'Requests that were logged twice',
  missing: 'Usage or charges that the other side does not have',
  price: 'Another price than the list, or no list price',
  discount: 'Discounts, credits and refunds',
  tier: 'Another service tier than the usage says',
  rounding: 'Rounding by the vendor',
  'other-charges': 'Taxes, fees, commitments and other services',
  unexplained: 'Not explained',
} as const;
export type Cause = keyof typeof CAUSES;

export const CAUSE_NAMES: Readonly<Record<Cause, string>> = {
  timing: 'Timing',
  duplicates: 'Duplicates',
  missing: 'Missing',
  price: 'Price',
  discount: 'Discount, credits',
  tier: 'Tier',
  rounding: 'Rounding',
  'other-charges': 'Other charges',
  unexplained: 'Unexplained',
};

/** One day and model of one account, as the three sources tell it. Null is unknown or not told. */
export type ReconciliationCell = {
  readonly provider: string | null;
  readonly account: string | null;
  readonly day: string;
  readonly model: string | null;
  readonly invoiceUsd: number | null;
  readonly creditsUsd: number | null;
  readonly otherUsd: number | null;
  readonly invoiceTokens: number;
  readonly invoiceRows: number;
  /** List price of the usage: of the vendor's export where there is one, else of the gateway's log. */
  readonly listUsd: number | null;
  readonly usedTokens: number;
  readonly usedRows: number;
  readonly unpricedTokens: number;
  readonly gatewayUsd: number | null;
  readonly estimateUsd: number | null;
  readonly invoiceTiers: string | null;
  readonly usageTiers: string | null;
  /** Tokens of requests dropped as duplicates. */
  readonly duplicateTokens: number;
};

/** A part of the gap with its cause. */
export type GapPart = { readonly cause: Cause; readonly usd: number; readonly cell: ReconciliationCell };

const CENT = 0.01;
const SAME_RATIO = 0.005;
const SAME_TOKENS = 1e-6;

/**
 * Splits what one account's month was billed beyond its list price into parts, cell by cell. The parts of a cell add up
 * to its gap: each takes what it explains from what is left, and the rest is unexplained.
 *
 * Example: 10 USD billed for usage of 12 USD at list, all cells at 10/12 of it, is a discount of -2.
 */
export function gapParts(cells: readonly ReconciliationCell[]): readonly GapPart[] {
  const covered = {
    invoice: span(cells, ({ invoiceRows }) => invoiceRows),
    usage: span(cells, ({ usedRows }) => usedRows),
  };
  const discount = uniformRatio(cells);
  return cells.flatMap((cell) => cellParts(cell, covered, discount).filter(({ usd }) => usd !== 0));
}

type Span = { readonly first: string; readonly last: string } | null;

function span(cells: readonly ReconciliationCell[], rows: (cell: ReconciliationCell) => number): Span {
  const days = cells.filter((cell) => rows(cell) > 0).map(({ day }) => day);
  const [first, last] = [days.reduce((a, b) => (a < b ? a : b), '9999'), days.reduce((a, b) => (a > b ? a : b), '')];
  return last === '' ? null : { first, last };
}

const lies = (day: string, within: Span): boolean => within !== null && day >= within.first && day <= within.last;

/** The one ratio of billed to list price that all comparable cells share, or null. */
function uniformRatio(cells: readonly ReconciliationCell[]): number | null {
  const ratios = cells.flatMap(({ invoiceUsd, listUsd, unpricedTokens }) =>
    invoiceUsd !== null && listUsd !== null && listUsd > 10 * CENT && invoiceUsd > 0 && unpricedTokens === 0
      ? [invoiceUsd / listUsd]
      : [],
  );
  if (ratios.length < 2) return null;
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  const isUniform = ratios.every((ratio) => Math.abs(ratio / mean - 1) <= SAME_RATIO);
  return isUniform && mean < 1 - SAME_RATIO ? mean : null;
}

function cellParts(
  cell: ReconciliationCell,
  covered: { readonly invoice: Span; readonly usage: Span },
  discount: number | null,
): readonly GapPart[] {
  const part = (cause: Cause, usd: number): GapPart => ({ cause, usd, cell });
  const { invoiceUsd, listUsd, creditsUsd, otherUsd } = cell;
  const always = [part('discount', creditsUsd ?? 0), part('other-charges', otherUsd ?? 0)];
  if (invoiceUsd === null && listUsd === null) return always;
  if (cell.usedRows === 0) {
    const cause = lies(cell.day, covered.usage) ? 'missing' : 'timing';
    return [...always, part(cause, invoiceUsd ?? 0)];
  }
  if (cell.invoiceRows === 0) {
    const cause = lies(cell.day, covered.invoice) ? 'missing' : 'timing';
    return [...always, part(cause, -(listUsd ?? 0))];
  }
  return [...always, ...bothParts(cell, discount, part)];
}

/** A cell that both sides know: first what was counted differently, then what was priced differently. */
function bothParts(
  cell: ReconciliationCell,
  discount: number | null,
  part: (cause: Cause, usd: number) => GapPart,
): readonly GapPart[] {
  const { invoiceUsd, listUsd, invoiceTokens, usedTokens, unpricedTokens } = cell;
  const gap = (invoiceUsd ?? 0) - (listUsd ?? 0);
  if (unpricedTokens > 0 || listUsd === null || invoiceUsd === null) return [part('price', gap)];
  if (Math.abs(gap) <= (CENT / 2) * Math.max(1, cell.invoiceRows)) return [part('rounding', gap)];
  const extraTokens = invoiceTokens > 0 && usedTokens > 0 ? invoiceTokens - usedTokens : 0;
  const isSameCount = Math.abs(extraTokens) <= SAME_TOKENS * usedTokens;
  const counted = isSameCount ? 0 : (listUsd / usedTokens) * extraTokens;
  const twice = extraTokens > 0 ? counted * Math.min(1, cell.duplicateTokens / extraTokens) : 0;
  const priced = gap - counted;
  const quantity = [part('duplicates', twice), part('missing', counted - twice)];
  if (priced === 0) return quantity;
  if (Math.abs(priced) <= (CENT / 2) * Math.max(1, cell.invoiceRows)) return [...quantity, part('rounding', priced)];
  if (discount !== null) return [...quantity, part('discount', priced)];
  const isOtherTier = cell.invoiceTiers !== null && cell.usageTiers !== null && cell.invoiceTiers !== cell.usageTiers;
  if (isOtherTier) return [...quantity, part('tier', priced)];
  // A price per token can only be held against the list where both sides count tokens.
  return [...quantity, part(invoiceTokens > 0 && usedTokens > 0 ? 'price' : 'unexplained', priced)];
}
