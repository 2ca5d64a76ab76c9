import type { ReadableDatabase } from '../data/database.ts';
import { readSpend } from '../data/spend.ts';
import { splitKey } from '../engine/scope.ts';
import type { Lever, Scenario } from '../engine/types.ts';
import type { Commitment, OwnPrices } from '../model/prices.ts';
import { cents, compactUsd, percent, ratePerMtok } from '../units/format.ts';
import { addDays, addMonths, monthIndex, monthOf, type Day, type Month } from '../units/months.ts';
import type { Assumption } from './results.ts';

/** Levers made from commitments of the document begin with this: they hold in every scenario and are nobody's idea. */
const STANDING = 'commitment:';

/** True for a lever that stands in every scenario because the document says so. */
export const isStanding = ({ id }: { readonly id: string }): boolean => id.startsWith(STANDING);

/** The id of the commitment that a standing lever stands for. */
export const commitmentOf = ({ id }: Lever): string => id.slice(STANDING.length);

/** A scenario with what holds in every one. */
export const withStanding = (scenario: Scenario, standing: readonly Lever[]): Scenario => ({
  ...scenario,
  levers: [...standing, ...scenario.levers],
});

/**
 * What is left of each commitment after the spend of its period so far, as levers of the calculus: spread over its months
 * to come and settled at its end, so that what is not used up is paid all the same.
 *
 * Example: 120,000 USD for 2026, 80,000 spent to the end of October: 20,000 a month are still promised for two months.
 */
export async function standingLevers(
  commitments: readonly Commitment[],
  database: ReadableDatabase,
  months: readonly Month[],
): Promise<readonly Lever[]> {
  const levers: Lever[] = [];
  for (const commitment of commitments) {
    const lever = standingLever(commitment, await spentUsd(commitment, database), months);
    if (lever !== null) levers.push(lever);
  }
  return levers;
}

/** Spend of the commitment's seller in its period so far, at computed prices, USD. */
async function spentUsd({ provider, from, to }: Commitment, database: ReadableDatabase): Promise<number> {
  const filter = { where: {}, from, to };
  const rows = await readSpend(database, { bucket: null, by: ['model'], filter, offsets: [] });
  return rows
    .filter(({ dimensions }) => splitKey(dimensions.model ?? '').provider === provider)
    .reduce((sum, { computedUsd }) => sum + (computedUsd ?? 0), 0);
}

function standingLever(commitment: Commitment, spent: number, months: readonly Month[]): Lever | null {
  const [first] = months;
  if (first === undefined) return null;
  // The schema has checked that these are days.
  const [from, lastDay] = [commitment.from as Day, addDays(commitment.to as Day, -1)];
  const start = monthOf(from) > first ? monthOf(from) : first;
  const end = monthOf(lastDay);
  const left = commitment.amountUsd - spent;
  if (end < start || left <= 0) return null;
  const monthsLeft = monthIndex(addMonths(end, 1)) - monthIndex(start);
  return {
    id: `${STANDING}${commitment.id}`,
    kind: 'drawdown-commitment',
    isEnabled: true,
    scope: { provider: [commitment.provider] },
    start,
    end,
    rampMonths: 0,
    parameters: { discount: 0, commitUsdPerMonth: left / monthsLeft, trueUpMonths: monthsLeft },
  };
}

const span = (from: string | null, to: string | null): string =>
  [from === null ? '' : `from ${from}`, to === null ? '' : `before ${to}`].filter((part) => part !== '').join(' ');

const whom = (provider: string | null, model: string | null): string =>
  [provider ?? 'every seller', model].filter((part) => part !== null).join('/');

/** The user's own prices as assumptions: what a deck must say of the numbers made from them. */
export function ownPriceAssumptions(prices: OwnPrices): readonly Assumption[] {
  const row = (parameter: string, value: string, source: string, date: string): Assumption => ({
    scenario: 'All',
    lever: 'Your own prices',
    parameter,
    value,
    source,
    date,
  });
  return [
    ...prices.discounts.map(({ provider, model, share, from, to }) =>
      row(
        `Contract with ${whom(provider, model)}`,
        `${percent(share, 1)} off ${span(from, to)}`.trim(),
        'Your contract',
        '',
      ),
    ),
    ...prices.rates.map(({ provider, model, class: priceClass, usdPerMtok, from, to, source }) =>
      row(
        `Rate of ${whom(provider, model)}, ${priceClass}`,
        `${ratePerMtok(usdPerMtok)} USD per million tokens ${span(from, to)}`.trim(),
        source,
        '',
      ),
    ),
    ...prices.plannedChanges.map(({ provider, model, from, times, note }) =>
      row(`Expected price of ${whom(provider, model)}`, `times ${String(times)} from ${from}`, note, ''),
    ),
    ...prices.commitments.map(({ provider, name, amountUsd, from, to }) =>
      row(
        `${name}: commitment to ${provider}`,
        `${amountUsd < 1000 ? `${cents(amountUsd)} USD` : compactUsd(amountUsd)} ${span(from, to)}`,
        'Your contract',
        '',
      ),
    ),
  ];
}
