import type { Scenario } from '../engine/types.ts';
import { documentSchema, type PlanDocument } from './document.ts';

/** The changed document, or why it would not be a valid one; the document that was passed in is never touched. */
export type ScenarioAdded =
  { readonly ok: true; readonly document: PlanDocument } | { readonly ok: false; readonly reason: string };

/**
 * Adds a scenario, such as a preset or an answer of an inverse plan, under a name of its own. A scenario that the document
 * may not hold (a range upside down, two levers of one id) is refused with the reason.
 */
export function addScenario(document: PlanDocument, scenario: Scenario): ScenarioAdded {
  if (document.scenarios.some(({ id }) => id === scenario.id)) {
    return { ok: false, reason: `The plan has a scenario "${scenario.id}" already.` };
  }
  const names = new Set(document.scenarios.map(({ name }) => name));
  const nameOf = (number: number): string => (number === 1 ? scenario.name : `${scenario.name} ${String(number)}`);
  let number = 1;
  while (names.has(nameOf(number))) number += 1;
  const parsed = documentSchema.safeParse({
    ...document,
    scenarios: [...document.scenarios, { ...scenario, name: nameOf(number) }],
  });
  if (parsed.success) return { ok: true, document: parsed.data };
  const [issue] = parsed.error.issues;
  return { ok: false, reason: issue?.message ?? 'The scenario is not valid.' };
}
