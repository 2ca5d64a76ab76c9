import type { Budget } from '../../shared/model/document.ts';
import type { Guardrail } from '../../shared/model/governance.ts';
import type { PlanDocument } from '../../shared/model/document.ts';
import type { ExchangeRate } from '../../shared/model/dataSettings.ts';
import { cents, monthName } from '../../shared/units/format.ts';
import { addMonths, monthOf, type Day } from '../../shared/units/months.ts';
import { changeDocument } from './documentEdits.ts';
import type { Edited } from './scenarioEdits.ts';
import type { WorkbenchStore } from './store.ts';

export type SharedCost = PlanDocument['chargeback']['sharedCosts'][number];

/** The twelve months after the data's end: what a new budget covers. */
function nextYear(store: WorkbenchStore): Pick<Budget, 'from' | 'to'> {
  const { dataset, today } = store.getState();
  // The first ten characters of an ISO instant are a day.
  const from = addMonths(monthOf((dataset.summary?.extent.to?.slice(0, 10) ?? today()) as Day), 1);
  return { from, to: addMonths(from, 11) };
}

/** A new budget for everything, of the amount given. Returns its id. */
export function addBudget(store: WorkbenchStore, amountUsd: number): string {
  const id = store.getState().newId();
  changeDocument(store, 'Add a budget', ({ budgets }) => ({
    budgets: [
      ...budgets,
      { id, name: `Budget ${String(budgets.length + 1)}`, scope: {}, ...nextYear(store), amountUsd },
    ],
  }));
  return id;
}

/** What of a budget may be asked for; another currency than USD is refused with the amount in USD. */
export type BudgetChange = Omit<Partial<Budget>, 'currency'> & { readonly currency?: string };

/** Changes a budget; what cannot be is refused with the reason and the nearest that can. */
export function changeBudget(store: WorkbenchStore, id: string, label: string, change: BudgetChange): Edited {
  const { document } = store.getState();
  const before = document.budgets.find((budget) => budget.id === id);
  const edited = changeDocument(store, label, ({ budgets }) => ({
    // The schema refuses what is no budget.
    budgets: budgets.map((budget) => (budget.id === id ? ({ ...budget, ...change } as Budget) : budget)),
  }));
  if (edited.ok || before === undefined) return edited;
  return { ok: false, message: `${edited.message}${nearestBudget(before, change, document.exchangeRates)}` };
}

function nearestBudget(
  before: Budget,
  { from, to, amountUsd, currency }: BudgetChange,
  rates: readonly ExchangeRate[],
): string {
  if (currency !== undefined) {
    const rate = rates
      .filter((one) => one.currency === currency)
      .toSorted((left, right) => (left.from < right.from ? 1 : -1))[0];
    const amount = amountUsd ?? before.amountUsd;
    return rate === undefined
      ? ` There is no rate for ${currency} among the exchange rates.`
      : ` ${cents(amount)} ${currency} are ${cents(amount * rate.usdPerUnit)} USD at the rate of ${rate.from}.`;
  }
  if (to !== undefined && to < before.from) return ` The nearest last month: ${monthName(before.from)}.`;
  if (from !== undefined && from > before.to) return ` The nearest first month: ${monthName(before.to)}.`;
  return '';
}

export const removeBudget = (store: WorkbenchStore, id: string): Edited =>
  changeDocument(store, 'Remove a budget', ({ budgets }) => ({
    budgets: budgets.filter((budget) => budget.id !== id),
  }));

export const changeChargeback = (
  store: WorkbenchStore,
  label: string,
  change: Partial<PlanDocument['chargeback']>,
): Edited => changeDocument(store, label, ({ chargeback }) => ({ chargeback: { ...chargeback, ...change } }));

export const addGuardrail = (store: WorkbenchStore, rule: Omit<Guardrail, 'id'>): Edited =>
  changeDocument(store, 'Try a limit', ({ guardrails }) => ({
    guardrails: [...guardrails, { ...rule, id: store.getState().newId() }],
  }));

export const changeGuardrail = (store: WorkbenchStore, id: string, change: Partial<Guardrail>): Edited =>
  changeDocument(store, 'Change a limit', ({ guardrails }) => ({
    guardrails: guardrails.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)),
  }));

export const removeGuardrail = (store: WorkbenchStore, id: string): Edited =>
  changeDocument(store, 'Remove a limit', ({ guardrails }) => ({
    guardrails: guardrails.filter((rule) => rule.id !== id),
  }));
