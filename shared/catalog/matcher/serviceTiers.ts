const TIERS: Readonly<Record<string, string>> = {
  '': 'standard',
  standard: 'standard',
  default: 'standard',
  auto: 'standard',
  on_demand: 'standard',
  'on-demand': 'standard',
  message: 'standard',
  messages: 'standard',
  standard_only: 'standard',
  none: 'standard',
  null: 'standard',
  batch: 'batch',
  batches: 'batch',
  flex: 'flex',
  flex_discount: 'flex',
  priority: 'priority',
  fast: 'fast',
};

/**
 * A service tier as an export writes it; a word that is none of the known tiers is kept, so that it can be priced by
 * nobody but the user. Examples: `default` -> standard; `scale` stays.
 */
export function readServiceTier(text: string | null): string {
  const word = text?.trim().toLowerCase() ?? '';
  return Object.hasOwn(TIERS, word) ? (TIERS[word] ?? word) : word;
}
