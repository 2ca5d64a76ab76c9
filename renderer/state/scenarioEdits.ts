import { defaultParameters } from '../../shared/catalog/levers/defaults.ts';
import { leverDefinition } from '../../shared/engine/levers/registry.ts';
import type {
  Lever,
  LeverParameters,
  ParameterValue,
  Scenario,
  Scope,
  ScopeDimension,
} from '../../shared/engine/types.ts';
import { leverSchema, whatIsMissing } from '../../shared/model/levers/leverSchema.ts';
import { addMonths, monthOf, type Day } from '../../shared/units/months.ts';
import { instead, unpricedProblem } from './nearest.ts';
import type { WorkbenchStore } from './store.ts';

/** Edits of scenarios: each is one step of undo, and none can leave the document in an invalid state. */
export type Edited = { readonly ok: true } | { readonly ok: false; readonly message: string };

const findScenario = (scenarios: readonly Scenario[], id: string): Scenario | undefined =>
  scenarios.find((scenario) => scenario.id === id);

/** Applies a change to the scenarios as plain values; a drag shows it first and commits it once. */
function changeScenarios(
  store: WorkbenchStore,
  label: string,
  change: (scenarios: readonly Scenario[]) => readonly Scenario[],
  isPreview = false,
): void {
  const { edit, preview } = store.getState();
  const apply = (draft: { scenarios: unknown }): void => {
    // The recipe replaces the list as a whole with valid plain values.
    draft.scenarios = change(draft.scenarios as readonly Scenario[]);
  };
  if (isPreview) preview(apply);
  else edit(label, apply);
}

/** Whose work moves, and with which settings: the new model is among them. */
export type SwapChoice = { readonly workload: string; readonly parameters: LeverParameters };

export function addScenario(store: WorkbenchStore, newId: () => string): string {
  const id = newId();
  changeScenarios(store, 'Add a scenario', (scenarios) => [
    ...scenarios,
    { id, name: `Scenario ${String(scenarios.length + 1)}`, levers: [] },
  ]);
  return id;
}

/** A copy that goes its own way. */
export function branchScenario(store: WorkbenchStore, id: string, newId: () => string): string {
  const branch = newId();
  changeScenarios(store, 'Branch the scenario', (scenarios) =>
    scenarios.flatMap((scenario) =>
      scenario.id === id ? [scenario, { ...scenario, id: branch, name: `${scenario.name}, variant` }] : [scenario],
    ),
  );
  return branch;
}

export function renameScenario(store: WorkbenchStore, id: string, name: string): void {
  const trimmed = name.trim();
  if (trimmed === '') return;
  changeScenarios(store, 'Rename the scenario', (scenarios) =>
    scenarios.map((scenario) => (scenario.id === id ? { ...scenario, name: trimmed.slice(0, 200) } : scenario)),
  );
}

export function removeScenario(store: WorkbenchStore, id: string): void {
  changeScenarios(store, 'Remove the scenario', (scenarios) => scenarios.filter((scenario) => scenario.id !== id));
}

/**
 * A new lever starts the month after next with its sourced defaults, and acts on everything until it is narrowed. Returns
 * its id.
 */
export function addLever(store: WorkbenchStore, scenarioId: string, kind: string, newId: () => string): string {
  const { dataset, today } = store.getState();
  // The first ten characters of an ISO instant are a day.
  const last = (dataset.summary?.extent.to?.slice(0, 10) ?? today()) as Day;
  const lever: Lever = {
    id: newId(),
    kind,
    isEnabled: false,
    scope: {},
    start: addMonths(monthOf(last), 2),
    end: null,
    rampMonths: 0,
    parameters: defaultParameters(kind),
  };
  // One that still needs a choice, of a model for example, is a draft until the choice is made.
  const added = { ...lever, isEnabled: whatIsMissing(lever) === null };
  const title = leverDefinition(kind)?.title ?? kind;
  changeScenarios(store, `Add: ${title}`, (scenarios) =>
    scenarios.map((scenario) =>
      scenario.id === scenarioId ? { ...scenario, levers: [...scenario.levers, added] } : scenario,
    ),
  );
  return lever.id;
}

/**
 * Makes a swap candidate a lever of the scenario that is being worked on, or of a new one where there is none. Answers the
 * name of the scenario. One step of undo. Candidates have prices: they are made from the price book.
 */
export function addSwapLever(store: WorkbenchStore, swap: SwapChoice, newId: () => string): string {
  const { dataset, today, document, selectedScenarioId } = store.getState();
  // The first ten characters of an ISO instant are a day.
  const last = (dataset.summary?.extent.to?.slice(0, 10) ?? today()) as Day;
  const lever: Lever = {
    id: newId(),
    kind: 'model-swap',
    isEnabled: true,
    scope: { model: [swap.workload] },
    start: addMonths(monthOf(last), 2),
    end: null,
    rampMonths: 0,
    parameters: swap.parameters,
  };
  const current = document.scenarios.find(({ id }) => id === selectedScenarioId) ?? document.scenarios[0];
  const target: Scenario = current ?? { id: newId(), name: 'Scenario 1', levers: [] };
  changeScenarios(store, 'Change the model', (scenarios) =>
    current === undefined
      ? [...scenarios, { ...target, levers: [lever] }]
      : scenarios.map((scenario) =>
          scenario.id === target.id ? { ...scenario, levers: [...scenario.levers, lever] } : scenario,
        ),
  );
  return target.name;
}

