import type { Dimension } from '../../shared/data/usageColumns.ts';

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
