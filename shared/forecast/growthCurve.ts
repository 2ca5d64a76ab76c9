import { levenbergMarquardt } from 'ml-levenberg-marquardt';

export const GROWTH_SHAPES = ['logistic', 'gompertz'] as const;
export type GrowthShape = (typeof GROWTH_SHAPES)[number];

/** A growth curve through a history, or why its ceiling cannot be told. */
export type GrowthFit =
  | {
      readonly ok: true;
      readonly shape: GrowthShape;
      /** Level it tends to, in the unit of the history, and as a multiple of the last fitted value. */
      readonly ceiling: number;
      readonly ceilingMultiple: number;
      /** Part of the ceiling that the last fitted value has reached: "fitted on x % of the ceiling". */
      readonly shareOfCeiling: number;
      /** Growth per year that the curve had while it was far below its ceiling; 0.5 is 50 % a year. */
      readonly earlyGrowthPerYear: number;
      readonly fitted: readonly number[];
    }
  | { readonly ok: false; readonly reason: string; readonly shareOfCeiling: number | null };

/** Below this part of the ceiling its fitted value is noise: Debecker and Modis 1994. */
const LEAST_SHARE = 0.5;
const LEAST_MONTHS = 12;
/** A history that has not grown by a tenth shows no curve. */
const LEAST_GROWTH = 1.1;
/** A ceiling beyond this many times the last value is no ceiling. */
const HIGHEST_MULTIPLE = 1e4;

const refuse = (reason: string, shareOfCeiling: number | null = null): GrowthFit => ({
  ok: false,
  reason,
  shareOfCeiling,
});

/**
 * Fits an S-curve to monthly values by least squares on their logarithms (Levenberg-Marquardt). With less than half of the
 * ceiling seen the data cannot tell it: on a true logistic with 4 % seen, fits at 3 % noise spread from 5 to 280,000
 * (P10 to P90, truth 24), so such a fit is refused and the ceiling has to be chosen.
 * Example: 24 / (1 + 23 e^(-0.2 t)) over 24 months without noise, 83 % seen: ceiling 24.
 */
export function fitGrowthCurve(values: readonly number[], shape: GrowthShape): GrowthFit {
  const known = values.map((value, month) => ({ month, value })).filter(({ value }) => value > 0);
  const last = known.at(-1);
  if (last === undefined || known.length < LEAST_MONTHS) {
    return refuse(`A growth curve needs ${String(LEAST_MONTHS)} months with use; there are ${String(known.length)}.`);
  }
  const curve = SHAPES[shape];
  const data = { x: known.map(({ month }) => month), y: known.map(({ value }) => Math.log(value / last.value)) };
  const [ceiling, height, rate] = fit(data, curve, last.month);
  const fittedAt = (month: number): number => Math.exp(curve(ceiling, height, rate, month)) * last.value;
  const multiple = Math.exp(ceiling);
  const shareOfCeiling = fittedAt(last.month) / (multiple * last.value);
  const grows = fittedAt(last.month) > fittedAt(known[0]?.month ?? 0) * LEAST_GROWTH;
  if (!grows || !Number.isFinite(shareOfCeiling)) return refuse('The history does not grow towards a ceiling.');
  if (shareOfCeiling < LEAST_SHARE) {
    const seen = Math.round(shareOfCeiling * 100);
    return refuse(
      `Fitted on ${String(seen)} % of the ceiling: below half of it the data cannot tell the ceiling. Choose one.`,
      shareOfCeiling,
    );
  }
  return {
    ok: true,
    shape,
    ceiling: multiple * last.value,
    ceilingMultiple: 1 / shareOfCeiling,
    shareOfCeiling,
    earlyGrowthPerYear: Math.expm1(12 * (shape === 'logistic' ? rate : rate * Math.exp(height))),
    fitted: values.map((_, month) => fittedAt(month)),
  };
}

/** Logarithm of a curve over its last value: ceiling and height as logarithms, so that both stay positive. */
type LogCurve = (logCeiling: number, height: number, rate: number, month: number) => number;

const SHAPES: Readonly<Record<GrowthShape, LogCurve>> = {
  // ln(K / (1 + e^(h - rt)))
  logistic: (logCeiling, height, rate, month) => logCeiling - Math.log1p(Math.exp(height - rate * month)),
  // ln(K exp(-e^(h - rt)))
  gompertz: (logCeiling, height, rate, month) => logCeiling - Math.exp(height - rate * month),
};

/** Starts from several ceilings and keeps the best fit: one start may end in a local minimum. */
function fit(
  data: { readonly x: number[]; readonly y: number[] },
  curve: LogCurve,
  lastMonth: number,
): readonly [number, number, number] {
  const starts = [1.1, 1.5, 2.5, 6, 20].map((multiple) => {
    const logCeiling = Math.log(multiple);
    const firstGap = Math.max(0.1, logCeiling - (data.y[0] ?? 0));
    return [logCeiling, Math.log(firstGap) + 0.5, 3 / Math.max(1, lastMonth)];
  });
  let best: { readonly error: number; readonly parameters: readonly number[] } = { error: Infinity, parameters: [] };
  for (const initialValues of starts) {
    const { parameterValues, parameterError } = levenbergMarquardt(
      data,
      ([logCeiling = 0, height = 0, rate = 0]) =>
        (month) =>
          curve(logCeiling, height, rate, month),
      {
        initialValues,
        minValues: [0, -20, 1e-6],
        maxValues: [Math.log(HIGHEST_MULTIPLE), 20, 3],
        damping: 0.01,
        gradientDifference: 1e-6,
        maxIterations: 300,
        errorTolerance: 1e-12,
      },
    );
    if (parameterError < best.error) best = { error: parameterError, parameters: parameterValues };
  }
  const [logCeiling = 0, height = 0, rate = 0] = best.parameters;
  return [logCeiling, height, rate];
}
