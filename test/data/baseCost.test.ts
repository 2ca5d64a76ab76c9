import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { openNodeDatabase } from '../../electron/duckdb.ts';
import { runScenario } from '../../shared/engine/runScenario.ts';
import type { Segment } from '../../shared/engine/types.ts';
import { identifier, integer, join, sql } from '../../shared/data/sql/statement.ts';
import { preciseSum } from '../../shared/units/rounding.ts';
import { TOKEN_CLASSES, perTokenClass, type TokenClass } from '../../shared/units/tokenClasses.ts';
import { baseline, lever, model, monthsFrom2027, scenario, segment } from '../engine/build.ts';

const ROWS = 1_000_000;
const MONTHS = 24;
const SEGMENTS = 40;
const MODELS = 5;

/** Sums of small powers of two, so that both sides begin with the same rate to the last digit. */
const rateOf = (modelIndex: number, month: number, tokenClass: TokenClass): number =>
  (1 + 3 * modelIndex + TOKEN_CLASSES.indexOf(tokenClass)) * (1 + month / 64);
const factorOf = (index: number): number => 1 - (index % 4) / 8;

/**
 * A second implementation of LEVERS 2.0 in SQL: every single row at the rate of its model and month, its contract factor,
 * and a quarter of it at half price as batch from the thirteenth month on. It shares no code with the engine.
 */
const CREATE = sql`CREATE TABLE request AS
  SELECT id, id % ${integer(SEGMENTS)} AS segment, (id // ${integer(SEGMENTS)}) % ${integer(MONTHS)} AS month,
    ${join(
      TOKEN_CLASSES.map(
        (name, index) => sql`CAST((hash(id * 31 + ${integer(index)}) % 5000) AS BIGINT) AS ${identifier(name)}`,
      ),
    )}
  FROM range(${integer(ROWS)}) AS rows(id)`;

const COST = sql`SELECT CAST(segment AS INTEGER) AS segment, CAST(month AS INTEGER) AS month,
    sum((${join(
      TOKEN_CLASSES.map(
        (name, index) =>
          sql`${identifier(name)} * CAST(1 + 3 * (segment % ${integer(MODELS)}) + ${integer(index)} AS DOUBLE)`,
      ),
      ' + ',
    )}) * (1 + month / CAST(64 AS DOUBLE)) / 1e6
      * (1 - (segment % 4) / CAST(8 AS DOUBLE))
      * CASE WHEN month >= 12 THEN CAST(0.75 AS DOUBLE) + CAST(0.25 AS DOUBLE) / 2 ELSE 1 END) AS usd
  FROM request GROUP BY segment, month ORDER BY segment, month`;

const VOLUMES = sql`SELECT CAST(segment AS INTEGER) AS segment, CAST(month AS INTEGER) AS month,
    CAST(count(*) AS DOUBLE) AS requests,
    ${join(TOKEN_CLASSES.map((name) => sql`CAST(sum(${identifier(name)}) AS DOUBLE) AS ${identifier(name)}`))}
  FROM request GROUP BY segment, month ORDER BY segment, month`;

describe('the base cost of a million rows', () => {
  let database: NodeDatabase;

  beforeAll(async () => {
    database = await openNodeDatabase();
    await database.execute(CREATE);
  });
  afterAll(() => {
    database.close();
  });

  it('is the same in the engine and in SQL, segment by segment and month by month', async () => {
    const volumes = await database.query(VOLUMES);
    const series = (index: number, name: string): Float64Array =>
      Float64Array.from(volumes.filter((row) => row.segment === index).map((row) => Number(row[name])));
    const segments = Array.from({ length: SEGMENTS }, (_, index): Segment => ({
      ...segment(`a/model-${String(index % MODELS)}`, {}, MONTHS, { id: String(index), priceFactor: factorOf(index) }),
      requests: series(index, 'requests'),
      tokens: perTokenClass((name) => series(index, name)),
    }));
    const models = Array.from({ length: MODELS }, (_, index) => {
      const made = model(`a/model-${String(index)}`, {}, MONTHS);
      const rates = perTokenClass((name) =>
        Float64Array.from({ length: MONTHS }, (__, month) => rateOf(index, month, name)),
      );
      return { ...made, rates };
    });
    const result = runScenario(
      baseline(monthsFrom2027(MONTHS), models, segments),
      scenario(lever('batch', { share: 0.25 }, { start: '2028-01' })),
    );

    const costs = await database.query(COST);
    expect(costs).toHaveLength(SEGMENTS * MONTHS);
    for (const { segment: index, month, usd } of costs) {
      const ours = result.segments[Number(index)]?.usd[Number(month)] ?? Number.NaN;
      expect(Math.abs(ours / Number(usd) - 1), `${String(index)} ${String(month)}`).toBeLessThan(1e-9);
    }
    const total = preciseSum(costs.map(({ usd }) => Number(usd)));
    expect(Math.abs(result.totalUsd / total - 1)).toBeLessThan(1e-9);
    // 13 classes of 2,499.5 tokens on average: the sample is what it is meant to be
    expect(total).toBeGreaterThan(1e5);
  });
});
