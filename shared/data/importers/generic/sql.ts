import {
  CONSTANT_FIELDS,
  INPUT_PARTS,
  OUTPUT_PARTS,
  type ConstantField,
  type GenericMapping,
  type MappedField,
} from '../../../model/mapping.ts';
import {
  exclusion,
  importConstant,
  money,
  moneyTimes,
  periodProblem,
  unixTime,
  utc,
  utcFromAnyDate,
} from '../../sql/fields.ts';
import { fromZone } from '../../sql/localTimes.ts';
import { grainOf } from '../../sql/periods.ts';
import { constant, identifier, join, sql, type Sql } from '../../sql/statement.ts';
import { provider, route, serviceTier } from '../../sql/vocabulary.ts';

const TEXT_FIELDS = [
  'region',
  'context_band',
  'account',
  'project',
  'team',
  'feature',
  'environment',
  'customer',
  'user_key',
  'api_key',
  'session_id',
  'request_id',
  'model_raw',
] as const satisfies readonly MappedField[];

const COUNT_FIELDS = ['requests', 'input', 'output', ...INPUT_PARTS, ...OUTPUT_PARTS] as const;

const isConstantField = (field: MappedField): field is ConstantField =>
  (CONSTANT_FIELDS as readonly MappedField[]).includes(field);

