import { compound } from '../series.ts';

type Curve = {
  readonly curve: 'rate' | 'multiple' | 'logistic' | 'gompertz' | 'bass' | 'event';
  readonly rate: number;
  readonly multiple: number;
  readonly withinMonths: number;
  readonly ceiling: number;
  readonly innovation: number;
  readonly imitation: number;
  readonly uplift: number;
};

/**
 * Volume as a multiple of the volume at the start. `elapsed` counts months of full effect, `dose` is how much of a dated
 * step has arrived. Every curve begins at 1.
 */
export function growthMultiple(curve: Curve, elapsed: number, dose: number): number {
  switch (curve.curve) {
    case 'rate':
      return compound(curve.rate, elapsed / 12);
    case 'multiple':
      return elapsed + dose === 0 ? 1 : multipleWithin(curve.multiple, curve.withinMonths, elapsed);
    case 'logistic':
      return logistic(curve.ceiling, Math.log1p(curve.rate) / 12, elapsed);
    case 'gompertz':
      return gompertz(curve.ceiling, Math.log1p(curve.rate) / 12, elapsed);
    case 'bass':
      return 1 + (curve.ceiling - 1) * bassAdoption(curve.innovation, curve.imitation, elapsed / 12);
    case 'event':
      return 1 + dose * curve.uplift;
    default:
      return curve.curve satisfies never;
  }
}

/** G^(t/T) until T, then held. Example: 24 times within 48 months is 24^(1/48) = 1.0685 after one month. */
const multipleWithin = (multiple: number, withinMonths: number, elapsed: number): number =>
  withinMonths <= 0 ? multiple : multiple ** (Math.min(elapsed, withinMonths) / withinMonths);

/**
 * K / (1 + (K - 1) e^(-rt)): early growth r a month, ceiling K times the start (Verhulst).
 * Example: K 24, +121 % a year (r 0.0661): half the ceiling at t = ln(23) / r = 47.4 months.
 */
const logistic = (ceiling: number, ratePerMonth: number, elapsed: number): number =>
  ceiling / (1 + (ceiling - 1) * Math.exp(-ratePerMonth * elapsed));

/**
 * K exp(-ln(K) e^(-bt)) with b chosen so that the growth at the start is r a month.
 * Example: K 24 and r 0.0661: b = 0.0661 / ln 24 = 0.0208; after 48 months 24 exp(-3.178 * 0.3685) = 7.44 times.
 */
function gompertz(ceiling: number, ratePerMonth: number, elapsed: number): number {
  const height = Math.log(ceiling);
  return height === 0 ? 1 : ceiling * Math.exp(-height * Math.exp((-ratePerMonth / height) * elapsed));
}

/**
 * Share of those who will ever adopt that has adopted after some years (Bass 1969):
 * (1 - e^(-(p+q)t)) / (1 + (q/p) e^(-(p+q)t)). Example: p 0.03, q 0.38, 5 years: 0.8713 / (1 + 12.67 * 0.1287) = 0.331.
 */
function bassAdoption(innovation: number, imitation: number, years: number): number {
  if (innovation <= 0) return 0;
  const decay = Math.exp(-(innovation + imitation) * years);
  return (1 - decay) / (1 + (imitation / innovation) * decay);
}
