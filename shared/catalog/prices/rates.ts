import { priceRegion } from '../matcher/regions.ts';
import type { PriceMatch, RatePeriod } from '../types.ts';
import { atTier, chargesForWrites, inRegion, regionFactor, withCacheWrites } from './adjustments.ts';
import { rateFactors } from './corrections.ts';
import type { CustomRate, PriceCorrections } from './corrections.ts';
import { expandRates, listedRates } from './expand.ts';
import { withFactors } from './factors.ts';
import { lifecycleOf } from './lifecycles.ts';
import type { PriceList } from './priceLists.ts';
import { PRICE_CLASSES } from './rows.ts';
import type { PriceRow } from './rows.ts';
import { compileSheets, instantOf } from './sheets.ts';
import type { Sheet } from './sheets.ts';

/** Rows of a route and region at one tier: those that name the region, else those that name none. */
function rowsIn(rows: readonly PriceRow[], route: string | null, region: string | null, tier: string | null) {
  const routed = rows.filter((row) => row.tier === tier && (row.route === null || row.route === route));
  const own = routed.filter((row) => row.region !== null && row.region === region);
  return own.length > 0 ? own : routed.filter((row) => row.region === null);
}

/** Sheets as rows again, so that rates of one class can be laid over them. */
function rowsOf(sheets: readonly Sheet[], provider: string, model: string): readonly PriceRow[] {
  return sheets.flatMap((sheet) =>
    PRICE_CLASSES.flatMap((priceClass) => {
      const usdPerMtok = sheet.rates[priceClass];
      if (usdPerMtok === null) return [];
      const { from, to, aboveTokens, clock, source, checkedOn, doubt } = sheet;
      const shared = { route: null, region: null, tier: null, from, to, aboveTokens, clock, source, checkedOn, doubt };
      return { ...shared, provider, model, class: priceClass, usdPerMtok };
    }),
  );
}

function customRows(rates: readonly CustomRate[], seller: string, model: string): readonly PriceRow[] {
  return rates
    .filter((rate) => rate.provider === seller && rate.model === model)
    .map((rate) => ({ ...rate, route: null, clock: null, checkedOn: null, doubt: null }));
}

/** A period cannot begin before its model did. */
function sinceRelease(sheet: Sheet, model: string): Sheet | null {
  const released = lifecycleOf(model)?.releasedOn ?? null;
  if (released === null) return sheet;
  const start = instantOf(released);
  if (sheet.to !== null && sheet.to <= start) return null;
  return sheet.from !== null && sheet.from >= start ? sheet : { ...sheet, from: start };
}

/**
 * Rates of a match over time: the list of its seller, route and region, the service tier, then what the user corrected.
 * Empty where the tier has no price. A tier multiplies the region's list, and contracts come last.
 */
export function ratePeriods(match: PriceMatch, list: PriceList, corrections: PriceCorrections): readonly RatePeriod[] {
  const { model, provider: seller, serviceTier } = match;
  if (model === null || seller === null) return [];
  const region = priceRegion(seller, match.route, match.region);
  const custom = customRows(corrections.rates, seller, model);
  const pick = (rows: readonly PriceRow[], tier: string | null) => rowsIn(rows, match.route, region, tier);
  const [base, overlay, own] = [pick(list.base, null), pick(list.overlay, null), pick(custom, null)];
  const namesRegion = [...base, ...overlay].some((row) => row.region !== null);
  const factor = namesRegion ? null : regionFactor(seller, model, region);
  const atShare = compileSheets(base, overlay, own)
    .flatMap((sheet) => sinceRelease(sheet, model) ?? [])
    .map((sheet) => inRegion(withCacheWrites(sheet, list.vendor, model), factor))
    .flatMap((sheet) => atTier(sheet, seller, model, serviceTier) ?? []);
  // A rate that names the tier itself replaces what the tier's share of the standard price gives, class by class.
  const named = serviceTier === 'standard' ? [] : pick([...list.overlay, ...custom], serviceTier);
  const sheets = named.length === 0 ? atShare : compileSheets(rowsOf(atShare, seller, model), [], named);
  const writesCost = chargesForWrites(list.vendor, model);
  return withFactors(sheets, rateFactors(corrections, seller, model)).map((sheet) => ({
    from: sheet.from,
    to: sheet.to,
    aboveTokens: sheet.aboveTokens,
    clock: sheet.clock,
    usdPerMtok: expandRates(sheet.rates, writesCost),
    listed: listedRates(sheet.rates),
    source: sheet.source,
    checkedOn: sheet.checkedOn,
    doubt: sheet.doubt ?? list.doubt,
  }));
}
