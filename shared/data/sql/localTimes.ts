import { zoneOffsets } from '../source/zoneOffsets.ts';
import { utcFromAnyDate } from './fields.ts';
import { constant, identifier, integer, join, sql, type Sql } from './statement.ts';

/** A text that says its own offset: `...T10:00:00Z`, `... 10:00:00+08:00`. A bare date `2026-08-05` does not. */
const saysOffset = (text: Sql): Sql =>
  sql`(contains(${text}, ':') AND regexp_matches(${text}, '[0-9](Z| ?UTC|[+-][0-9]{2}(:?[0-9]{2})?)$'))`;

/**
 * A time read from text, as UTC, when times without an offset stand for a zone's local time. The zone's rules come from
 * `Intl`, because the shipped DuckDB has no ICU.
 */
export function fromZone(column: string, reading: Sql, zone: string): Sql {
  const branches = zoneOffsets(zone).map(
    ({ untilLocal, minutes }) =>
      sql`WHEN ${reading} < CAST(${constant(untilLocal)} AS TIMESTAMP) THEN ${integer(minutes)}`,
  );
  return sql`CASE WHEN ${saysOffset(identifier(column))} THEN ${reading}
    ELSE ${reading} - to_minutes(CASE ${join(branches, ' ')} END) END`;
}

/** A relation whose local times became UTC text before the importer's SELECT sees them. */
export function inTimeZone(relation: Sql, aliases: readonly string[], zone: string): Sql {
  if (aliases.length === 0) return relation;
  const replaced = aliases.map((alias) => {
    const shifted = fromZone(alias, utcFromAnyDate(alias), zone);
    // A text that is no time stays as it is, for the report.
    return sql`COALESCE(strftime(${shifted}, '%Y-%m-%dT%H:%M:%S.%f'), ${identifier(alias)}) AS ${identifier(alias)}`;
  });
  return sql`(SELECT * REPLACE (${join(replaced)}) FROM ${relation})`;
}
