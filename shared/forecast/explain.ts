import type { Finding } from '../units/findings.ts';
import { percent } from '../units/format.ts';
import type { Uncertainty } from './bands.ts';
import type { CombinedTrend } from './combine.ts';
import type { Decomposition } from './decompose.ts';
import type { History } from './history.ts';
import { at } from './numbers.ts';
import type { FrequencySettings } from './settings.ts';

const plural = (count: number, name: string): string => `${String(count)} ${name}${count === 1 ? '' : 's'}`;

export function shortHistoryFinding({ observed }: History, { step }: FrequencySettings): Finding {
  const message =
    observed === 0
      ? 'There is no value to forecast from; 0 stands for it'
      : `A history of ${plural(observed, step)} says little: the last value is carried on, times or divided by 2`;
  return { code: 'short-history', message, count: observed };
}

const FALLBACK_REASONS = {
  used: null,
  absent: 'The forecasting library is not loaded',
  unsuitable: 'The forecasting library refused the series',
  trapped: 'The forecasting library broke and is not asked about this series again',
  poisoned: 'The forecasting library broke on a series before this one',
} as const satisfies Record<CombinedTrend['library'], string | null>;

export function fallbackFinding(library: CombinedTrend['library']): Finding[] {
  const reason = FALLBACK_REASONS[library];
  return reason === null ? [] : [{ code: 'forecast-fallback', message: `${reason}: the other methods stand alone` }];
}

/** A last value this far below its usual, in model units (0.22 in logarithms: a fifth), may be an unfinished period. */
const PARTIAL_DISTANCE = 0.22;

/** Why the last value looks unfinished, or null: it is an outlier on the low side. */
export function looksPartial(
  parts: Decomposition,
  { values, isNonNegative }: History,
  settings: FrequencySettings,
): string | null {
  const last = values.length - 1;
  const residual = at(parts.residuals, last);
  if (!isNonNegative || parts.outliers.at(-1) !== last || residual > -PARTIAL_DISTANCE) return null;
  return `The last ${settings.step} lies ${percent(1 - Math.exp(residual), 0)} below its usual value and may be incomplete`;
}

/** The method in one line, and in sentences what was done to this series and why. */
export function describe(
  parts: Decomposition,
  combined: CombinedTrend,
  uncertainty: Uncertainty,
  history: History,
  settings: FrequencySettings,
): { readonly method: string; readonly reasons: readonly string[] } {
  const { step, cycles } = settings;
  const size = history.values.length;
  const rhythms = cycles.flatMap(({ name }, index) => {
    const share = parts.profiles[index]?.share ?? 0;
    return share > 0 ? [{ name, share }] : [];
  });
  const reasons = [
    `At each ${step} the mean of ${String(combined.names.length)} methods without the lowest and the highest: ${combined.names.join(', ')}.`,
    ...rhythms.map(({ name, share }) => `A rhythm by ${name} is in the data and believed to ${percent(share, 0)}.`),
  ];
  if (history.launch > 0) reasons.push(`Left out before the first use: ${plural(history.launch, step)}.`);
  if (history.gaps > 0) reasons.push(`Gaps filled with the usual value: ${String(history.gaps)}.`);
  if (parts.outliers.length > 0)
    reasons.push(`Outliers replaced by the usual value (they widen the bands): ${String(parts.outliers.length)}.`);
  for (const shift of parts.shifts)
    reasons.push(
      `A new level holds since ${plural(size - shift.index, step)} before the end; what lies before is moved to it.`,
    );
  reasons.push(
    uncertainty.origins > 0
      ? `The bands come from ${plural(uncertainty.origins, 'forecast')} of the series' own past.`
      : 'The bands come from the size of the changes from step to step.',
  );
  const rhythm = rhythms.length > 0 ? `, rhythm by ${rhythms.map(({ name }) => name).join(' and ')}` : '';
  return { method: `Middle of ${String(combined.names.length)} trend methods${rhythm}`, reasons };
}
