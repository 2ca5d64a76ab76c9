import {
  amount,
  amountProblem,
  exclusion,
  filePeriod,
  hasExcessDigits,
  periodProblem,
  quantity,
  quantityProblem,
  tags,
  utc,
} from '../../sql/fields.ts';
import { grainOf } from '../../sql/periods.ts';
import { SKU_CLASSES, tierOf, tokenClassOf, tokensPerUnit } from '../../sql/skus.ts';
import { constant, identifier, join, sql, type Sql } from '../../sql/statement.ts';

const productName = sql`COALESCE(product_name, NULLIF(regexp_extract(product_text, '"product_name"\\s*:\\s*"([^"]*)"', 1), ''))`;

/** `USW2-Claude4.5Sonnet-cache-write-input-token-count`: a region, the model, the class, and how it was served. */
const withoutRegion = sql`regexp_replace(usage_type, '^[A-Z]{2,4}[0-9]?-(MP:)?', '')`;
const modelInType = sql`regexp_extract(${withoutRegion},
  '^(.*?)-(?:mantle-)?(?:cache-|input-|output-)', 1)`;

/** Marketplace rows name the model in the product only: `Claude Sonnet 4.6 (Amazon Bedrock Edition)`. */
const isMarketplace = sql`contains(usage_type, 'MP:')`;
const words = sql`lower(regexp_replace(replace(usage_type, '_', '-'), '([a-z])([A-Z])', '\\1-\\2', 'g'))`;

const read = (source: Sql, period: ReturnType<typeof filePeriod>): Sql => sql`(
  SELECT *, is_generative AND per_unit IS NOT NULL AS is_tokens,
    CASE WHEN is_generative THEN ${quantity('usage_amount')} * per_unit END AS token_count,
    CASE WHEN is_generative AND per_unit IS NOT NULL THEN ${tokenClassOf(sql`words`)} END AS token_class
  FROM (SELECT *,
      COALESCE(${utc('usage_start')}, ${period.start}) AS start_time,
      COALESCE(${utc('usage_end')}, ${utc('usage_start')} + INTERVAL 1 HOUR, ${period.end}) AS end_time,
      ${words} AS words,
      concat_ws(', ', tag_text, tag_columns, category_text, category_columns) AS all_tags,
      ${productName} AS product_title,
      regexp_matches(concat_ws(' ', product_code, ${productName}, description), 'Bedrock')
        OR regexp_matches(${words}, 'token-?count|(input|output|cache-(read|write))-tokens') AS is_generative,
      CASE WHEN regexp_matches(${words}, 'token') THEN
        COALESCE(${tokensPerUnit(sql`pricing_unit`)}, CASE WHEN ${isMarketplace} THEN 1000000 ELSE 1000 END) END AS per_unit,
      COALESCE(net_cost, unblended_cost) AS cost
    FROM ${source}))`;

const perMillion = sql`(${amount('cost')} / NULLIF(token_count, 0) * 1000000)`;

const chargeClass = sql`CASE
  WHEN line_type = 'Tax' THEN 'tax'
  WHEN line_type IN ('Credit', 'SavingsPlanNegation', 'BundledDiscount') OR line_type LIKE '%Discount' AND line_type <> 'DiscountedUsage'
    THEN 'credit'
  WHEN line_type = 'Refund' THEN 'refund'
  WHEN line_type IN ('RIFee', 'SavingsPlanRecurringFee', 'SavingsPlanUpfrontFee') THEN 'commitment'
  WHEN line_type = 'Fee' THEN 'fee'
  ELSE 'usage' END`;

/** Bedrock bills each class as a usage type, in thousands of tokens, or in millions through the Marketplace. */
export const select = (source: Sql, importId: number): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(sql`start_time`, sql`end_time`),
      quantityProblem('usage_amount'),
      amountProblem('cost'),
      sql`WHEN cost IS NULL THEN 'not-an-amount'
        WHEN abs(token_count) > 9007199254740991 THEN 'too-large'`,
    )},
    CASE WHEN ${hasExcessDigits('cost')} THEN 'excess-digits'
      WHEN NOT is_generative THEN 'other-services'
      WHEN is_tokens AND ${amount('cost')} > 0 AND NOT ${perMillion} BETWEEN 0.01 AND 200 THEN 'unit-unclear' END AS note,
    start_time AS period_start,
    end_time AS period_end,
    ${grainOf(sql`start_time`, sql`end_time`)} AS grain,
    CASE WHEN is_generative THEN 'bedrock' END AS route,
    CASE WHEN contains(words, 'global') THEN 'global'
      ELSE COALESCE(region, NULLIF(regexp_extract(usage_type, '^([A-Z]{2,4}[0-9]?)-', 1), '')) END AS region,
    CASE WHEN is_tokens THEN COALESCE(${tierOf(sql`words`)}, 'standard') END AS service_tier,
    payer AS account,
    usage_account AS project,
    CASE WHEN is_generative THEN COALESCE(regexp_extract(resource_id, '([^/]+)$', 1), product_title, product_code)
      ELSE COALESCE(product_title, product_code) END AS feature,
    principal AS user_key,
    ${tags('all_tags')} AS tags,
    CASE WHEN is_tokens THEN COALESCE(CASE WHEN ${isMarketplace} THEN product_title END, NULLIF(${modelInType}, ''), usage_type) END
      AS model_raw,
    ${join(
      SKU_CLASSES.map(
        (name) =>
          sql`CASE WHEN token_class = ${constant(name)} THEN CAST(round(token_count) AS BIGINT) END AS ${identifier(name)}`,
      ),
    )},
    CASE WHEN token_class IS NULL AND usage_type IS NOT NULL THEN COALESCE(token_count, ${quantity('usage_amount')}) END
      AS other_qty,
    CASE WHEN token_class IS NULL AND usage_type IS NOT NULL AND usage_amount IS NOT NULL
      THEN CASE WHEN is_tokens THEN 'tokens' ELSE COALESCE(pricing_unit, usage_type) END END AS other_unit,
    ${amount('cost')} AS billed_amount,
    COALESCE(upper(currency), 'USD') AS billed_currency,
    ${chargeClass} AS charge_class
  FROM ${read(source, filePeriod(importId))}`;
