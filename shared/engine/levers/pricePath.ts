import { at, compound } from '../series.ts';
import { defineLever } from './definition.ts';
import { choice, months, quantity } from './descriptors.ts';
import { rememberedSeries } from './rememberedSeries.ts';

/**
 * Prices change over time. `yearly`: P(t) = P * (1 + a)^(t/12). `step`: one dated change. `cadence`: the price of constant
 * quality falls by a each year, but it arrives only when one migrates, every n months, and each migration costs money.
 * Example: -54.8 % a year for 4 years leaves 0.452^4 = 4.2 % of the price, which cancels 24 times the volume.
 */
export const pricePath = defineLever({
  kind: 'price-path',
  title: 'Price change',
  stage: 'price',
  scopeBy: 'serving-model',
  sentence: 'Prices of {scope} change by {change} ({path}) from {start}',
  risk: 3,
  parameters: {
    path: choice('Path', 'How the price moves.', {
      yearly: 'per year',
      step: 'once',
      cadence: 'per year, at each migration',
    }),
    change: quantity('share', 'Price change', 'Change of the price, negative for a fall.', {
      min: -0.999,
      max: 100,
      hasDefault: true,
    }),
    everyMonths: months('Months between migrations', 'Only for migrations: how often the model is replaced.', {
      hasDefault: true,
    }),
    migrationUsd: quantity('usd', 'Cost of each migration', 'Only for migrations: prompts, tests and roll-out.'),
  },
  conflicts: [
    { with: 'distillation', because: 'a falling price of the teacher moves the break-even month out' },
    { with: 'provisioned-throughput', because: 'a fixed price does not fall with the price by use' },
  ],
  check(parameters) {
    return parameters.path === 'cadence' && !(Number(parameters.everyMonths ?? 0) >= 1)
      ? ['A price path by migrations needs the months between them, at least 1.']
      : [];
  },
  apply(values, factors, context) {
    const multipliers = multipliersOf(values, context);
    for (let position = 0; position < factors.streamCount; position += 1) {
      const stream = factors.streams[position];
      if (stream === undefined || !context.serves(stream.model)) continue;
      for (let month = 0; month < context.monthCount; month += 1) {
        stream.price[month] = at(stream.price, month) * at(multipliers, month);
      }
    }
  },
  charge(values, line, context) {
    if (values.path !== 'cadence' || values.everyMonths < 1) return;
    for (let month = 1; month < context.monthCount; month += 1) {
      const migrations = migrationsBy(at(context.elapsed, month), values.everyMonths);
      const before = migrationsBy(at(context.elapsed, month - 1), values.everyMonths);
      line.oneOffUsd[month] = at(line.oneOffUsd, month) + (migrations - before) * values.migrationUsd;
    }
  },
});

const migrationsBy = (elapsed: number, everyMonths: number): number => Math.floor(elapsed / everyMonths + 1e-9);

type PricePath = {
  readonly path: 'yearly' | 'step' | 'cadence';
  readonly change: number;
  readonly everyMonths: number;
};

const multipliersOf = rememberedSeries(
  (values: PricePath) => [values.path, values.change, values.everyMonths],
  (values, dose, elapsed) => priceAfter(values, dose, elapsed / 12),
);

/** Multiplier on the price after some years of full effect. Example: -50 % a year after half a year is 0.5^0.5 = 0.707. */
function priceAfter({ path, change, everyMonths }: PricePath, dose: number, years: number): number {
  switch (path) {
    case 'yearly':
      return compound(change, years);
    case 'step':
      return 1 + dose * change;
    case 'cadence':
      return everyMonths < 1 ? 1 : compound(change, (migrationsBy(years * 12, everyMonths) * everyMonths) / 12);
    default:
      return path satisfies never;
  }
}
