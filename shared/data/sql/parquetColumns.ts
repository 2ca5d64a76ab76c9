import { DataType, type Field } from 'apache-arrow';
import { jsonString, objectOfTexts } from './jsonText.ts';
import { identifier, join, spelled, sql, type Sql } from './statement.ts';

const isText = (type: DataType): boolean => DataType.isUtf8(type) || DataType.isLargeUtf8(type);
const isBytes = (type: DataType): boolean => DataType.isBinary(type) || DataType.isLargeBinary(type);

/** A type without the packing of repeated values. */
// The class types its dictionary as the values it holds.
const plain = (type: DataType): DataType => (DataType.isDictionary(type) ? (type.dictionary as DataType) : type);

/**
 * A column of a Parquet file as the text that a CSV file would have. Times lose their zone at once, because the shipped
 * DuckDB cannot calculate with zoned ones; lists, maps and records become JSON.
 */
function asText(value: Sql, fieldType: DataType, depth: number): Sql {
  const type = plain(fieldType);
  if (isText(type)) return sql`CAST(${value} AS VARCHAR)`;
  if (isBytes(type)) return sql`decode(${value})`;
  if (DataType.isTimestamp(type)) return sql`strftime(CAST(${value} AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%f')`;
  if (isNested(type)) return json(value, type, depth);
  return sql`CAST(${value} AS VARCHAR)`;
}

const isNested = (type: DataType): boolean =>
  DataType.isStruct(type) || DataType.isList(type) || DataType.isFixedSizeList(type) || DataType.isMap(type);

const isNumber = (type: DataType): boolean =>
  DataType.isInt(type) || DataType.isFloat(type) || DataType.isDecimal(type) || DataType.isBool(type);

/** JSON text of a value; the shipped DuckDB has no JSON functions. */
function json(value: Sql, fieldType: DataType, depth: number): Sql {
  const type = plain(fieldType);
  const inner = identifier(`item${String(depth)}`);
  const orNull = (item: Sql, itemType: DataType): Sql => sql`COALESCE(${json(item, itemType, depth + 1)}, 'null')`;
  if (DataType.isStruct(type)) {
    const members = type.children.map(
      (child: Field) =>
        sql`${jsonString(spelled(child.name))} || ': ' || ${orNull(sql`${value}.${identifier(child.name)}`, child.type as DataType)}`,
    );
    return sql`CASE WHEN ${value} IS NOT NULL THEN '{' || ${join(members, ` || ', ' || `)} || '}' END`;
  }
  if (DataType.isMap(type)) {
    const [entries] = type.children;
    const [, entryValue] = (entries?.type as DataType | undefined)?.children ?? [];
    const item = entryValue === undefined ? sql`'null'` : orNull(sql`${inner}.value`, entryValue.type as DataType);
    return sql`'{' || array_to_string(list_transform(map_entries(${value}),
      lambda ${inner}: ${jsonString(sql`CAST(${inner}.key AS VARCHAR)`)} || ': ' || ${item}), ', ') || '}'`;
  }
  if (DataType.isList(type) || DataType.isFixedSizeList(type)) {
    const [child] = type.children as readonly Field[];
    const item = child === undefined ? sql`'null'` : orNull(inner, child.type as DataType);
    return sql`'[' || array_to_string(list_transform(${value}, lambda ${inner}: ${item}), ', ') || ']'`;
  }
  return isNumber(type) ? sql`CAST(${value} AS VARCHAR)` : jsonString(asText(value, type, depth));
}

/** The column that a dotted name leads to, and its type; null where there is none. Example: `sku.id`. */
function find(fields: readonly Field[], name: string, inside: Sql | null): { value: Sql; type: DataType } | null {
  for (const field of fields) {
    const lower = field.name.toLowerCase();
    const wanted = name.toLowerCase();
    const value = inside === null ? identifier(field.name) : sql`${inside}.${identifier(field.name)}`;
    if (lower.trim() === wanted) return { value, type: field.type as DataType };
    if (DataType.isStruct(field.type) && wanted.startsWith(`${lower}.`)) {
      const found = find(field.type.children, name.slice(lower.length + 1), value);
      if (found !== null) return found;
    }
  }
  return null;
}

/** A named column as text under an alias. */
export function parquetColumn(fields: readonly Field[], name: string | null, alias: string): Sql {
  const found = name === null ? null : find(fields, name, null);
  return found === null
    ? sql`CAST(NULL AS VARCHAR) AS ${identifier(alias)}`
    : sql`${asText(found.value, found.type, 1)} AS ${identifier(alias)}`;
}

/** Columns whose names have the same beginning as one JSON object of texts under an alias; see `columnsByPrefix`. */
export function parquetColumns(
  fields: readonly Field[],
  members: readonly { readonly name: string; readonly after: string }[],
  alias: string,
): Sql {
  const texts = members.map(({ name, after }) => {
    const found = find(fields, name, null);
    return { name: after, text: found === null ? sql`CAST(NULL AS VARCHAR)` : asText(found.value, found.type, 1) };
  });
  return sql`${objectOfTexts(texts)} AS ${identifier(alias)}`;
}

/** Moves one row group from the table it arrived in to the staging table, as text and numbered on. */
export function stageRowGroup(options: {
  readonly raw: string;
  readonly staging: string;
  readonly columns: readonly Sql[];
  readonly isFirst: boolean;
}): Sql {
  const raw = identifier(options.raw);
  const staging = identifier(options.staging);
  const numbered = (from: Sql): Sql =>
    sql`SELECT ${from} + row_number() OVER () AS source_row, ${join(options.columns)} FROM ${raw}`;
  return options.isFirst
    ? sql`CREATE TABLE ${staging} AS ${numbered(sql`0`)}`
    : sql`INSERT INTO ${staging} ${numbered(sql`(SELECT COALESCE(max(source_row), 0) FROM ${staging})`)}`;
}

/** An empty staging table, for a file without rows. */
export const emptyStaging = (staging: string, aliases: readonly string[]): Sql =>
  sql`CREATE TABLE ${identifier(staging)} (source_row BIGINT, ${join(
    aliases.map((alias) => sql`${identifier(alias)} VARCHAR`),
  )})`;

export const dropRaw = (raw: string): Sql => sql`DROP TABLE IF EXISTS ${identifier(raw)}`;
