import type { SpendRow } from '../../data/spend.ts';
import type { Dimension } from '../../data/usageColumns.ts';
import { TOKEN_CLASSES } from '../../units/tokenClasses.ts';

/** What an unusual day is broken down by, to find who or what drove it. */
export const DRIVER_DIMENSIONS = [
  'model',
  'api_key',
  'user_key',
  'feature',
  'project',
  'team',
] as const satisfies readonly Dimension[];

/** Usual is the mean of so many days before. */
export const USUAL_DAYS = 28;

export type Driver = {
  readonly dimension: Dimension;
  readonly value: string | null;
  /** Tokens of the day minus the mean of the days before. */
  readonly tokens: number;
  readonly usd: number | null;
  /** Share of the whole change of the day. */
  readonly share: number;
};

const tokensOf = ({ tokens }: SpendRow): number => TOKEN_CLASSES.reduce((sum, name) => sum + (tokens[name] ?? 0), 0);

/**
 * Which values of one dimension changed most on a day against the mean of the 28 days before, in the direction of the
 * whole change. Values that are not attributed are a value of their own. A dimension with one value explains nothing and
 * answers none. Example: 100 tokens where 40 were usual, 55 of the 60 from one key: that key with a share of 0.92.
 */
export function driversOf(
  dimension: Dimension,
  day: readonly SpendRow[],
  before: readonly SpendRow[],
): readonly Driver[] {
  const usual = new Map(before.map((row) => [row.dimensions[dimension] ?? null, row]));
  const now = new Map(day.map((row) => [row.dimensions[dimension] ?? null, row]));
  const values = [...new Set([...usual.keys(), ...now.keys()])];
  if (values.length < 2) return [];
  const changes = values.map((value) => {
    const [today, past] = [now.get(value), usual.get(value)];
    const tokens = (today === undefined ? 0 : tokensOf(today)) - (past === undefined ? 0 : tokensOf(past)) / USUAL_DAYS;
    const isPriced = (today ?? past)?.computedUsd !== null;
    const usd = isPriced ? (today?.computedUsd ?? 0) - (past?.computedUsd ?? 0) / USUAL_DAYS : null;
    return { dimension, value, tokens, usd };
  });
  const whole = changes.reduce((sum, { tokens }) => sum + tokens, 0);
  if (whole === 0) return [];
  return changes
    .map((change) => ({ ...change, share: change.tokens / whole }))
    .filter(({ share }) => share > 0)
    .toSorted((left, right) => right.share - left.share);
}
