import type { UnitCostPoint } from '../../../../shared/engine/businessMetrics.ts';
import type { HeavyUse, UnitTrend } from '../../../../shared/plan/analysis.ts';
import { percent } from '../../../../shared/units/format.ts';

/** A unit of output in its last month, against the month before. */
export type UnitRow = {
  readonly key: string;
  readonly label: string;
  readonly source: UnitTrend['source'];
  /** The part of the company; null for all of it. */
  readonly member: string | null;
  readonly last: UnitCostPoint;
  /** Change of the cost of one unit; null without a month before. */
  readonly change: number | null;
  readonly points: readonly UnitCostPoint[];
};

/** One row for each unit and part of the company. */
export const unitRows = (trends: readonly UnitTrend[]): readonly UnitRow[] =>
  trends.flatMap(({ unit, label, source, points }) => {
    const members = [...new Set(points.map(({ member }) => member))];
    return members.flatMap((member): UnitRow[] => {
      const own = points.filter((point) => point.member === member);
      const [last, before] = [own.at(-1), own.at(-2)];
      if (last === undefined) return [];
      const [now, then] = [last.usdPerUnit, before?.usdPerUnit ?? null];
      const change = now === null || then === null || then === 0 ? null : now / then - 1;
      return [{ key: `${unit}\n${member ?? ''}`, label, source, member, last, change, points: own }];
    });
  });

/** Example: `The heaviest 10 % of users (3) take 62 % of the tokens and make 21 % of the output: 6.1 times the tokens for one.` */
export function heavySentence({
  topShare,
  by,
  users,
  tokenShare,
  outputShare,
  tokensPerOutputRatio,
}: HeavyUse): string {
  // Where there is nobody else there is nothing to compare.
  if (tokenShare === 1)
    return `All tokens are of one ${by === 'user' ? 'user' : 'API key'}: there is nobody to compare.`;
  const who = `The heaviest ${percent(topShare, 0)} of ${by === 'user' ? 'users' : 'API keys'} (${String(users)})`;
  const what = `take ${percent(tokenShare, 0)} of the tokens and make ${percent(outputShare, 0)} of the output`;
  if (tokensPerOutputRatio === null) return `${who} ${what}.`;
  const times = tokensPerOutputRatio.toLocaleString('en-US', { maximumSignificantDigits: 2 });
  return `${who} ${what}: ${times} times the tokens of the others for one.`;
}
