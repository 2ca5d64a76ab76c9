import type { PriceBook } from '../catalog/types.ts';
import type { PriceKey } from '../data/history.ts';
import type { BilledMoney } from '../data/pastCosts.ts';
import { groupBy } from '../units/groupBy.ts';
import type { Month } from '../units/months.ts';
import { modelKeyOf, queryOf } from './baseline.ts';
import { unusedSlice, type PastSlice } from './pastSlices.ts';

type Bill = BilledMoney & { readonly provider: string | null; readonly model: string | null };

/**
 * The past with what was really paid: where a bill covers a provider's days, `paidUsd` of its use is the billed money,
 * divided among the slices of a model in proportion to their computed cost. A bill that names no model at all is divided
 * among all models of its provider. What is billed for no model beside such lines (searches, storage, taxes) becomes
 * `feesUsd`, and payments for commitments `commitmentUsd`, in a slice of their own without use.
 *
 * Example: 100 USD computed for a model, 60 of team A and 40 of team B, and 90 billed: A paid 54 and B 36.
 */
export function withBills(
  slices: readonly PastSlice[],
  money: readonly BilledMoney[],
  priceKeys: readonly PriceKey[],
  book: PriceBook,
): readonly PastSlice[] {
  const keys = new Map(priceKeys.map((key) => [key.id, key]));
  const bills = money.map((bill): Bill => {
    const key = keys.get(bill.priceKeyId);
    const match = key === undefined || key.name === null ? null : book.match(queryOf(key));
    const isUse = bill.chargeClass === 'usage' && match !== null && match.model !== null && match.meter === null;
    return {
      ...bill,
      provider: key?.provider ?? null,
      model: isUse && key !== undefined ? modelKeyOf(book, key) : null,
    };
  });
  const parts = groupBy(bills, ({ month, provider }) => partKey(month, provider));
  const paid = [...groupBy(slices, ({ month, labels }) => partKey(month, labels.provider))].flatMap(([part, members]) =>
    paidSlices(members, parts.get(part) ?? []),
  );
  const used = new Set(slices.map(({ month, labels }) => partKey(month, labels.provider)));
  const beside = [...parts].flatMap(([part, members]) =>
    feeSlice(
      members,
      used.has(part) ? slices.filter(({ month, labels }) => partKey(month, labels.provider) === part) : [],
    ),
  );
  return [...paid, ...beside];
}

const partKey = (month: Month, provider: string | null): string => JSON.stringify([month, provider]);

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, usd) => sum + usd, 0);

/** Billed over computed money by model, for one provider in one month; `other` for a bill that names no model. */
function ratios(slices: readonly PastSlice[], bills: readonly Bill[]) {
  const covered = groupBy(slices, ({ labels }) => labels.model);
  const coveredOf = (model: string | null): number =>
    sumOf((covered.get(model) ?? []).map(({ coveredUsd }) => coveredUsd));
  const named = [...groupBy(bills, ({ model }) => model)].flatMap(([model, lines]): [string, number][] => {
    const usd = coveredOf(model);
    return model === null || usd <= 0 ? [] : [[model, sumOf(lines.map((line) => line.usd)) / usd]];
  });
  const all = sumOf(slices.map(({ coveredUsd }) => coveredUsd));
  const unnamed = sumOf(bills.filter(({ chargeClass }) => chargeClass === 'usage').map(({ usd }) => usd));
  const isUnnamed = bills.length > 0 && bills.every(({ model }) => model === null) && all > 0;
  return { byModel: new Map(named), other: isUnnamed ? unnamed / all : null };
}

function paidSlices(slices: readonly PastSlice[], bills: readonly Bill[]): readonly PastSlice[] {
  const { byModel, other } = ratios(slices, bills);
  return slices.map((slice) => {
    const ratio = byModel.get(slice.labels.model ?? '') ?? other;
    return ratio === null ? slice : { ...slice, paidUsd: slice.usd - slice.coveredUsd + slice.coveredUsd * ratio };
  });
}

/** Money of a bill that belongs to no use. */
function feeSlice(bills: readonly Bill[], slices: readonly PastSlice[]): readonly PastSlice[] {
  const [first] = bills;
  if (first === undefined) return [];
  const { byModel, other } = ratios(slices, bills);
  const isUse = ({ model, chargeClass }: Bill): boolean =>
    model === null ? other !== null && chargeClass === 'usage' : byModel.has(model);
  const rest = bills.filter((bill) => !isUse(bill));
  const ofClass = (isCommitment: boolean): number =>
    sumOf(rest.filter(({ chargeClass }) => (chargeClass === 'commitment') === isCommitment).map(({ usd }) => usd));
  const [feesUsd, commitmentUsd] = [ofClass(false), ofClass(true)];
  if (feesUsd === 0 && commitmentUsd === 0) return [];
  return [{ ...unusedSlice(first.month, first.provider), feesUsd, commitmentUsd }];
}
