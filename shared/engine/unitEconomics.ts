import { INPUT_CLASSES, OUTPUT_CLASSES, type PerTokenClass, type TokenClass } from '../units/tokenClasses.ts';

/**
 * The measures of LEVERS section 3. Null means that it cannot be told: nothing to divide by, or an unknown part.
 */
type Known = number | null;

/** A quotient, or null where there is nothing to divide by. */
export function ratio(top: Known, bottom: Known): Known {
  if (top === null || bottom === null || bottom === 0) return null;
  const value = top / bottom;
  return Number.isFinite(value) ? value : null;
}

const sumClasses = (tokens: PerTokenClass<Known>, names: readonly TokenClass[]): Known => {
  const known = names.flatMap((name) => tokens[name] ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
};

const timesMillion = (value: Known): Known => (value === null ? null : value * 1e6);

/** Cost per request, session, summary, resolved ticket, active user, merged change. Example: 42 USD for 84 tickets: 0.50. */
export const costPerUnit = (usd: Known, units: Known): Known => ratio(usd, units);

/** All cost over all tokens, USD per million. It mixes cached and fresh tokens, so state the mix. Example: 30 USD, 12 Mtok: 2.50. */
export const blendedUsdPerMtok = (usd: Known, tokens: Known): Known => timesMillion(ratio(usd, tokens));

/** Price at a fixed mix, for comparing models. Example: 3 and 15 USD at 3:1: (3 * 3 + 15) / 4 = 6 USD per million. */
export const fixedMixUsdPerMtok = (input: Known, output: Known, inputParts: number, outputParts: number): Known =>
  input === null || output === null ? null : ratio(input * inputParts + output * outputParts, inputParts + outputParts);

/** Input cost over all input tokens, USD per million: falls as the cache works. Example: 2 USD for 4 Mtok: 0.50. */
export const effectiveInputUsdPerMtok = (inputUsd: Known, tokens: PerTokenClass<Known>): Known =>
  timesMillion(ratio(inputUsd, sumClasses(tokens, INPUT_CLASSES)));

/** Cost of one success: cost of an attempt / success rate. Example: 0.02 USD at 80 %: 0.025 USD. */
export const costOfPass = (usdPerAttempt: Known, successRate: Known): Known => ratio(usdPerAttempt, successRate);

/**
 * One number per use case: cost + (1 - q) * cost of a mistake + seconds * value of a second + abstentions * their cost.
 * Example: 0.01 + 0.05 * 2 + 3 * 0.001 + 0.1 * 0.2 = 0.133 USD.
 */
export const economicScoreUsd = (terms: {
  readonly usd: number;
  readonly quality: number;
  readonly costOfMistakeUsd: number;
  readonly seconds: number;
  readonly usdPerSecond: number;
  readonly abstainShare: number;
  readonly costOfAbstainingUsd: number;
}): number =>
  terms.usd +
  (1 - terms.quality) * terms.costOfMistakeUsd +
  terms.seconds * terms.usdPerSecond +
  terms.abstainShare * terms.costOfAbstainingUsd;

/** Cache reads over all input tokens (token weighted). Example: 3 of 10 Mtok: 30 %. */
export const cacheHitRate = (tokens: PerTokenClass<Known>): Known =>
  ratio(tokens.in_cache_read, sumClasses(tokens, INPUT_CLASSES));

/**
 * What a cache brought: reads * (Pin - Pread) - writes * (Pwrite - Pin), tokens in millions. It can be negative.
 * Example: 10 Mtok read at 0.5 and 2 written at 6.25 instead of 5: 45 - 2.50 = 42.50 USD.
 */
export const cacheGainUsd = (
  read: { readonly mtok: number; readonly rate: number },
  written: { readonly mtok: number; readonly rate: number },
  inputRate: number,
): number => read.mtok * (inputRate - read.rate) - written.mtok * (written.rate - inputRate);

/** Input tokens per output token. Example: 8 and 2 Mtok: 4. */
export const inputPerOutput = (tokens: PerTokenClass<Known>): Known =>
  ratio(sumClasses(tokens, INPUT_CLASSES), sumClasses(tokens, OUTPUT_CLASSES));

/** Tokens for one USD. Example: 12 Mtok for 30 USD: 400,000. */
export const tokensPerUsd = (tokens: Known, usd: Known): Known => ratio(tokens, usd);

/** Reasoning over all output. Null where the source does not split it. Example: 4 of 5 Mtok: 80 %. */
export const reasoningShare = (tokens: PerTokenClass<Known>): Known =>
  tokens.out_reasoning === null ? null : ratio(tokens.out_reasoning, sumClasses(tokens, OUTPUT_CLASSES));

/** Metered spend over the invoice; below 95 % something is not metered. Example: 96 of 100 USD: 96 %. */
export const spendCaptureRate = (meteredUsd: Known, invoiceUsd: Known): Known => ratio(meteredUsd, invoiceUsd);

/** 1 - |F - A| / A. Example: 90 for 100: 90 %. */
export function forecastAccuracy(forecast: Known, actual: Known): Known {
  const bias = forecastBias(forecast, actual);
  return bias === null ? null : 1 - Math.abs(bias);
}

/** (F - A) / A, negative when the forecast was too low. Example: 90 for 100: -10 %. */
export const forecastBias = (forecast: Known, actual: Known): Known =>
  forecast === null || actual === null ? null : ratio(forecast - actual, Math.abs(actual));

/** (revenue - cost of the feature) / revenue. Example: 100 of revenue and 45 of cost: 55 %. */
export const grossMargin = (revenueUsd: Known, costUsd: Known): Known =>
  revenueUsd === null || costUsd === null ? null : ratio(revenueUsd - costUsd, revenueUsd);

/** Value of saved time: minutes * rate * adoption * realised share. Example: 1,000 h at 60 USD, half adopted, 40 % realised: 12,000. */
export const benefitUsd = (minutes: number, usdPerHour: number, adoption: number, realisedShare: number): number =>
  (minutes / 60) * usdPerHour * adoption * realisedShare;

/** (benefit - cost) / cost. Example: 12,000 for 8,000: 50 %. */
export const returnOnInvestment = (benefit: Known, costUsd: Known): Known =>
  benefit === null || costUsd === null ? null : ratio(benefit - costUsd, costUsd);

/** One-off cost over the net benefit of a month; null when it never pays. Example: 30,000 at 1,000 a month: 30 months. */
export const paybackMonths = (oneOffUsd: number, netBenefitUsdPerMonth: number): Known =>
  netBenefitUsdPerMonth > 0 ? oneOffUsd / netBenefitUsdPerMonth : null;

/** Mean of the last days times the days of a period. Example: 7 days at 10 USD, 30 days: 300 USD. */
export function runRateUsd(dailyUsd: readonly number[], trailingDays: number, periodDays: number): Known {
  const recent = dailyUsd.slice(-trailingDays);
  const mean = ratio(
    recent.reduce((sum, usd) => sum + usd, 0),
    recent.length,
  );
  return mean === null ? null : mean * periodDays;
}

/**
 * Idle time told apart from price: cost per million tokens of all hours and of the used hours only, high or low against a
 * reference (OpenCost's four fields).
 */
export function gpuDiagnosis(
  allocatedUsdPerMtok: number,
  usedUsdPerMtok: number,
  referenceUsdPerMtok: number,
): 'low-utilisation' | 'wrong-model' | 'poor-fit' | 'good' {
  const [isAllocatedHigh, isUsedHigh] = [
    allocatedUsdPerMtok > referenceUsdPerMtok,
    usedUsdPerMtok > referenceUsdPerMtok,
  ];
  if (isAllocatedHigh) return isUsedHigh ? 'wrong-model' : 'low-utilisation';
  return isUsedHigh ? 'poor-fit' : 'good';
}
