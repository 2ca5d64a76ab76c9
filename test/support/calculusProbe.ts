import { attributeLevers } from '../../shared/engine/attribution.ts';
import { compile } from '../../shared/engine/compile.ts';
import { runScenario } from '../../shared/engine/runScenario.ts';
import { simulate } from '../../shared/simulate/simulate.ts';
import { tornado } from '../../shared/simulate/tornado.ts';
import { baseline, lever, listRates, model, month, monthsFrom2027, MTOK, scenario, segment } from '../engine/build.ts';

const MONTHS = 36;

/** One scenario with every kind of arithmetic in it: powers, exponentials, normal deviates, minima. Plain numbers. */
export async function calculusFigures(): Promise<number[]> {
  const company = baseline(
    monthsFrom2027(MONTHS),
    [model('a/big', listRates(10, 50), MONTHS), model('b/small', listRates(0.7, 3.3), MONTHS)],
    [
      segment('a/big', { in_fresh: 8.3 * MTOK, in_cache_read: MTOK, out_visible: MTOK }, MONTHS, {
        id: 'one',
        sigma: 0.22,
        labels: { team: 'one' },
      }),
      segment('a/big', { in_fresh: 3.7 * MTOK, out_reasoning: MTOK / 3 }, MONTHS, {
        id: 'two',
        sigma: 0.31,
        labels: { team: 'two' },
      }),
    ],
  );
  const own = scenario(
    lever('volume-growth', {
      curve: 'logistic',
      rate: { p10: 0.6, p50: 1.21, p90: 1.9, shape: 'lognormal' },
      ceiling: 24,
    }),
    lever('price-path', { path: 'yearly', change: { p10: -0.7, p50: -0.548, p90: -0.2, shape: 'pert' } }),
    lever('prompt-caching', { cacheableShare: 0.6, hitRate: { p10: 0.2, p50: 0.5, p90: 0.9, shape: 'triangular' } }),
    lever(
      'routing',
      { model: 'b/small', strongShare: 0.45, coldShare: 0.5, routerShare: 0.01 },
      { scope: { team: ['one'] } },
    ),
    lever('batch', { share: { value: 0.4, probability: 0.3 } }),
    lever('spend-cap', { capUsdPerMonth: 400, per: 'team' }),
  );
  const { costUsd, quality, totalUsd } = runScenario(company, own);
  const { levers } = attributeLevers(compile(company, own), 7);
  const { monthlyUsd, total, budgets } = await simulate(company, own, {
    draws: 300,
    seed: 7,
    volume: { by: 'team', correlation: 0.5, overrunBias: 0.1 },
    budgets: [{ id: 'b', scope: {}, from: month('2027-01'), to: month('2027-12'), usd: 2500 }],
  });
  return [
    totalUsd,
    ...costUsd,
    ...quality,
    ...levers.flatMap(({ aloneUsd, stackedUsd, shapleyUsd }) => [aloneUsd, stackedUsd, shapleyUsd]),
    ...monthlyUsd.p10,
    ...monthlyUsd.p90,
    ...total.sortedUsd,
    ...budgets.map(({ probabilityOfExceeding }) => probabilityOfExceeding),
    ...tornado(company, own).flatMap(({ atLowUsd, atHighUsd }) => [atLowUsd, atHighUsd]),
  ];
}
