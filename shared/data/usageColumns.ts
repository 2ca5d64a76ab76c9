import { TOKEN_CLASSES, type TokenClass } from '../units/tokenClasses.ts';

/**
 * The columns that an importer may fill, with their DuckDB types. One row is one row of an export.
 * No column is TIMESTAMP WITH TIME ZONE: the shipped DuckDB has no ICU and hangs on some of its functions.
 */
export const USAGE_COLUMN_TYPES = {
  fact: 'VARCHAR',
  period_start: 'TIMESTAMP',
  period_end: 'TIMESTAMP',
  grain: 'VARCHAR',
  provider: 'VARCHAR',
  route: 'VARCHAR',
  region: 'VARCHAR',
  service_tier: 'VARCHAR',
  context_band: 'VARCHAR',
  account: 'VARCHAR',
  project: 'VARCHAR',
  team: 'VARCHAR',
  feature: 'VARCHAR',
  environment: 'VARCHAR',
  customer: 'VARCHAR',
  user_key: 'VARCHAR',
  api_key: 'VARCHAR',
  session_id: 'VARCHAR',
  request_id: 'VARCHAR',
  tags: 'MAP(VARCHAR, VARCHAR)',
  model_raw: 'VARCHAR',
  requests: 'BIGINT',
  ...(Object.fromEntries(TOKEN_CLASSES.map((tokenClass) => [tokenClass, 'BIGINT'])) as Record<TokenClass, 'BIGINT'>),
  other_qty: 'DOUBLE',
  other_unit: 'VARCHAR',
  billed_amount: 'DECIMAL(38, 12)',
  billed_currency: 'VARCHAR',
  billed_basis: 'VARCHAR',
  charge_class: 'VARCHAR',
} as const;

export type UsageColumn = keyof typeof USAGE_COLUMN_TYPES;

export const USAGE_COLUMNS = Object.keys(USAGE_COLUMN_TYPES) as readonly UsageColumn[];

/** The dimensions that a planner may group and filter by, in the order in which they are offered. */
export const DIMENSIONS = [
  'provider',
  'model',
  'route',
  'region',
  'service_tier',
  'account',
  'project',
  'team',
  'feature',
  'environment',
  'customer',
  'user_key',
  'api_key',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];
