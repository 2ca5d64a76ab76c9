import { finiteMedian, toFinite } from './numbers.ts';

/** A series as it arrives: anything that is not a finite number is a gap. */
export type RawValues = ArrayLike<number | null | undefined>;

/** Values after the launch (leading zeros and gaps are left out), gaps as NaN. */
export type History = {
  readonly values: Float64Array;
  /** Steps before the launch, which `values` no longer holds. */
  readonly launch: number;
  readonly observed: number;
  readonly gaps: number;
  readonly isNonNegative: boolean;
};

export function readHistory(raw: RawValues): History {
  const all = Float64Array.from(raw, (value) => (typeof value === 'number' && Number.isFinite(value) ? value : NaN));
  const firstUse = all.findIndex((value) => Number.isFinite(value) && value !== 0);
  const firstValue = all.findIndex(Number.isFinite);
  const launch = firstUse >= 0 ? firstUse : Math.max(0, firstValue);
  const values = all.slice(launch);
  const observed = values.filter(Number.isFinite).length;
  return {
    values,
    launch,
    observed,
    gaps: values.length - observed,
    isNonNegative: all.every((value) => !(value < 0)),
  };
}

/**
 * The scale that the model works on. Values are divided by their median and cut to 12 digits, so that 1e-9 or 1e9 times
 * the same series takes the same path through every search; then they are logarithms, or stay plain where values are negative.
 */
export type ModelScale = {
  readonly kind: 'logarithm' | 'plain';
  readonly unit: number;
  readonly toModel: (value: number) => number;
  readonly toValue: (model: number) => number;
  /** Between the model and multiples of `unit`. */
  readonly toMultiple: (model: number) => number;
  readonly fromMultiple: (multiple: number) => number;
};

/** A median below this share of the largest value would make squares overflow. */
const WIDEST_RANGE = 1e-100;
/** Smallest multiple of the median that a logarithm is taken of: a zero is read as this, and twice this is a zero again. */
const SMALLEST_MULTIPLE = 1e-3;

export function modelScale({ values, isNonNegative }: History): ModelScale {
  const sizes = values.filter((value) => Number.isFinite(value) && value !== 0).map(Math.abs);
  const unit =
    sizes.length > 0
      ? Math.max(finiteMedian(sizes), sizes.reduce((most, size) => Math.max(most, size), 0) * WIDEST_RANGE)
      : 1;
  const multipleOf = (value: number): number => (Number.isFinite(value) ? Number((value / unit).toPrecision(12)) : NaN);
  if (!isNonNegative) {
    const same = (value: number): number => value;
    const toValue = (model: number): number => toFinite(unit * model);
    return { kind: 'plain', unit, toModel: multipleOf, toValue, toMultiple: same, fromMultiple: same };
  }
  const fromMultiple = (multiple: number): number => Math.log(Math.max(multiple, SMALLEST_MULTIPLE));
  return {
    kind: 'logarithm',
    unit,
    toModel: (value) => (Number.isFinite(value) ? fromMultiple(multipleOf(value)) : NaN),
    toValue: (model) => (model < Math.log(2 * SMALLEST_MULTIPLE) ? 0 : toFinite(unit * Math.exp(model))),
    toMultiple: Math.exp,
    fromMultiple,
  };
}

/**
 * Share of zeros (or of values among zeros) that the rhythm does not explain: business-hours usage with quiet nights has
 * none, a feature that is used every third day a third.
 */
export function irregularZeroShare(values: Float64Array, period: number): number {
  const phases = Math.max(1, Math.round(period));
  const zeros = new Float64Array(phases);
  const others = new Float64Array(phases);
  for (const [step, value] of values.entries()) {
    const counts = value === 0 ? zeros : others;
    if (Number.isFinite(value)) counts[step % phases] = (counts[step % phases] ?? 0) + 1;
  }
  let [odd, total] = [0, 0];
  for (const [phase, zero] of zeros.entries()) {
    const other = others[phase] ?? 0;
    odd += Math.min(zero, other);
    total += zero + other;
  }
  return total > 0 ? odd / total : 0;
}

/** Share of zeros that no rhythm explains from which a series counts as irregular. */
const IRREGULAR_ZEROS = 0.15;

/** Whether use comes and goes without a rhythm, so that level and trend mean little. */
export const isIrregular = ({ values, isNonNegative }: History, period: number): boolean =>
  isNonNegative && irregularZeroShare(values, period) > IRREGULAR_ZEROS;
