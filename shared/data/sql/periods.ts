import { sql, type Sql } from './statement.ts';

/** The grain of a row, from the length of its period. Months are recognised by their first days. */
export const grainOf = (start: Sql, end: Sql): Sql => sql`CASE
  WHEN ${start} = ${end} THEN 'request'
  WHEN ${end} - ${start} <= INTERVAL 1 MINUTE THEN 'minute'
  WHEN ${end} - ${start} <= INTERVAL 1 HOUR THEN 'hour'
  WHEN ${end} - ${start} <= INTERVAL 1 DAY THEN 'day'
  WHEN ${end} - ${start} <= INTERVAL 31 DAY AND day(${start}) = 1 AND day(${end}) = 1 THEN 'month'
  ELSE 'range' END`;
