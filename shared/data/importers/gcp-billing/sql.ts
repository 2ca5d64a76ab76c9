import {
  amount,
  amountProblem,
  exclusion,
  hasExcessDigits,
  keyValueTags,
  periodProblem,
  quantity,
  quantityProblem,
  utc,
} from '../../sql/fields.ts';
import { grainOf } from '../../sql/periods.ts';
import { SKU_CLASSES, tierOf, tokenClassOf } from '../../sql/skus.ts';
import { constant, identifier, join, sql, type Sql } from '../../sql/statement.ts';

const start = utc('usage_start');
const end = sql`COALESCE(${utc('usage_end')}, ${start} + INTERVAL 1 DAY)`;

/** A record that was exported as JSON text: `{"id":"...","description":"Vertex AI"}`. */
const inRecord = (column: string, name: Sql): Sql => sql`CASE WHEN starts_with(trim(${identifier(column)}), '{')
  THEN NULLIF(regexp_extract(${identifier(column)}, '"' || ${name} || '"\\s*:\\s*"?([^",}]*)', 1), '')
  ELSE ${identifier(column)} END`;

/** Credits are negative amounts in a list beside the cost. */
const creditTotal = sql`COALESCE(list_sum(list_transform(
  regexp_extract_all(credits, '["'']amount["'']\\s*:\\s*"?(-?[0-9][0-9.eE+-]*)', 1),
  lambda digits: TRY_CAST(digits AS DECIMAL(38, 12)))), 0)`;

const isGenerative = sql`regexp_matches(lower(service_name), 'vertex ai|gemini|generative language')`;

/** The unit of a token SKU is the word "requests", though the amount is single tokens; storage is billed by the hour. */
const isTokens = sql`(${isGenerative} AND regexp_matches(words, 'input|output|caching') AND NOT regexp_matches(words, 'storage|hour')
  AND COALESCE(unit, 'count') NOT IN ('byte-seconds', 'seconds', 'bytes', 'hour'))`;

const read = (source: Sql): Sql => sql`(
  SELECT *, ${isGenerative} AS is_generative, CASE WHEN ${isTokens} THEN ${quantity('used')} END AS token_count
  FROM (SELECT *,
      ${inRecord('service', sql`'description'`)} AS service_name,
      ${inRecord('sku', sql`'description'`)} AS sku_name,
      lower(${inRecord('sku', sql`'description'`)}) AS words,
      ${inRecord('project', sql`'id'`)} AS project_name,
      ${inRecord('region', sql`'region'`)} AS region_name,
      COALESCE(usage_amount, ${inRecord('usage', sql`'amount'`)}) AS used,
      COALESCE(usage_unit, ${inRecord('usage', sql`'unit'`)}) AS unit
    FROM ${source}))`;

const tokenClass = sql`CASE WHEN token_count IS NOT NULL THEN ${tokenClassOf(sql`words`)} END`;
const billed = sql`COALESCE(${amount('net')}, ${amount('cost')} + ${creditTotal})`;

const chargeClass = sql`CASE cost_type WHEN 'tax' THEN 'tax' WHEN 'rounding_error' THEN 'fee'
  WHEN 'adjustment' THEN CASE WHEN ${amount('cost')} < 0 THEN 'refund' ELSE 'fee' END ELSE 'usage' END`;

export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(start, end),
      quantityProblem('used'),
      amountProblem('cost'),
      sql`WHEN ${billed} IS NULL THEN 'not-an-amount'
        WHEN abs(token_count) > 9007199254740991 THEN 'too-large'`,
    )},
    CASE WHEN ${hasExcessDigits('cost')} THEN 'excess-digits' WHEN NOT is_generative THEN 'other-services' END AS note,
    ${start} AS period_start,
    ${end} AS period_end,
    ${grainOf(start, end)} AS grain,
    CASE WHEN NOT is_generative THEN NULL WHEN contains(lower(service_name), 'vertex') THEN 'vertex' ELSE 'direct' END AS route,
    region_name AS region,
    CASE WHEN token_count IS NOT NULL THEN COALESCE(${tierOf(sql`words`)}, 'standard') END AS service_tier,
    billing_account_id AS account,
    project_name AS project,
    CASE WHEN is_generative THEN COALESCE(resource, service_name) ELSE service_name END AS feature,
    ${keyValueTags('labels')} AS tags,
    CASE WHEN is_generative THEN sku_name END AS model_raw,
    ${join(
      SKU_CLASSES.map(
        (name) =>
          sql`CASE WHEN ${tokenClass} = ${constant(name)} THEN CAST(round(token_count) AS BIGINT) END AS ${identifier(name)}`,
      ),
    )},
    CASE WHEN ${tokenClass} IS NULL THEN ${quantity('used')} END AS other_qty,
    CASE WHEN ${tokenClass} IS NULL AND used IS NOT NULL THEN unit END AS other_unit,
    ${billed} AS billed_amount,
    COALESCE(upper(currency), 'USD') AS billed_currency,
    ${chargeClass} AS charge_class
  FROM ${read(source)}`;
