import type { ParameterValue, LeverParameters } from '../types.ts';
import { at } from '../series.ts';
import { defineLever } from './definition.ts';
import { choice, factor, months, quantity } from './descriptors.ts';
import { growthMultiple } from './growthCurves.ts';
import { rememberedSeries } from './rememberedSeries.ts';

/**
 * Volume grows along a curve: tokens(t) = base * curve(t). The preset "24x by 2030" is 24 times within 48 months:
 * 24^(1/48) = +6.85 % a month = +121 % a year (Goldman Sachs, "Decoding the Agentic Economy", 2026-05).
 * `replace` lets the curve take over from the statistical forecast, which knows nothing of the far future: fully the
 * forecast for the first months, a blend, then the curve from the level of the start month.
 */
export const volumeGrowth = defineLever({
  kind: 'volume-growth',
  title: 'Volume growth',
  stage: 'volume',
  scopeBy: 'workload',
  sentence: 'Volume of {scope} grows ({curve}) from {start}',
  risk: 2,
  parameters: {
    curve: choice('Curve', 'How the volume moves.', {
      rate: 'by a rate per year',
      multiple: 'to a multiple within a time',
      logistic: 'S-curve to a ceiling, logistic',
      gompertz: 'S-curve to a ceiling, Gompertz',
      bass: 'adoption to a ceiling, Bass',
      event: 'a dated step',
    }),
    basis: choice('Basis', 'Whether the curve comes on top of the forecast or takes its place.', {
      'on-top': 'multiplies the forecast',
      replace: 'replaces the forecast',
    }),
    rate: quantity('share', 'Growth per year', 'Growth per year at first; 0.5 is 50 % a year.', {
      min: -0.99,
      max: 1000,
    }),
    multiple: factor('Multiple', 'How many times the volume it becomes.', { min: 0.001, max: 100_000 }),
    withinMonths: months('Within', 'Months until the multiple is reached; the level is held after that.'),
    ceiling: factor('Ceiling', 'How many times the volume it can become at most.', { min: 1, max: 100_000 }),
    innovation: quantity('share', 'Adoption from outside', 'Share who adopt per year without seeing others (Bass p).', {
      max: 1,
      hasDefault: true,
    }),
    imitation: quantity('share', 'Adoption by imitation', 'Share who adopt per year because others did (Bass q).', {
      max: 10,
      hasDefault: true,
    }),
    uplift: quantity('share', 'Step', 'Change of the volume by the event; 0.3 is 30 % more.', { min: -1, max: 1000 }),
    blendFrom: months('Forecast holds for', 'Months ahead for which the statistical forecast holds alone.', {
      hasDefault: true,
    }),
    blendTo: months('Curve alone after', 'Months ahead from which the curve holds alone.', { hasDefault: true }),
  },
  conflicts: [],
  check: missingParts,
  apply(values, factors, context) {
    // Only one curve can replace the forecast; a second one grows on top of it.
    const isReplacing = values.basis === 'replace' && factors.driverOrigin < 0;
    if (isReplacing) factors.driverOrigin = Math.max(0, context.startsAt);
    const multiples = multiplesOf(values, context);
    for (let month = 0; month < context.monthCount; month += 1) {
      const multiple = at(multiples, month);
      if (!isReplacing) {
        factors.volume[month] = at(factors.volume, month) * multiple;
      } else if (month >= factors.driverOrigin) {
        factors.driverVolume[month] = multiple;
        factors.driverWeight[month] = driverWeight(month + 1, values.blendFrom, values.blendTo);
      }
    }
  },
});

const multiplesOf = rememberedSeries(
  (values: Parameters<typeof growthMultiple>[0]) => [
    values.curve,
    values.rate,
    values.multiple,
    values.withinMonths,
    values.ceiling,
    values.innovation,
    values.imitation,
    values.uplift,
  ],
  (values, dose, elapsed) => growthMultiple(values, elapsed, dose),
);

/** Weight of the curve: 0 up to `from` months ahead, 1 from `to` on. Example: 3 and 18 give 0.6 at 12 months ahead. */
function driverWeight(ahead: number, from: number, to: number): number {
  if (ahead >= to) return 1;
  return ahead <= from ? 0 : (ahead - from) / (to - from);
}

const REQUIRED = {
  rate: ['rate'],
  multiple: ['multiple', 'withinMonths'],
  logistic: ['rate', 'ceiling'],
  gompertz: ['rate', 'ceiling'],
  bass: ['ceiling'],
  event: ['uplift'],
} as const;

function missingParts(parameters: LeverParameters): readonly string[] {
  const curve = isCurve(parameters.curve) ? parameters.curve : 'rate';
  const required: readonly string[] = REQUIRED[curve];
  return required
    .filter((key) => parameters[key] === undefined)
    .map((key) => `The curve "${curve}" needs the parameter ${key}.`);
}

const isCurve = (value: ParameterValue | undefined): value is keyof typeof REQUIRED =>
  typeof value === 'string' && Object.hasOwn(REQUIRED, value);
