import {
  amount,
  amountProblem,
  exclusion,
  hasExcessDigits,
  periodProblem,
  quantity,
  quantityProblem,
  tags,
  utcFromAnyDate,
} from '../../sql/fields.ts';
import { SKU_CLASSES, tierOf, tokenClassOf } from '../../sql/skus.ts';
import { constant, identifier, join, sql, type Sql } from '../../sql/statement.ts';

const start = utcFromAnyDate('date');
const end = sql`${start} + INTERVAL 1 DAY`;

const isGenerative = sql`(lower(meter_category) IN ('azure openai', 'azure openai service', 'foundry models', 'foundry tools')
  OR (lower(meter_category) IN ('cognitive services', 'azure ai services', 'azure machine learning') AND contains(lower(meter_name), 'token')))`;

/** `1K` and `1M` stand in one file; a meter that names tokens in another unit is not read as tokens. */
const perUnit = sql`CASE WHEN contains(lower(meter_name), 'token') THEN
  CASE regexp_extract(upper(trim(unit)), '^1 ?([KM]?)( TOKENS)?$', 1) WHEN 'K' THEN 1000 WHEN 'M' THEN 1000000
    ELSE CASE WHEN regexp_matches(upper(trim(unit)), '^1( TOKENS?)?$') THEN 1 END END END`;

/**
 * An amortized export spreads what reservations cost over the hours they cover; an actual one has their purchase. Only
 * the rows tell which of the two a file is.
 */
const isAmortized = sql`bool_or(charge_type IN ('UnusedReservation', 'UnusedSavingsPlan')
  OR (charge_type = 'Usage' AND pricing_model IN ('Reservation', 'SavingsPlan') AND ${quantity('cost')} > 0)) OVER ()`;

const read = (source: Sql): Sql => sql`(
  SELECT *, ${isGenerative} AS is_generative, lower(meter_name) AS words, ${isAmortized} AS is_amortized,
    CASE WHEN ${isGenerative} THEN ${quantity('quantity')} * ${perUnit} END AS token_count
  FROM ${source})`;

const tokenClass = sql`CASE WHEN token_count IS NOT NULL THEN ${tokenClassOf(sql`words`)} END`;

const chargeClass = sql`CASE lower(charge_type) WHEN 'purchase' THEN 'commitment' WHEN 'tax' THEN 'tax' WHEN 'refund' THEN 'refund'
  WHEN 'unusedreservation' THEN 'commitment' WHEN 'unusedsavingsplan' THEN 'commitment'
  WHEN 'roundingadjustment' THEN 'fee' ELSE 'usage' END`;

export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(start, end),
      quantityProblem('quantity'),
      amountProblem('cost'),
      sql`WHEN cost IS NULL THEN 'not-an-amount'
        WHEN abs(token_count) > 9007199254740991 THEN 'too-large'`,
    )},
    CASE WHEN ${hasExcessDigits('cost')} THEN 'excess-digits' WHEN NOT is_generative THEN 'other-services' END AS note,
    ${start} AS period_start,
    ${end} AS period_end,
    CASE WHEN is_generative THEN 'azure' END AS route,
    CASE WHEN is_generative AND regexp_matches(words, '(^| )(glbl|gl)( |$)') THEN 'global'
      WHEN is_generative AND regexp_matches(words, '(^| )(dzone|dz)( |$)') THEN 'data-zone'
      ELSE resource_location END AS region,
    CASE WHEN is_generative THEN COALESCE(${tierOf(sql`words`)}, 'standard') END AS service_tier,
    billing_account_id AS account,
    subscription_name AS project,
    cost_center AS team,
    CASE WHEN is_generative THEN COALESCE(resource_name, regexp_extract(resource_id, '([^/]+)/?$', 1), meter_category)
      ELSE meter_category END AS feature,
    ${tags('tag_text')} AS tags,
    CASE WHEN is_generative THEN meter_name END AS model_raw,
    ${join(
      SKU_CLASSES.map(
        (name) =>
          sql`CASE WHEN ${tokenClass} = ${constant(name)} THEN CAST(round(token_count) AS BIGINT) END AS ${identifier(name)}`,
      ),
    )},
    CASE WHEN ${tokenClass} IS NULL THEN COALESCE(token_count, ${quantity('quantity')}) END AS other_qty,
    CASE WHEN ${tokenClass} IS NULL AND quantity IS NOT NULL
      THEN CASE WHEN token_count IS NULL THEN unit ELSE 'tokens' END END AS other_unit,
    ${amount('cost')} AS billed_amount,
    upper(currency) AS billed_currency,
    CASE WHEN is_amortized THEN 'amortized' ELSE 'net' END AS billed_basis,
    ${chargeClass} AS charge_class
  FROM ${read(source)}`;
