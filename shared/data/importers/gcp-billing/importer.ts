import { SKU_CLASSES } from '../../sql/skus.ts';
import type { TableImporter } from '../importer.ts';
import { select } from './sql.ts';

/** Google Cloud's billing export from BigQuery, as CSV, JSON or Parquet, however its records were flattened. */
export const gcpBilling: TableImporter = {
  id: 'gcp-billing',
  title: 'Google Cloud billing export',
  confidence: 'B',
  kind: 'table',
  signatures: [
    ['billing_account_id', 'sku', 'usage_start_time', 'credits'],
    ['billing_account_id', 'sku.description', 'usage_start_time', 'credits'],
    ['billing_account_id', 'sku_description', 'usage_start_time'],
    // A roll-up by day and SKU, as finance teams query it.
    ['day', 'service', 'sku', 'gross', 'net', 'usage_amount'],
  ],
  columns: {
    billing_account_id: 'billing_account_id',
    service: ['service.description', 'service_description', 'service'],
    sku: ['sku.description', 'sku_description', 'sku'],
    usage_start: ['usage_start_time', 'day'],
    usage_end: 'usage_end_time',
    project: ['project.id', 'project_id', 'project.name', 'project_name', 'project'],
    labels: 'labels',
    region: ['location.region', 'location_region', 'location.location', 'location'],
    cost: ['cost', 'gross'],
    net: 'net',
    currency: 'currency',
    usage_amount: ['usage.amount', 'usage_amount'],
    usage_unit: ['usage.unit', 'usage_unit'],
    usage: 'usage',
    credits: 'credits',
    cost_type: 'cost_type',
    resource: ['resource.name', 'resource_name'],
  },
  provides: [
    'period_start',
    'period_end',
    'grain',
    'route',
    'region',
    'service_tier',
    'account',
    'project',
    'feature',
    'tags',
    'model_raw',
    ...SKU_CLASSES,
    'other_qty',
    'other_unit',
    'billed_amount',
    'billed_currency',
    'charge_class',
  ],
  constants: { fact: 'charge', provider: 'google', billed_basis: 'net' },
  rowNotes: {
    'excess-digits': 'amounts have more than 12 decimals and were rounded to 12',
    'other-services': 'charges are for other services than generative AI',
  },
  select,
};
