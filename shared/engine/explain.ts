import type { Finding } from '../units/findings.ts';
import type { CompiledLever, CompiledScenario } from './compile.ts';
import type { Conflict, LeverLine } from './levers/definition.ts';
import type { GroupPrices, Totals } from './totals.ts';
import type { Series } from './types.ts';

/** What a reader must know about a scenario's numbers: unknown prices, levers without effect, levers in each other's way. */
export function explain(
  compiled: CompiledScenario,
  totals: Totals,
  segments: readonly { readonly usd: Series }[],
  lines: readonly LeverLine[],
): Finding[] {
  return [
    ...unpricedModels(totals, segments),
    ...retiringModels(compiled, totals),
    ...compiled.levers.flatMap((lever) => review(lever, lines)),
    ...compiled.levers.flatMap((lever) => withoutEffect(lever, totals.groups)),
    ...compiled.levers.flatMap((lever) => withoutRequests(compiled, lever, totals.groups)),
    ...compiled.levers.flatMap((lever) => conflicts(compiled, lever, totals.groups)),
  ];
}

function unpricedModels(totals: Totals, segments: readonly { readonly usd: Series }[]): Finding[] {
  return [...totals.models].flatMap(([key, { usd }]) => {
    if (!usd.some(Number.isNaN)) return [];
    const touched = totals.groups
      .filter(({ models }) => [...models].some((model) => model.key === key))
      .flatMap(({ group }) => group.segments.filter((index) => segments[index]?.usd.some(Number.isNaN) ?? false));
    const message = `${key} has no price for a part of its tokens; what it serves is left out of every total.`;
    return [{ code: 'unpriced-model', message, count: touched.length, subject: key } as const];
  });
}

/** Models that still serve something in the horizon but can no longer be called before its end. */
function retiringModels({ months }: CompiledScenario, totals: Totals): Finding[] {
  const models = new Set(totals.groups.flatMap((prices) => [...prices.models]));
  return [...models].flatMap(({ key, retiresAt }) => {
    const month = months[retiresAt];
    if (month === undefined) return [];
    const message = `${key} cannot be called from ${month} on; move its work before that.`;
    return [{ code: 'model-retires', message, subject: key } as const];
  });
}

function review({ definition, context, lever }: CompiledLever, lines: readonly LeverLine[]): Finding[] {
  const line = lines[context.index];
  const remark = line === undefined ? null : (definition.review?.(line) ?? null);
  if (remark === null) return [];
  return [{ code: 'not-break-even', message: `${definition.title}: ${remark}.`, subject: lever.id }];
}

const scopeOf = ({ context }: CompiledLever, groups: readonly GroupPrices[]): GroupPrices[] =>
  groups.filter(({ group }) => group.inScope[context.index] === 1);

function withoutEffect(lever: CompiledLever, groups: readonly GroupPrices[]): Finding[] {
  const { definition, context, values } = lever;
  const say = (reason: string): Finding[] => [
    { code: 'no-effect', message: `${definition.title}: ${reason}.`, subject: lever.lever.id },
  ];
  const inScope = scopeOf(lever, groups);
  if (inScope.length === 0) return say('nothing in the forecast matches its scope');
  if (context.dose.every((dose) => dose === 0)) return say('its dates lie outside the months that are planned');
  const served = new Set(inScope.flatMap(({ models }) => [...models]).filter(context.serves));
  if (served.size === 0) return say('no model in its scope serves anything in this scenario');
  const obstacles = [...served].map((model) => definition.obstacle?.(values, model) ?? null);
  const reasons = [...new Set(obstacles.filter((obstacle) => obstacle !== null))];
  return reasons.flatMap((reason) => say(obstacles.includes(null) ? `no effect where ${reason}` : reason));
}

function withoutRequests(compiled: CompiledScenario, lever: CompiledLever, groups: readonly GroupPrices[]): Finding[] {
  if (lever.definition.needsRequests?.(lever.values) !== true) return [];
  const missing = scopeOf(lever, groups)
    .flatMap(({ group }) => group.segments)
    .filter((index) => compiled.baseline.segments[index]?.requests === null);
  if (missing.length === 0) return [];
  const message = `${lever.definition.title}: amounts per request leave out segments whose sources count no requests.`;
  return [{ code: 'requests-unknown', message, count: missing.length, subject: lever.lever.id }];
}

/** Levers that change each other's value on the same work in the same months. The numbers already hold the effect. */
function conflicts(compiled: CompiledScenario, lever: CompiledLever, groups: readonly GroupPrices[]): Finding[] {
  return compiled.levers.flatMap((other) => {
    if (other === lever || !meet(lever, other, groups)) return [];
    const known = lever.definition.conflicts.find(
      (conflict) => conflict.with === other.lever.kind && concerns(conflict, lever, other, groups),
    );
    const isRepeated =
      lever.definition.stage === 'model' &&
      lever.lever.kind === other.lever.kind &&
      lever.context.index < other.context.index;
    const because = known?.because ?? (isRepeated ? 'the second one takes its share of what the first one left' : null);
    if (because === null) return [];
    const message = `${lever.definition.title} and ${other.definition.title.toLowerCase()}: ${because}.`;
    return [{ code: 'lever-conflict', message, subject: lever.lever.id } as const];
  });
}

/** Whether a model that the conflict is about serves work that both levers act on. */
function concerns(
  { when }: Conflict,
  left: CompiledLever,
  right: CompiledLever,
  groups: readonly GroupPrices[],
): boolean {
  if (when === undefined) return true;
  return scopeOf(left, groups).some(
    ({ group, models }) => group.inScope[right.context.index] === 1 && [...models].some(when),
  );
}

function meet(left: CompiledLever, right: CompiledLever, groups: readonly GroupPrices[]): boolean {
  const overlaps = left.context.dose.some((dose, month) => dose > 0 && (right.context.dose[month] ?? 0) > 0);
  return overlaps && scopeOf(left, groups).some(({ group }) => group.inScope[right.context.index] === 1);
}
