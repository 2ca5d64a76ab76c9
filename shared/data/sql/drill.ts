import { OWN_DIMENSIONS } from '../../model/dataSettings.ts';
import { TOKEN_CLASSES } from '../../units/tokenClasses.ts';
import type { CostRows } from './costRows.ts';
import { isNotSuperseded, joinSuperseded } from './overlaps.ts';
import { whereClause, type SpendFilter } from './spend.ts';
import { identifier, integer, join, sql, type Sql } from './statement.ts';
import { TAG_MARKS, tagMarks, type TagCondition } from './tags.ts';

const sameKey = join(
  ['provider', 'model_raw', 'route', 'region', 'service_tier', 'context_band'].map(
    (column) => sql`usage.${identifier(column)} IS NOT DISTINCT FROM key.${identifier(column)}`,
  ),
  ' AND ',
);

const LABELS = ['account', 'project', 'team', 'feature', 'environment', 'customer', 'user_key', 'api_key'];

/** Labels that differ only in their marks are told apart by the row's own tags. */
const sameMarks = (conditions: readonly TagCondition[]): Sql =>
  sql`label.${identifier(TAG_MARKS)} IS NOT DISTINCT FROM ${tagMarks(sql`usage.tags`, conditions)}`;

const sameLabel = join(
  LABELS.map((column) => sql`usage.${identifier(column)} IS NOT DISTINCT FROM label.${identifier(column)}`),
  ' AND ',
);

const decided = join(
  OWN_DIMENSIONS.map(
    (name) => sql`COALESCE(attribution.${identifier(name)}, usage.${identifier(name)}) AS ${identifier(name)}`,
  ),
);

/** Rows as imported, with the names that rules give them; without those that a later export replaces (`standingRows`). */
const named = (conditions: readonly TagCondition[]): Sql => sql`
  SELECT usage.* EXCLUDE (tags, ${join(OWN_DIMENSIONS.map(identifier))}), ${decided},
    COALESCE(key.model, key.model_raw) AS model, usage.period_start AS slot_start
  FROM usage JOIN price_key AS key ON ${sameKey} JOIN label ON ${sameLabel}
      AND ${sameMarks(conditions)}
    LEFT JOIN attribution ON attribution.price_key_id = key.price_key_id AND attribution.label_id = label.label_id
    ${joinSuperseded(sql`usage`, sql`key`, sql`label`)}
  WHERE ${isNotSuperseded}`;

const text = (column: string): Sql =>
  sql`strftime(${identifier(column)}, '%Y-%m-%dT%H:%M:%SZ') AS ${identifier(column)}`;

/** Usage rows behind a number, as imported, in the order of their files. */
export const usageRows = (
  filter: SpendFilter,
  conditions: readonly TagCondition[],
  limit: number,
  offset: number,
): Sql => sql`
  WITH named AS (${named(conditions)})
  SELECT file_name, source_row, fact, ${text('period_start')}, ${text('period_end')}, provider, model_raw, model,
    service_tier, account, project, team, feature, environment, customer, user_key, api_key,
    CAST(requests AS DOUBLE) AS requests,
    ${join(TOKEN_CLASSES.map((name) => sql`CAST(${identifier(name)} AS DOUBLE) AS ${identifier(name)}`))},
    CAST(billed_amount AS VARCHAR) AS billed_amount, billed_currency
  FROM named JOIN import USING (import_id) ${whereClause(filter, sql`slot_start`)}
  ORDER BY import_id, source_row LIMIT ${integer(limit)} OFFSET ${integer(offset)}`;

export const usageRowCount = (filter: SpendFilter, conditions: readonly TagCondition[]): Sql => sql`
  WITH named AS (${named(conditions)})
  SELECT count(*) AS row_count FROM named ${whereClause(filter, sql`slot_start`)}`;

/** Rates that price the rows of a filter, newest first. */
export const ratesInUse = (filter: SpendFilter, { relation, start }: CostRows): Sql => sql`
  WITH used AS (SELECT DISTINCT price_key_id FROM ${relation} AS rows ${whereClause(filter, start)})
  SELECT DISTINCT key.model, key.service_tier, rate.source, rate.checked_on, CAST(rate.above_tokens AS DOUBLE) AS above_tokens,
    strftime(rate.valid_from, '%Y-%m-%d') AS valid_from, strftime(rate.valid_to, '%Y-%m-%d') AS valid_to,
    rate.in_fresh, rate.in_cache_read, rate.in_cache_write_5m, rate.out_visible
  FROM used JOIN price_key AS key USING (price_key_id) JOIN price_rate AS rate USING (price_key_id)
  ORDER BY key.model, valid_from DESC, above_tokens LIMIT 200`;
