import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openNodeDatabase } from '../../electron/duckdb.ts';
import { amount } from '../../shared/data/sql/fields.ts';
import { constant, join, sql } from '../../shared/data/sql/statement.ts';

/** Where reading in 64 bits ends: a million, the twelfth decimal, exponents of both signs, and what is no number. */
const EDGES = [
  ...['999999.9999999999994', '999999.9999999999995', '1000000', '-1000000.5', '12345678901234567890.1'],
  ...['0.0000000000005', '0.00000000000049', '-0.0000000000005', '5e-13', '4e-13', '1.25E-06', '1e-400'],
  ...['1e5', '1e6', '-1.218344567445266992e+6', '4.7057271048918962479e+6', '3.301153186848924379e+5', '1e400'],
  ...['.5', '5.', ' 7 ', '+4', '0x1', '1_000', '1,000', 'nan', '1e', '1e-', '-', '--1', '1d', ''],
];

it('an amount is the same number whether it is read in 64 bits or in full width', async () => {
  const database = await openNodeDatabase();
  const texts = fc.oneof(
    fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map(String),
    fc.tuple(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.nat(20)).map(([x, digits]) => x.toExponential(digits)),
    fc.tuple(fc.double({ noNaN: true, min: -1e7, max: 1e7 }), fc.nat(20)).map(([x, digits]) => x.toFixed(digits)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(texts, { maxLength: 50 }), async (more) => {
      const values = join([...EDGES, ...more].map((text) => sql`(${constant(text)})`));
      const different = await database.query(sql`SELECT text FROM (VALUES ${values}) AS given(text)
        WHERE ${amount('text')} IS DISTINCT FROM TRY_CAST(text AS DECIMAL(38, 12))`);
      expect(different).toEqual([]);
    }),
  );
  database.close();
});
