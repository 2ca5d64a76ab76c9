import { z } from 'zod';
import { OWN_DIMENSIONS, type DimensionRule, type OwnDimension } from '../model/dataSettings.ts';
import { dailyCosts } from './costRows.ts';
import type { ReadableDatabase, WritableDatabase } from './database.ts';
import { forgetAttribution, insertAttribution, untaggedMoney } from './sql/attribution.ts';
import { forgetDays } from './sql/days.ts';
import { inTransaction } from './transaction.ts';
import { markTags } from './tagMarks.ts';

/** Fills in teams, features, environments and customers by rule, over all that has been imported; rows stay as they are. */
export async function applyDimensionRules(database: WritableDatabase, rules: readonly DimensionRule[]): Promise<void> {
  await inTransaction(database, async () => {
    await database.execute(forgetDays);
    const conditions = await markTags(database, rules);
    await database.execute(forgetAttribution);
    if (rules.length > 0) await database.execute(insertAttribution(rules, conditions));
  });
}

const number = z.number().nullable();
const untaggedRow = z.object({
  total: number,
  // One member for each dimension, written out by the loop.
  ...(Object.fromEntries(OWN_DIMENSIONS.map((name) => [name, number])) as Record<OwnDimension, typeof number>),
});

/** The share of the money that no value of a dimension claims, 0 to 1; null where no money is known. */
export type UntaggedShares = Readonly<Record<OwnDimension, number | null>>;

/** Example: of 100 USD, 30 without a team, the share of `team` is 0.3. */
export async function readUntaggedShares(database: ReadableDatabase): Promise<UntaggedShares> {
  const row = untaggedRow.parse((await database.query(untaggedMoney(await dailyCosts(database))))[0]);
  const share = (part: number | null): number | null =>
    row.total === null || row.total === 0 ? null : (part ?? 0) / row.total;
  return {
    team: share(row.team),
    feature: share(row.feature),
    environment: share(row.environment),
    customer: share(row.customer),
  };
}
