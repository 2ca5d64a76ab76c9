/** Where a decision stops paying: the formulas of LEVERS section 2 on their own, for tables and explanations. */

/**
 * Hit rate from which a cache saves: h* = (w - 1) / (w - r), write and read price over the input price.
 * Examples: w 1.25, r 0.1 -> 21.7 %; w 2, r 0.1 -> 52.6 %; w 1 -> 0, every hit saves.
 */
export const cacheBreakEvenHitRate = (write: number, read: number): number => (write - 1) / (write - read);

/**
 * Reads per write from which a cache saves: n* = (w - 1) / (1 - r): only the premium of the write must be earned back.
 * Examples: w 1.25, r 0.1 -> 0.28, so one read pays; w 2, r 0.1 -> 1.11, two reads pay.
 */
export const cacheBreakEvenReads = (write: number, read: number): number => (write - 1) / (1 - read);

/**
 * Share passed on from which a cascade no longer pays: p* = 1 - (c_weak + c_judge) / c_strong.
 * Example: weak 1, judge 0.05, strong 10 -> 0.895.
 */
export const cascadeBreakEvenEscalation = (weak: number, judge: number, strong: number): number =>
  1 - (weak + judge) / strong;

/**
 * Months until a distilled model has earned its one-off cost: one_off / (R * (c_teacher - c_student) - hosting - retrain).
 * Infinity when it never does. Example: 30,000 over 100,000 requests * (0.02 - 0.005) - 500 - 0 = 1,000 a month: 30 months.
 */
export function distillationBreakEvenMonths(terms: {
  readonly oneOffUsd: number;
  readonly requestsPerMonth: number;
  readonly teacherUsdPerRequest: number;
  readonly studentUsdPerRequest: number;
  readonly hostingUsdPerMonth: number;
  readonly retrainUsdPerMonth: number;
}): number {
  const perRequest = terms.teacherUsdPerRequest - terms.studentUsdPerRequest;
  const gain = terms.requestsPerMonth * perRequest - terms.hostingUsdPerMonth - terms.retrainUsdPerMonth;
  return gain > 0 ? terms.oneOffUsd / gain : Infinity;
}

/**
 * Saving per month of a model that answers fewer requests well, per success:
 * (c_teacher / q_teacher - c_student / q_student) * successes.
 * Example: 0.02 at 1 and 0.005 at 0.95 for 1,000 successes: (0.02 - 0.005263) * 1,000 = 14.74 USD.
 */
export const qualityAdjustedSaving = (
  teacher: { readonly usd: number; readonly quality: number },
  student: { readonly usd: number; readonly quality: number },
  successes: number,
): number => (teacher.usd / teacher.quality - student.usd / student.quality) * successes;

/**
 * Utilisation from which provisioned capacity pays: u* = P / V, V the pay-as-you-go value of the full capacity.
 * Example: 221 USD a month for a unit that can carry 260 USD: 85 %.
 */
export const commitmentBreakEvenUtilisation = (usdPerMonth: number, payAsYouGoUsd: number): number =>
  usdPerMonth / payAsYouGoUsd;

/**
 * Price of provisioned capacity per million tokens at a utilisation: P / (capacity * u).
 * Example: 221 USD for 208.05 Mtok used at 85 %: 1.25 USD.
 */
export const commitmentUsdPerMtok = (usdPerMonth: number, capacityMtok: number, utilisation: number): number =>
  usdPerMonth / (capacityMtok * utilisation);

/**
 * Price of own GPUs per million tokens. Idle hours are paid: utilisation divides the throughput, it never multiplies the
 * price of an hour. Examples at 3.13 USD and 850 tokens/s without overhead: 100 % -> 1.02, 50 % -> 2.05, 20 % -> 5.11.
 */
export const gpuUsdPerMtok = (usdPerHour: number, tokensPerSecond: number, utilisation: number, overhead = 0): number =>
  ((usdPerHour * (1 + overhead)) / (tokensPerSecond * 3600 * utilisation)) * 1e6;

/**
 * Million tokens a month from which own hardware is cheaper than an interface: month / (API price - own marginal price).
 * Infinity when the marginal price is not lower. Example: 22,400 USD a month against 3 USD and 0.2 marginal: 8,000 Mtok.
 */
export const selfHostingBreakEvenMtok = (
  usdPerMonth: number,
  apiUsdPerMtok: number,
  marginalUsdPerMtok: number,
): number => (apiUsdPerMtok > marginalUsdPerMtok ? usdPerMonth / (apiUsdPerMtok - marginalUsdPerMtok) : Infinity);

/** Growth per month that reaches a multiple. Example: 24 times in 48 months is 6.85 % a month. */
export const monthlyGrowth = (multiple: number, months: number): number => multiple ** (1 / months) - 1;

/**
 * Price change per year that cancels a growth of volume exactly. Example: 24 times in 4 years is cancelled by -54.8 % a
 * year, since 24^(-1/4) = 0.4518.
 */
export const cancellingPriceChange = (multiple: number, years: number): number => multiple ** (-1 / years) - 1;
