import type { Dimension } from '../../shared/data/usageColumns.ts';
import type { BridgeEffect } from '../../shared/engine/bridge.ts';
import type { TokenClass } from '../../shared/units/tokenClasses.ts';

/** What a missing value of a dimension is called: it is a bucket of its own, never hidden. */
const NOT_ATTRIBUTED = 'Not attributed';

/** A dimension's value as people read it: `openai/gpt-5-mini` is `gpt-5-mini`. */
export function valueLabel(value: string | null): string {
  if (value === null) return NOT_ATTRIBUTED;
  const [provider, ...model] = value.split('/');
  return model.length > 0 && /^[a-z]+$/.test(provider ?? '') ? model.join('/') : value;
}

export const DIMENSION_LABELS: Readonly<Record<Dimension, string>> = {
  provider: 'Provider',
  model: 'Model',
  route: 'Route',
  region: 'Region',
  service_tier: 'Service tier',
  account: 'Account',
  project: 'Project',
  team: 'Team',
  feature: 'Feature',
  environment: 'Environment',
  customer: 'Customer',
  user_key: 'User',
  api_key: 'API key',
};

export const CLASS_LABELS: Readonly<Record<TokenClass, string>> = {
  in_fresh: 'Fresh input',
  in_cache_read: 'Cached input',
  in_cache_write_5m: 'Cache writes, 5 minutes',
  in_cache_write_1h: 'Cache writes, 1 hour',
  in_cache_write_unknown: 'Cache writes, lifetime unknown',
  in_audio: 'Audio input',
  in_image: 'Image input',
  in_unsplit: 'Input, not split',
  out_visible: 'Visible output',
  out_reasoning: 'Reasoning output',
  out_audio: 'Audio output',
  out_image: 'Image output',
  out_unsplit: 'Output, not split',
};

/** What a difference in cost can come from. */
export const EFFECT_LABELS: Readonly<Record<BridgeEffect, string>> = {
  requests: 'More or fewer requests',
  'tokens-per-request': 'Tokens per request',
  'model-mix': 'Other models',
  'class-mix': 'Cached, fresh, output mix',
  'list-price': 'List prices',
  discount: 'Tiers and discounts',
  commitment: 'Commitments',
  fixed: 'Fixed and one-off',
  credits: 'Credits',
  fx: 'Exchange rate',
  unexplained: 'Without tokens or price',
};
