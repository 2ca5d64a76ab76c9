import type { SavedForecast } from '../../model/forecastSchema.ts';
import type { PastMonth, PlanResults } from '../results.ts';

/** The baseline of the results as a part of the document; null without usage. */
export function savedForecast(results: PlanResults, id: string, savedOn: string): SavedForecast | null {
  const baseline = results.scenarios.find(({ isBaseline }) => isBaseline);
  if (baseline === undefined || results.asOf === null) return null;
  return {
    id,
    savedOn,
    asOf: results.asOf,
    months: baseline.months.map(({ month, costUsd }) => {
      const { central, p025, p10, p90, p975 } = costUsd;
      return { month, central, p025, p10, p90, p975 };
    }),
  };
}

/** How a saved forecast has fared in the months that have come since. */
export type SavedScore = {
  readonly id: string;
  readonly savedOn: string;
  readonly asOf: string;
  readonly months: readonly {
    readonly month: string;
    readonly forecastUsd: number;
    readonly actualUsd: number;
    readonly isIn80: boolean;
    readonly isIn95: boolean;
  }[];
  /** Sum of absolute errors over actual spend, and of forecast minus actual; null before a whole month has come. */
  readonly error: number | null;
  readonly bias: number | null;
};

/**
 * Scores a saved forecast on the complete months that it did not know. Its first month counts only when none of its days
 * was known. Example: forecasts of 110 and 90 for actual 100 and 100 have error 10 % and bias 0.
 */
export function scoreSaved({ id, savedOn, asOf, months }: SavedForecast, history: readonly PastMonth[]): SavedScore {
  const actual = new Map(
    history.flatMap(({ month, computedUsd, isComplete }) =>
      isComplete && computedUsd !== null ? [[month, computedUsd] as const] : [],
    ),
  );
  const scored = months.flatMap(({ month, central, p025, p10, p90, p975 }) => {
    const actualUsd = actual.get(month);
    if (actualUsd === undefined || `${month}-01` <= asOf) return [];
    return [
      {
        month,
        forecastUsd: central,
        actualUsd,
        isIn80: actualUsd >= p10 && actualUsd <= p90,
        isIn95: actualUsd >= p025 && actualUsd <= p975,
      },
    ];
  });
  const spent = scored.reduce((sum, { actualUsd }) => sum + actualUsd, 0);
  const share = (value: number): number | null => (spent > 0 ? value / spent : null);
  return {
    id,
    savedOn,
    asOf,
    months: scored,
    error: share(scored.reduce((sum, { forecastUsd, actualUsd }) => sum + Math.abs(forecastUsd - actualUsd), 0)),
    bias: share(scored.reduce((sum, { forecastUsd, actualUsd }) => sum + forecastUsd - actualUsd, 0)),
  };
}
