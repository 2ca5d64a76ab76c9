/** Words that mean that no geography was asked for. */
const UNSET = new Set(['', 'not_available', 'not-available', 'none', 'null', 'default', 'n/a']);
const GLOBAL = new Set(['global', 'glbl', 'gl', 'globalstandard', 'global-standard', 'globalbatch', 'worldwide']);
const DATA_ZONE = new Set(['data-zone', 'datazone', 'datazonestandard', 'dzone', 'dz']);

/**
 * A region as an export writes it. `global`, `data-zone` and `regional` are spelled one way; anything else is kept in lower
 * case; words that mean nothing become null. Examples: `GlobalStandard` -> global; `us-east-1` stays; `not_available` -> null.
 */
export function readRegion(text: string | null): string | null {
  const word = text?.trim().toLowerCase() ?? '';
  if (UNSET.has(word)) return null;
  if (GLOBAL.has(word)) return 'global';
  if (DATA_ZONE.has(word)) return 'data-zone';
  return word === 'regnl' || word === 'standard' ? 'regional' : word;
}

/** Azure's own regions (`eastus`) say where a resource lies, not what its deployment costs. */
const AZURE_DEPLOYMENTS = new Set(['global', 'data-zone', 'regional', 'us', 'eu']);

/** Bedrock's price depends on whether a call is global, and is the same in every region otherwise. */
export function priceRegion(seller: string, route: string | null, region: string | null): string | null {
  if (seller === 'aws') return region === 'global' ? 'global' : 'regional';
  if (seller === 'azure') return region !== null && AZURE_DEPLOYMENTS.has(region) ? region : null;
  if (seller === 'google' && route !== 'vertex') return null;
  return region;
}
