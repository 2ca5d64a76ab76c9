import { percent } from '../../units/format.ts';
import type { Backtest } from './backtest.ts';

/**
 * What the past says of the bands, in words. Example: "Your 80 % band held 78 % of the time, the 95 % band 94 % (8 forecasts
 * of the past, 196 values). Forecasts were off by 12 % and 3 % too high on the whole."
 */
export function coverageSentence({ overall, origins }: Backtest): string {
  if (overall === null) return 'The history is too short to forecast its own past.';
  const held = overall.coverage
    .filter(({ level }) => level >= 80)
    .map(({ level, heldShare }, index) =>
      index === 0
        ? `Your ${String(level)} % band held ${percent(heldShare, 0)} of the time`
        : `the ${String(level)} % band ${percent(heldShare, 0)}`,
    );
  const side = overall.bias >= 0 ? 'too high' : 'too low';
  return (
    `${held.join(', ')} (${String(origins)} forecasts of the past, ${String(overall.count)} values). ` +
    `Forecasts were off by ${percent(overall.error, 0)} and ${percent(Math.abs(overall.bias), 0)} ${side} on the whole.`
  );
}
