import { fillDefaults, findDefault } from '../catalog/levers/defaults.ts';
import { leverDefinition } from '../engine/levers/registry.ts';
import { centralValue } from '../engine/parameters.ts';
import { formatParameter, leverSentence } from '../engine/sentences.ts';
import type { Baseline, Lever, LeverParameters, Scenario } from '../engine/types.ts';
import type { Candidate, SearchOption } from '../simulate/combinations.ts';
import { hasUnknownQuality } from './unknownQuality.ts';

/** Levers that describe the world or the whole plan: they are taken as given and never searched over. */
const GIVEN: ReadonlySet<string> = new Set([
  'volume-growth',
  'context-growth',
  'agents',
  'reasoning',
  'retries',
  'price-path',
  'priority',
  'residency',
  'spend-cap',
  'ownership-cost',
  'contingency',
]);

/** The setting that says how much of the traffic a lever takes, where a team may choose it freely. */
const DOSES: Readonly<Record<string, string>> = {
  batch: 'share',
  flex: 'share',
  'model-swap': 'share',
  'dev-model': 'share',
  cascade: 'share',
  distillation: 'share',
  'self-hosting': 'share',
};

/** Parts of a lever's own setting that a search tries beside all of it. */
const PARTS = [0.5, 1] as const;

/** Decisions that every plan may take without naming a model. */
const STANDARD: readonly { readonly kind: string; readonly settings: readonly LeverParameters[] }[] = [
  { kind: 'prompt-caching', settings: [{}] },
  { kind: 'batch', settings: [{ share: 0.2 }, { share: 0.4 }, { share: 0.6 }] },
  { kind: 'prompt-compression', settings: [{}] },
  { kind: 'response-cache', settings: [{}] },
];

export type CandidateSet = {
  /** Levers that are there in any case: assumptions of the scenario that is planned from. */
  readonly fixed: readonly Lever[];
  readonly candidates: readonly Candidate[];
};

/**
 * What a search may decide: every decision that any scenario of the document holds, at half and at all of its share where
 * it has one, (unless told otherwise) caching, batch, compression and a response cache over everything, and what `models`
 * adds. The assumptions of `from`, such as growth, stay.
 */
export function candidateSet(
  from: Scenario,
  scenarios: readonly Scenario[],
  baseline: Baseline,
  options: { readonly withStandard: boolean; readonly models?: readonly Candidate[] },
): CandidateSet {
  const fixed = from.levers.filter(({ isEnabled, kind }) => isEnabled && GIVEN.has(kind));
  const decisions = [from, ...scenarios]
    .flatMap(({ levers }) => levers)
    .filter(({ isEnabled, kind }) => isEnabled && !GIVEN.has(kind));
  const own = decisions.filter((lever, index) => decisions.findIndex((other) => isSame(lever, other)) === index);
  const standard = options.withStandard ? standardCandidates(baseline, own) : [];
  return { fixed, candidates: [...withUniqueIds(own).map(ownCandidate), ...standard, ...(options.models ?? [])] };
}

const textOf = ({ kind, scope, start, parameters }: Lever): string => JSON.stringify([kind, scope, start, parameters]);

/** Equal in all that the numbers depend on. */
const isSame = (left: Lever, right: Lever): boolean => left === right || textOf(left) === textOf(right);

const withUniqueIds = (levers: readonly Lever[]): readonly Lever[] =>
  levers.map((lever, index) =>
    levers.findIndex(({ id }) => id === lever.id) === index
      ? lever
      : { ...lever, id: `${lever.id}-${String(index + 1)}` },
  );

/** A decision that is not taken. */
export const NOTHING: SearchOption = { label: 'not used', lever: null, effort: 0, risk: 0 };

function ownCandidate(lever: Lever): Candidate {
  const dose = DOSES[lever.kind];
  const descriptor = leverDefinition(lever.kind)?.parameters[dose ?? ''];
  const title = leverSentence(lever);
  if (dose === undefined || descriptor?.kind !== 'number') {
    return { id: lever.id, title, options: [NOTHING, optionOf(lever, 'as planned')] };
  }
  const whole = centralValue(lever.parameters[dose], descriptor);
  const options = PARTS.map((part) =>
    part === 1
      ? optionOf(lever, formatParameter(whole, descriptor))
      : optionOf(
          { ...lever, parameters: { ...lever.parameters, [dose]: whole * part } },
          formatParameter(whole * part, descriptor),
        ),
  );
  return { id: lever.id, title, options: [NOTHING, ...options] };
}

function standardCandidates({ months }: Baseline, own: readonly Lever[]): Candidate[] {
  // The month under way has begun already.
  const start = months[1] ?? months[0];
  if (start === undefined) return [];
  return STANDARD.filter(
    ({ kind }) => !own.some((lever) => lever.kind === kind && Object.keys(lever.scope).length === 0),
  ).map(({ kind, settings }): Candidate => {
    const levers = settings.map((parameters) =>
      fillDefaults({
        id: `plan-${kind}`,
        kind,
        isEnabled: true,
        scope: {},
        start,
        end: null,
        rampMonths: 0,
        parameters,
      }),
    );
    return {
      id: `plan-${kind}`,
      title: leverDefinition(kind)?.title ?? kind,
      options: [NOTHING, ...levers.map((lever) => optionOf(lever, leverSentence(lever)))],
    };
  });
}

/** One setting of a decision, with its effort by the catalogue or the planner and the risk of its kind. */
export const optionOf = (lever: Lever, label: string): SearchOption => ({
  label,
  lever,
  ...(hasUnknownQuality(lever) ? { evidence: 'quality unknown, counted as good as today' } : {}),
  effort: effortOf(lever),
  risk: leverDefinition(lever.kind)?.risk ?? 3,
});

/** Person-weeks as the planner says, else by the catalogue's row for the kind. */
export const effortOf = ({ kind, effort }: Lever): number => effort ?? findDefault('effort', kind)?.value ?? 0;
