import type { SpendFilter } from '../../shared/data/sql/spend.ts';
import type { DailyAnomaly } from '../../shared/plan/daily/dailyResults.ts';
import type { Driver } from '../../shared/plan/daily/drivers.ts';
import { compact, compactUsd, dayName, percent } from '../../shared/units/format.ts';
import type { InspectorTarget } from './inspector.ts';

const MOST_PER_DIMENSION = 2;
const NAMES: Readonly<Record<string, string>> = {
  model: 'Model',
  api_key: 'API key',
  user_key: 'User',
  feature: 'Feature',
  project: 'Project',
  team: 'Team',
};
const KINDS = { spike: 'Spike', dip: 'Dip', 'level-shift': 'New level' } as const;

/** What the inspector tells of an unusual day. */
export function anomalyTarget(
  { kind, day, value, tokens, expectedTokens, usd }: DailyAnomaly,
  drivers: readonly (readonly Driver[])[],
  rows: SpendFilter,
): InspectorTarget {
  const signed = (amount: number): string => `${amount > 0 ? '+' : ''}${compact(amount)}`;
  return {
    title: `${KINDS[kind]} on ${dayName(day)}, ${value ?? 'not attributed'}`,
    value: usd === null ? `${compact(tokens)} tokens` : `${usd > 0 ? '+' : ''}${compactUsd(usd)}`,
    formula: `${compact(tokens)} tokens where ${compact(expectedTokens)} were usual; the difference at the price of those days${
      kind === 'level-shift' ? ', for up to 30 days' : ''
    }.`,
    lines: drivers.flatMap((list) =>
      list.slice(0, MOST_PER_DIMENSION).map(({ dimension, value: name, tokens: change, share }) => ({
        label: `${NAMES[dimension] ?? dimension}: ${name ?? 'not attributed'}`,
        value: `${signed(change)} tokens, ${percent(share, 0)} of the change`,
        source: 'against the mean of the 28 days before',
      })),
    ),
    findings: [],
    rows,
  };
}
