import { SKU_CLASSES } from '../../sql/skus.ts';
import type { TableImporter } from '../importer.ts';
import { select } from './sql.ts';

/** AWS Cost and Usage Report 2.0 (Data Exports) and its legacy form, with Bedrock's rows read as tokens. */
export const awsCur: TableImporter = {
  id: 'aws-cur',
  title: 'AWS Cost and Usage Report',
  confidence: 'A',
  kind: 'table',
  signatures: [
    ['line_item_usage_type', 'line_item_unblended_cost'],
    ['lineItem/UsageType', 'lineItem/UnblendedCost'],
    // A query over the report, with its sums.
    ['line_item_usage_type', 'line_item_unblended_cost_sum'],
  ],
  excludes: ['BilledCost'],
  columns: {
    usage_start: ['line_item_usage_start_date', 'lineItem/UsageStartDate'],
    usage_end: ['line_item_usage_end_date', 'lineItem/UsageEndDate'],
    payer: ['bill_payer_account_id', 'bill/PayerAccountId'],
    usage_account: ['line_item_usage_account_name', 'line_item_usage_account_id', 'lineItem/UsageAccountId', 'project'],
    line_type: ['line_item_line_item_type', 'lineItem/LineItemType'],
    product_code: ['line_item_product_code', 'lineItem/ProductCode'],
    usage_type: ['line_item_usage_type', 'lineItem/UsageType'],
    description: ['line_item_line_item_description', 'lineItem/LineItemDescription'],
    usage_amount: ['line_item_usage_amount', 'lineItem/UsageAmount', 'line_item_usage_amount_sum'],
    unblended_cost: ['line_item_unblended_cost', 'lineItem/UnblendedCost', 'line_item_unblended_cost_sum'],
    net_cost: ['line_item_net_unblended_cost', 'lineItem/NetUnblendedCost'],
    currency: ['line_item_currency_code', 'lineItem/CurrencyCode'],
    resource_id: ['line_item_resource_id', 'lineItem/ResourceId'],
    principal: ['line_item_iam_principal', 'lineItem/IamPrincipal'],
    pricing_unit: ['pricing_unit', 'pricing/unit'],
    product_name: ['product_product_name', 'product/ProductName'],
    product_text: 'product',
    region: ['product_region_code', 'product/regionCode', 'product_region', 'product/region'],
    tag_text: ['resource_tags', 'tags'],
    category_text: 'cost_category',
  },
  columnsByPrefix: {
    tag_columns: ['resourceTags/', 'resource_tags_'],
    category_columns: ['costCategory/', 'cost_category/', 'cost_category_'],
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
    'user_key',
    'tags',
    'model_raw',
    ...SKU_CLASSES,
    'other_qty',
    'other_unit',
    'billed_amount',
    'billed_currency',
    'charge_class',
  ],
  constants: { fact: 'charge', provider: 'aws', billed_basis: 'net' },
  rowNotes: {
    'excess-digits': 'amounts have more than 12 decimals and were rounded to 12',
    'unit-unclear':
      'rows cost less than 0.01 or more than 200 US dollars per million tokens: their unit may be misread',
    'other-services': 'charges are for other services than generative AI',
  },
  select,
};
