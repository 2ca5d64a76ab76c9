import { priceRegion } from '../matcher/regions.ts';
import type { PriceMatch, RatePeriod } from '../types.ts';
import { atTier, chargesForWrites, inRegion, regionFactor, withCacheWrites } from './adjustments.ts';
import { rateFactors } from './corrections.ts';
import type { CustomRate, PriceCorrections } from './corrections.ts';
import { expandRates, listedRates } from './expand.ts';
import { withFactors } from './factors.ts';
import { lifecycleOf } from './lifecycles.ts';
import type { PriceList } from './priceLists.ts';
import type { PriceRow } from './rows.ts';
import { compileSheets, instantOf } from './sheets.ts';
import type { Sheet } from './sheets.ts';

/** Rows of one region and tier: those that name it, else those that name none. */
function rowsIn(rows: readonly PriceRow[], route: string | null, region: string | null, tier: string | null) {
  const routed = rows.filter((row) => row.tier === tier && (row.route === null || row.route === route));
  const own = routed.filter((row) => row.region !== null && row.region === region);
  return own.length > 0 ? own : routed.filter((row) => row.region === null);
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
 * Empty where the tier has no price. The order matters once: a tier multiplies the region's list, contracts come last.
 */
export function ratePeriods(match: PriceMatch, list: PriceList, corrections: PriceCorrections): readonly RatePeriod[] {
  const { model, provider: seller, serviceTier } = match;
  if (model === null || seller === null) return [];
  const region = priceRegion(seller, match.route, match.region);
  const custom = customRows(corrections.rates, seller, model);
  const tierRows = [...list.base, ...list.overlay, ...custom].some((row) => row.tier === serviceTier);
  const tier = tierRows ? serviceTier : null;
  const pick = (rows: readonly PriceRow[]) => rowsIn(rows, match.route, region, tier);
  const [base, overlay, own] = [pick(list.base), pick(list.overlay), pick(custom)];
  const namesRegion = [...base, ...overlay].some((row) => row.region !== null);
  const factor = namesRegion ? null : regionFactor(seller, model, region);
  const sheets = compileSheets(base, overlay, own)
    .flatMap((sheet) => sinceRelease(sheet, model) ?? [])
    .map((sheet) => inRegion(withCacheWrites(sheet, list.vendor, model), factor))
    .flatMap((sheet) => (tierRows ? sheet : (atTier(sheet, seller, model, serviceTier) ?? [])));
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