/** The SELECT that a mapping stands for. Its texts reach DuckDB as column positions and as rows of `import_constant`. */
export function select(mapping: GenericMapping, source: Sql, importId: number): Sql {
  const { columns, rowCovers } = mapping;
  const isMapped = (field: MappedField): boolean => columns[field] !== undefined;
  const number = (field: MappedField): Sql =>
    sql`TRY_CAST(${identifier(field)} AS DOUBLE) * CAST(${constant(String(columns[field]?.scale ?? 1))} AS DOUBLE)`;
  const count = (field: MappedField): Sql =>
    isMapped(field) ? sql`TRY_CAST(round(${number(field)}) AS BIGINT)` : sql`CAST(NULL AS BIGINT)`;
  const text = (field: MappedField): Sql => {
    const readings = [
      ...(isMapped(field) ? [identifier(field)] : []),
      ...(isConstantField(field) && mapping.constants[field] !== undefined ? [importConstant(importId, field)] : []),
    ];
    return readings.length === 0 ? sql`CAST(NULL AS VARCHAR)` : sql`COALESCE(${join(readings)})`;
  };

  const time = timeReader(mapping);
  const given = (field: 'period_start' | 'period_end'): Sql | null => {
    if (isMapped(field)) return time(field);
    return mapping.constants[field] === undefined ? null : sql`CAST(${importConstant(importId, field)} AS TIMESTAMP)`;
  };
  const start = given('period_start') ?? sql`CAST(NULL AS TIMESTAMP)`;
  const end = given('period_end') ?? sql`${start} + ${LENGTHS[rowCovers]}`;

  const sum = (fields: readonly MappedField[]): Sql =>
    join([sql`0`, ...fields.filter(isMapped).map((field) => sql`COALESCE(${count(field)}, 0)`)], ' + ');
  const input = splitTotal('input', INPUT_PARTS, mapping.inputIncludesCached);
  const output = splitTotal('output', OUTPUT_PARTS, mapping.outputIncludesReasoning);

  /** A total without its parts: a class of its own where the parts are known, else tokens that nobody split. */
  function splitTotal(total: 'input' | 'output', parts: readonly MappedField[], includes: boolean | undefined) {
    const hasParts = parts.some(isMapped);
    const rest = includes === true && hasParts ? sql`${count(total)} - (${sum(parts)})` : count(total);
    const isSplit = hasParts || includes === false;
    const none = sql`CAST(NULL AS BIGINT)`;
    return { split: isSplit ? rest : none, unsplit: isSplit ? none : rest, exceeds: sql`${rest} < 0` };
  }

  const counts = COUNT_FIELDS.filter(isMapped);
  const numeric = [...counts, ...(['other_qty'] as const).filter(isMapped)];
  const amount = isMapped('billed_amount')
    ? moneyTimes('billed_amount', columns.billed_amount?.scale ?? 1)
    : sql`CAST(NULL AS DECIMAL(38, 12))`;
  const hasTokens = counts.some((field) => field !== 'requests') || isMapped('other_qty');
  const fact = isMapped('billed_amount') ? (hasTokens ? 'both' : 'charge') : 'usage';

  return sql`
    SELECT source_row,
      ${exclusion(
        periodProblem(start, end),
        ...numeric.map(
          (field) => sql`WHEN ${identifier(field)} IS NOT NULL AND ${number(field)} IS NULL THEN 'not-a-number'`,
        ),
        ...counts.flatMap((field) => [
          sql`WHEN ${number(field)} < 0 THEN 'negative-count'`,
          sql`WHEN ${number(field)} > 9007199254740991 THEN 'too-large'`,
          // A scaled count such as 433.893 thousand is whole but for the last bits of its binary form.
          sql`WHEN abs(${number(field)} - round(${number(field)})) > 0.000001 * GREATEST(1, ${number(field)}) THEN 'not-whole'`,
        ]),
        ...(isMapped('billed_amount')
          ? [sql`WHEN billed_amount IS NOT NULL AND ${money('billed_amount')} IS NULL THEN 'not-an-amount'`]
          : []),
        sql`WHEN ${input.exceeds} OR ${output.exceeds} THEN 'parts-exceed-total'`,
      )},
      ${constant(fact)} AS fact,
      ${start} AS period_start,
      ${end} AS period_end,
      ${given('period_end') === null ? constant(rowCovers) : grainOf(start, end)} AS grain,
      ${provider(text('provider'))} AS provider,
      COALESCE(${text('route')}, ${route(text('provider'))}) AS route,
      ${serviceTier(text('service_tier'))} AS service_tier,
      ${join(TEXT_FIELDS.map((field) => sql`${text(field)} AS ${identifier(field)}`))},
      ${isMapped('requests') || rowCovers !== 'request' ? count('requests') : sql`1`} AS requests,
      ${input.split} AS in_fresh,
      ${join([...INPUT_PARTS, ...OUTPUT_PARTS].map((field) => sql`${count(field)} AS ${identifier(field)}`))},
      ${input.unsplit} AS in_unsplit,
      ${output.split} AS out_visible,
      ${output.unsplit} AS out_unsplit,
      ${isMapped('other_qty') ? number('other_qty') : sql`CAST(NULL AS DOUBLE)`} AS other_qty,
      ${text('other_unit')} AS other_unit,
      ${amount} AS billed_amount,
      upper(${text('billed_currency')}) AS billed_currency,
      ${isMapped('billed_amount') ? constant(mapping.billedBasis) : sql`CAST(NULL AS VARCHAR)`} AS billed_basis,
      ${isMapped('billed_amount') ? constant('usage') : sql`CAST(NULL AS VARCHAR)`} AS charge_class
    FROM ${source}`;
}

const LENGTHS = {
  request: sql`INTERVAL 0 SECOND`,
  minute: sql`INTERVAL 1 MINUTE`,
  hour: sql`INTERVAL 1 HOUR`,
  day: sql`INTERVAL 1 DAY`,
  month: sql`INTERVAL 1 MONTH`,
} as const;

function timeReader({ dates, timeZone }: GenericMapping): (column: string) => Sql {
  const read = (column: string): Sql => {
    const text = identifier(column);
    switch (dates) {
      case 'iso':
        return utc(column);
      case 'month-first':
        return utcFromAnyDate(column);
      case 'day-first':
        return sql`COALESCE(TRY_STRPTIME(replace(${text}, '.', '/'), '%d/%m/%Y %H:%M:%S'),
          TRY_STRPTIME(replace(${text}, '.', '/'), '%d/%m/%Y'))`;
      case 'unix-seconds':
        return unixTime(column, 1_000_000);
      case 'unix-milliseconds':
        return unixTime(column, 1_000);
      default:
        return dates satisfies never;
    }
  };
  const isLocal = timeZone !== 'UTC' && !dates.startsWith('unix');
  return (column) => (isLocal ? fromZone(column, read(column), timeZone) : read(column));
}
