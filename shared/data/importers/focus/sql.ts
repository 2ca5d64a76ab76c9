import {
  amountProblem,
  exclusion,
  hasExcessDigits,
  money,
  periodProblem,
  quantity,
  quantityProblem,
  tags,
  utcFromAnyDate,
} from '../../sql/fields.ts';
import { grainOf } from '../../sql/periods.ts';
import { SKU_CLASSES, tierOf, tokenClassOf, tokensPerUnit } from '../../sql/skus.ts';
import { constant, identifier, join, sql, type Sql } from '../../sql/statement.ts';

/**
 * A charge covers its charge period. What is bought or settled for longer than one billing period (a commitment, a
 * yearly fee) is money of the billing period that invoices it, because BilledCost is the invoice's view.
 */
const read = (source: Sql): Sql => sql`(
  SELECT *, CASE WHEN charge_until - charge_from > billing_until - billing_from THEN billing_from ELSE charge_from END AS start_time,
    CASE WHEN charge_until - charge_from > billing_until - billing_from THEN billing_until ELSE charge_until END AS end_time
  FROM (SELECT *,
      ${utcFromAnyDate('charge_start')} AS charge_from, ${utcFromAnyDate('charge_end')} AS charge_until,
      ${utcFromAnyDate('billing_period_start')} AS billing_from, ${utcFromAnyDate('billing_period_end')} AS billing_until,
      lower(concat_ws(' ', sku_meter, charge_description, sku_price_details, consumed_unit)) AS words,
      CASE lower(provider_name) ${join(
        Object.entries({
          'amazon web services': 'aws',
          'amazon web services, inc.': 'aws',
          microsoft: 'azure',
          'microsoft azure': 'azure',
          'google cloud': 'google',
          'google cloud platform': 'google',
          gcp: 'google',
          'google llc': 'google',
        }).map(([name, ours]) => sql`WHEN ${constant(name)} THEN ${constant(ours)}`),
        ' ',
      )} ELSE lower(provider_name) END AS provider,
      ${tokens} AS token_count
    FROM ${source}))`;

/**
 * A pricing unit of tokens counts only for AI services: elsewhere `Token` is a prepaid unit of money. Azure names the
 * tokens in the meter and calls the unit `Units` or `1K`: its pricing quantity counts blocks of `x_PricingBlockSize`.
 */
const tokens = sql`CASE WHEN lower(charge_category) = 'usage' THEN COALESCE(
  ${quantity('consumed_quantity')} * ${tokensPerUnit(sql`consumed_unit`)},
  CASE WHEN service_category = 'AI and Machine Learning' THEN COALESCE(
    CASE WHEN consumed_unit IS NULL THEN ${quantity('pricing_quantity')} * ${tokensPerUnit(sql`pricing_unit`)} END,
    CASE WHEN contains(lower(sku_meter), 'token') THEN ${quantity('pricing_quantity')} * ${quantity('block_size')} END) END) END`;

const isGenerative = sql`(token_count IS NOT NULL OR service_category = 'AI and Machine Learning'
  OR regexp_matches(lower(service_name), 'bedrock|openai|foundry models|vertex|gemini|anthropic|claude|generative'))`;

const tokenClass = sql`CASE WHEN token_count IS NOT NULL THEN ${tokenClassOf(sql`words`)} END`;

const chargeClass = sql`CASE
  WHEN lower(charge_category) = 'tax' THEN 'tax'
  WHEN lower(charge_category) = 'credit' THEN 'credit'
  WHEN lower(charge_class) = 'correction' AND ${money('billed_cost')} < 0 THEN 'refund'
  WHEN lower(charge_category) = 'purchase' THEN 'commitment'
  WHEN lower(charge_category) = 'adjustment' THEN CASE WHEN ${money('billed_cost')} < 0 THEN 'credit' ELSE 'fee' END
  ELSE 'usage' END`;

/** Tokens have no column in FOCUS: each class is a row of its own, told by its words; see README.md. */
export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(sql`start_time`, sql`end_time`),
      amountProblem('billed_cost', money('billed_cost')),
      sql`WHEN billed_cost IS NULL THEN 'not-an-amount'`,
      quantityProblem('consumed_quantity', 'pricing_quantity'),
      sql`WHEN abs(token_count) > 9007199254740991 THEN 'too-large'`,
    )},
    CASE WHEN ${hasExcessDigits('billed_cost')} THEN 'excess-digits'
      WHEN service_category IS NOT NULL AND NOT ${isGenerative} THEN 'other-services' END AS note,
    start_time AS period_start,
    end_time AS period_end,
    ${grainOf(sql`start_time`, sql`end_time`)} AS grain,
    provider,
    CASE WHEN NOT ${isGenerative} THEN NULL
      ELSE CASE provider WHEN 'aws' THEN 'bedrock' WHEN 'azure' THEN 'azure' WHEN 'google' THEN 'vertex' ELSE 'direct' END
      END AS route,
    region_id AS region,
    CASE WHEN token_count IS NOT NULL THEN COALESCE(${tierOf(sql`words`)}, 'standard') END AS service_tier,
    billing_account_id AS account,
    COALESCE(sub_account_name, sub_account_id) AS project,
    CASE WHEN ${isGenerative} THEN COALESCE(resource_name, resource_id, service_name) ELSE service_name END AS feature,
    ${tags('tag_text')} AS tags,
    CASE WHEN ${isGenerative} AND lower(charge_category) = 'usage'
      THEN COALESCE(ai_model, sku_meter, CASE WHEN token_count IS NOT NULL THEN charge_description END) END AS model_raw,
    ${join(
      SKU_CLASSES.map(
        (name) =>
          sql`CASE WHEN ${tokenClass} = ${constant(name)} THEN CAST(round(token_count) AS BIGINT) END AS ${identifier(name)}`,
      ),
    )},
    CASE WHEN ${tokenClass} IS NULL THEN COALESCE(token_count, ${quantity('consumed_quantity')}) END AS other_qty,
    CASE WHEN ${tokenClass} IS NULL AND consumed_quantity IS NOT NULL
      THEN CASE WHEN token_count IS NULL THEN consumed_unit ELSE 'tokens' END END AS other_unit,
    ${money('billed_cost')} AS billed_amount,
    upper(billing_currency) AS billed_currency,
    ${chargeClass} AS charge_class
  FROM ${read(source)}`;
