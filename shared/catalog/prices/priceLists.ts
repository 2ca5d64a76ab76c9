import type { ModelIndex } from '../matcher/modelIndex.ts';
import { sellerOf } from '../sellers.ts';
import disputes from './disputes.json' with { type: 'json' };
import { rowKey } from './rowStore.ts';
import type { RowStore } from './rowStore.ts';
import type { PriceRow } from './rows.ts';

/** The rows that price one model at one seller, and why they may be wrong. */
export type PriceList = {
  /** Whose list it is: the seller's own, or the one that applies in its place. */
  readonly provider: string;
  readonly vendor: string | null;
  readonly base: readonly PriceRow[];
  readonly overlay: readonly PriceRow[];
  readonly doubt: string | null;
};

/** Prices on which two sources disagree and nobody has read the vendor's page since. */
const DISPUTES = new Map(disputes.map(({ provider, model, why }) => [rowKey(provider, model), why]));

export type PriceLists = (seller: string, model: string) => PriceList | null;

/** Vendors whose models OpenRouter sells at their own price; open models it sells at the price of changing hosts. */
const PASSED_ON = new Set(['openai', 'anthropic', 'google', 'x-ai', 'mistral', 'cohere', 'perplexity']);

const RESOLD = 'OpenRouter sells open models at the changing price of their hosts.';

function currentRate(rows: readonly PriceRow[], priceClass: PriceRow['class']): number | null {
  return (
    rows.find((row) => row.class === priceClass && row.aboveTokens === 0 && row.to === null && row.clock === null)
      ?.usdPerMtok ?? null
  );
}

const samePrice = (left: readonly PriceRow[], right: readonly PriceRow[]): boolean =>
  currentRate(left, 'input') === currentRate(right, 'input') &&
  currentRate(left, 'output') === currentRate(right, 'output');

/** Decides whose rows price a model at a seller. `ownKeys` are those for which the user has entered rates. */
export function priceLists(
  base: RowStore,
  overlay: RowStore,
  ownKeys: ReadonlySet<string>,
  index: ModelIndex,
): PriceLists {
  const vendors = new Map(index.entries.map(({ model, vendor }) => [model, vendor]));
  const list = (provider: string, model: string): PriceList | null => {
    const key = rowKey(provider, model);
    const [own, over] = [base.get(key) ?? [], overlay.get(key) ?? []];
    if (own.length + over.length === 0) return null;
    return { provider, vendor: vendors.get(model) ?? null, base: own, overlay: over, doubt: DISPUTES.get(key) ?? null };
  };

  const openRouterList = (model: string): PriceList | null => {
    const own = list('openrouter', model);
    const vendor = vendors.get(model) ?? null;
    const original = vendor === null ? null : list(vendor, model);
    if (original === null || vendor === null) {
      if (own === null || model.endsWith(':free')) return own;
      return { ...own, doubt: RESOLD };
    }
    if (own !== null && samePrice(own.base, [...original.overlay, ...original.base])) return original;
    if (own === null) return { ...original, doubt: `OpenRouter's own price was not read; ${vendor}'s is used.` };
    if (PASSED_ON.has(vendor)) return { ...original, doubt: `OpenRouter has listed another price than ${vendor}.` };
    return { ...own, doubt: RESOLD };
  };

  return (seller, model) => {
    if (seller === 'openrouter') return openRouterList(model);
    const known = sellerOf(seller);
    for (const provider of [seller, ...(known?.sameAs ?? [])]) {
      const found = list(provider, model);
      if (found !== null) return found;
    }
    for (const provider of known?.like ?? []) {
      const found = list(provider, model);
      if (found !== null) return { ...found, doubt: `${seller} lists no price per token; ${provider}'s is used.` };
    }
    if (!ownKeys.has(rowKey(seller, model))) return null;
    return { provider: seller, vendor: vendors.get(model) ?? null, base: [], overlay: [], doubt: null };
  };
}