/** Changes one lever after checking the result; a refused change says why and changes nothing. */
export function changeLever(
  store: WorkbenchStore,
  scenarioId: string,
  leverId: string,
  change: (lever: Lever) => Lever,
  options: { readonly label: string; readonly isPreview?: boolean },
): Edited {
  const lever = findScenario(store.getState().document.scenarios, scenarioId)?.levers.find(({ id }) => id === leverId);
  if (lever === undefined) return { ok: false, message: 'The lever is gone.' };
  const changed = change(lever);
  // The change that completes a draft switches it on.
  const isCompleted = whatIsMissing(lever) !== null && whatIsMissing(changed) === null;
  const parsed = leverSchema.safeParse(isCompleted ? { ...changed, isEnabled: true } : changed);
  if (!parsed.success) return { ok: false, message: parsed.error.issues[0]?.message ?? 'Not allowed.' };
  const { models, document } = store.getState();
  const unpriced = parsed.data.isEnabled ? unpricedProblem(parsed.data, models, document.prices) : null;
  // A lever that named such a model before can still be changed in what else it says.
  if (unpriced !== null && unpriced !== unpricedProblem(lever, models, document.prices)) {
    return { ok: false, message: unpriced };
  }
  changeScenarios(
    store,
    options.label,
    (scenarios) =>
      scenarios.map((scenario) =>
        scenario.id === scenarioId
          ? { ...scenario, levers: scenario.levers.map((one) => (one.id === leverId ? parsed.data : one)) }
          : scenario,
      ),
    options.isPreview ?? false,
  );
  return { ok: true };
}

/** Changes one setting; a refused value says why, and which is the nearest that is allowed. */
export function setParameter(
  store: WorkbenchStore,
  scenarioId: string,
  leverId: string,
  key: string,
  value: ParameterValue | undefined,
  options: { readonly label: string; readonly isPreview?: boolean },
): Edited {
  const change = (lever: Lever): Lever => {
    const changed = { ...lever, parameters: { ...lever.parameters, [key]: value } };
    const isChoice = leverDefinition(lever.kind)?.parameters[key]?.kind === 'choice';
    // A way that needs other settings makes the lever a draft until they are there.
    return isChoice && lever.isEnabled && whatIsMissing(changed) !== null ? { ...changed, isEnabled: false } : changed;
  };
  const edited = changeLever(store, scenarioId, leverId, change, options);
  if (edited.ok) return edited;
  const lever = findScenario(store.getState().document.scenarios, scenarioId)?.levers.find(({ id }) => id === leverId);
  return lever === undefined ? edited : { ok: false, message: `${edited.message}${instead(lever, key, value)}` };
}

export function removeLever(store: WorkbenchStore, scenarioId: string, leverId: string): void {
  changeScenarios(store, 'Remove a lever', (scenarios) =>
    scenarios.map((scenario) =>
      scenario.id === scenarioId
        ? { ...scenario, levers: scenario.levers.filter(({ id }) => id !== leverId) }
        : scenario,
    ),
  );
}

/** Puts a lever at another place of the list. The order is for reading only; the calculus has its own. */
export function moveLever(
  store: WorkbenchStore,
  scenarioId: string,
  leverId: string,
  to: number,
  isPreview = false,
): void {
  changeScenarios(
    store,
    'Move a lever',
    (scenarios) =>
      scenarios.map((scenario) =>
        scenario.id === scenarioId ? { ...scenario, levers: moved(scenario.levers, leverId, to) } : scenario,
      ),
    isPreview,
  );
}

function moved(levers: readonly Lever[], id: string, to: number): readonly Lever[] {
  const lever = levers.find((one) => one.id === id);
  if (lever === undefined) return levers;
  const others = levers.filter((one) => one !== lever);
  const place = Math.min(Math.max(to, 0), others.length);
  return [...others.slice(0, place), lever, ...others.slice(place)];
}

/** The scope of a lever with a value of one dimension added or taken away; a dimension without values is left out. */
export function scopeWith(scope: Scope, dimension: ScopeDimension, value: string, isIncluded: boolean): Scope {
  const others = (scope[dimension] ?? []).filter((entry) => entry !== value);
  const values = isIncluded ? [...others, value] : others;
  const rest = Object.entries(scope).filter(([key]) => key !== dimension);
  return Object.fromEntries([...rest, ...(values.length === 0 ? [] : [[dimension, values] as const])]);
}
