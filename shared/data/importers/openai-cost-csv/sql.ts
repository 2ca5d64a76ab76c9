import {
  amount,
  amountProblem,
  exclusion,
  hasExcessDigits,
  periodProblem,
  quantity,
  quantityProblem,
  utc,
} from '../../sql/fields.ts';
import { grainOf } from '../../sql/periods.ts';
import { sql, type Sql } from '../../sql/statement.ts';
import { extracted } from '../../sql/vocabulary.ts';

const start = utc('start_time_iso');
const end = sql`COALESCE(${utc('end_time_iso')}, ${start} + INTERVAL 1 DAY)`;

/** `evals | gpt-4o-mini-2024-07-18, cached input`: an optional prefix, the model, and after the last comma the kind. */
const prefix = extracted('line_item', sql`'^([^|]*[^| ]) *\\| '`);
const item = sql`regexp_replace(line_item, '^[^|]*\\| *', '')`;
const kind = sql`lower(replace(regexp_extract(${item}, ', ([^,]+)$', 1), '_', ' '))`;
const named = sql`NULLIF(regexp_replace(${item}, ', [^,]+$', ''), ${item})`;

/** `gpt-audio-mini-2025-12-15 audio, input`: a modality between model and kind belongs to the kind. */
const modality = sql`COALESCE(NULLIF(regexp_extract(${named}, ' (audio|text|image)$', 1), ''),
  NULLIF(regexp_extract(${kind}, '(audio|text|image)', 1), ''), 'text')`;
const model = sql`regexp_replace(${named}, ' (audio|text|image)$', '')`;

const isTokens = sql`(quantity_unit IS NULL OR quantity_unit IN ('tokens', '1000_tokens'))`;
const tokenClass = sql`CASE
  WHEN NOT ${isTokens} THEN NULL
  WHEN ${kind} LIKE '%cache%write%' THEN 'write'
  WHEN ${kind} LIKE '%cached%input%' THEN 'read'
  WHEN ${kind} LIKE '%input' OR ${kind} LIKE 'input%' THEN 'input ' || ${modality}
  WHEN ${kind} LIKE '%output' OR ${kind} LIKE 'output%' THEN 'output ' || ${modality} END`;

const tokens = sql`CAST(round(${quantity('quantity')}
  * CASE WHEN quantity_unit = '1000_tokens' THEN 1000 ELSE 1 END) AS BIGINT)`;
const classTokens = (name: Sql): Sql => sql`CASE WHEN ${tokenClass} = ${name} THEN ${tokens} END`;

/** Line items are disjoint: cached input is a line beside input, not inside it; see README.md. */
export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(start, end),
      amountProblem('amount_value'),
      quantityProblem('quantity'),
      sql`WHEN ${quantity('quantity')} < 0 THEN 'negative-count'
        WHEN ${quantity('quantity')} > 9007199254740 THEN 'too-large'`,
    )},
    CASE WHEN ${hasExcessDigits('amount_value')} THEN 'excess-digits' END AS note,
    ${start} AS period_start,
    ${end} AS period_end,
    ${grainOf(start, end)} AS grain,
    organization_id AS account,
    project_id AS project,
    ${prefix} AS feature,
    user_id AS user_key,
    api_key_id AS api_key,
    ${model} AS model_raw,
    ${classTokens(sql`'input text'`)} AS in_fresh,
    ${classTokens(sql`'read'`)} AS in_cache_read,
    ${classTokens(sql`'write'`)} AS in_cache_write_unknown,
    ${classTokens(sql`'input audio'`)} AS in_audio,
    ${classTokens(sql`'input image'`)} AS in_image,
    ${classTokens(sql`'output text'`)} AS out_unsplit,
    ${classTokens(sql`'output audio'`)} AS out_audio,
    ${classTokens(sql`'output image'`)} AS out_image,
    CASE WHEN ${tokenClass} IS NULL THEN ${quantity('quantity')} END AS other_qty,
    CASE WHEN ${tokenClass} IS NULL AND quantity IS NOT NULL
      THEN COALESCE(quantity_unit, NULLIF(${kind}, ''), ${item}) END AS other_unit,
    COALESCE(${amount('amount_value')}, 0) AS billed_amount,
    COALESCE(upper(amount_currency), 'USD') AS billed_currency
  FROM ${source}`;
