import type { Budget } from '../../shared/model/document.ts';
import type { Guardrail } from '../../shared/model/governance.ts';
import type { PlanDocument } from '../../shared/model/document.ts';
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

export const changeBudget = (store: WorkbenchStore, id: string, label: string, change: Partial<Budget>): Edited =>
  changeDocument(store, label, ({ budgets }) => ({
    budgets: budgets.map((budget) => (budget.id === id ? { ...budget, ...change } : budget)),
  }));

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
