import type { PriceBook } from '../catalog/types.ts';
import { presetScenario, type PresetId } from '../catalog/levers/presets.ts';
import type { ReadableDatabase } from '../data/database.ts';
import { scenarioProblems, type ScenarioProblem } from '../engine/problems.ts';
import type { Scenario } from '../engine/types.ts';
import { fitGrowthCurve, type GrowthFit, type GrowthShape } from '../forecast/growthCurve.ts';
import type { Guardrail } from '../model/governance.ts';
import type { PlanDocument } from '../model/document.ts';
import type { DrivenMeasure } from '../simulate/drivers.ts';
import { heatMap, type Axis, type HeatMap } from '../simulate/heatMap.ts';
import type { GuardrailReplay } from './analysis.ts';
import { BASELINE, BASELINE_ID } from './baselineScenario.ts';
import { askedBridge, type BridgeAnswer, type BridgeQuestion } from './bridgeQuestion.ts';
import { matchKey } from './baseline.ts';
import { unitsForModel, type CapacityAnswer, type CapacityQuestion } from './capacity.ts';
import { goalSeek, type GoalAnswer, type GoalOptions, type GoalQuestion } from './goalSeek.ts';
import { withStanding } from './ownPrices.ts';
import { replayGuardrail } from './guardrails.ts';
import type { InverseOptions, InversePlan } from './inversePlan.ts';
import { planTarget } from './planTarget.ts';
import { preparePlan, type PlanGround, type PreparedPlan, type PrepareOptions } from './prepare.ts';
import type { PastSlice } from './pastSlices.ts';
import { parseTarget } from './target.ts';
import { groupBy } from '../units/groupBy.ts';
import { lastDayOf, type Day } from '../units/months.ts';
import { TOKEN_CLASSES } from '../units/tokenClasses.ts';

/** Single questions to a plan beside its results. Each answers with a value or with the reason why it cannot. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

const refused = (reason: string): { readonly ok: false; readonly reason: string } => ({ ok: false, reason });
const NO_USAGE = 'There is no usage to plan from.';

export type PlanQuestions = {
  /** The cheapest levers that keep a target, which is written as `TARGET_GRAMMAR` says. */
  readonly search: (
    scenarioId: string,
    target: string,
    options: Omit<InverseOptions, 'signal' | 'onProgress' | 'models'>,
  ) => Promise<Answer<InversePlan>>;
  /** Spend over two drivers and the line where it breaks even. */
  readonly heatMap: (scenarioId: string, x: Axis, y: Axis, measure: DrivenMeasure) => Promise<Answer<HeatMap>>;
  /** Why one cost becomes another, in any scope, period and currency of the document's exchange rates. */
  readonly bridge: (question: BridgeQuestion) => Promise<BridgeAnswer>;
  /** The value of one setting that reaches a total. */
  readonly goalSeek: (
    scenarioId: string,
    question: GoalQuestion,
    options: Pick<GoalOptions, 'seed' | 'draws'>,
  ) => Promise<Answer<GoalAnswer>>;
  /** A preset as a scenario from the first whole month ahead. */
  readonly preset: (preset: PresetId, newId: () => string) => Promise<Answer<Scenario>>;
  /** Provisioned units that cost least on a model's hourly curve. */
  readonly units: (question: CapacityQuestion) => Promise<Answer<CapacityAnswer>>;
  /**
   * An S-curve through the tokens of the complete months, for the ceiling of a growth lever; refused with the reason where
   * less than half of the ceiling has been seen.
   */
  readonly growthFit: (shape: GrowthShape) => Promise<Answer<GrowthFit>>;
  /** What a limit would have blocked. */
  readonly replay: (rule: Guardrail) => Promise<Answer<GuardrailReplay>>;
  /** What the document's form cannot know about a scenario: models without a price. */
  readonly problems: (scenario: Scenario) => readonly ScenarioProblem[];
};

/** Questions about one document; its data is prepared once, when the first one is asked. */
export function planQuestions(
  document: PlanDocument,
  database: ReadableDatabase,
  book: PriceBook,
  options: PrepareOptions,
): PlanQuestions {
  let preparing: Promise<PreparedPlan> | null = null;
  const prepared = (): Promise<PreparedPlan> => (preparing ??= preparePlan(document, database, book, options));

  /** Cancellation and progress as the calculus takes them. */
  const told = (text: string): { readonly signal?: AbortSignal; readonly onProgress?: (share: number) => void } => {
    const { signal, onProgress } = options;
    return {
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined
        ? {}
        : {
            onProgress: (share) => {
              onProgress({ share, text });
            },
          }),
    };
  };

  async function onScenario<T>(
    scenarioId: string,
    answer: (ground: PlanGround, scenario: Scenario, all: readonly Scenario[]) => Promise<Answer<T>> | Answer<T>,
  ): Promise<Answer<T>> {
    const { ground, scenarios } = await prepared();
    const scenario = scenarioId === BASELINE_ID ? BASELINE : scenarios.find(({ id }) => id === scenarioId);
    if (ground === null) return refused(NO_USAGE);
    if (scenario === undefined) return refused(`The plan has no scenario "${scenarioId}".`);
    return answer(ground, scenario, scenarios);
  }

  return {
    search: (scenarioId, target, searchOptions) =>
      onScenario(scenarioId, async (ground, scenario, scenarios) => {
        const parsed = parseTarget(target, {
          fiscalYearStart: document.reporting.fiscalYearStart,
          months: ground.months,
          budgets: document.budgets,
        });
        if (!parsed.ok) return parsed;
        const { signal, onProgress } = options;
        const value = await planTarget(ground, book, document, scenario, scenarios, parsed.target, {
          ...searchOptions,
          ...(signal === undefined ? {} : { signal }),
          ...(onProgress === undefined
            ? {}
            : {
                onProgress: ({ share, text }) => {
                  onProgress({ share: share ?? 0, text });
                },
              }),
        });
        return { ok: true, value };
      }),
    heatMap: (scenarioId, x, y, measure) =>
      onScenario(scenarioId, async ({ baseline, standing }, scenario) => ({
        ok: true,
        value: await heatMap(baseline, withStanding(scenario, standing), x, y, measure, told('Trying both drivers')),
      })),
    bridge: async (question) => {
      const { ground, scenarios } = await prepared();
      if (ground === null) return refused(NO_USAGE);
      const all = [BASELINE, ...scenarios].map((scenario) => withStanding(scenario, ground.standing));
      const { budgets, chargeback, exchangeRates } = document;
      return askedBridge({ ground, scenarios: all, budgets, by: chargeback.by }, exchangeRates, question);
    },
    goalSeek: (scenarioId, question, { seed, draws }) =>
      onScenario(scenarioId, async (ground, scenario) => ({
        ok: true,
        value: await goalSeek(ground, withStanding(scenario, ground.standing), question, {
          seed,
          draws,
          ...told('Drawing the answer'),
        }),
      })),
    preset: (preset, newId) =>
      onScenario(BASELINE_ID, ({ months }) => {
        const start = months[1] ?? months[0];
        return start === undefined ? refused(NO_USAGE) : { ok: true, value: presetScenario(preset, start, newId) };
      }),
    units: async (question) => {
      const { ground, offsets } = await prepared();
      if (ground === null) return refused(NO_USAGE);
      return { ok: true, value: await unitsForModel(database, offsets, ground.asOf, question) };
    },
    growthFit: (shape) =>
      onScenario(BASELINE_ID, ({ past, asOf }) => ({
        ok: true,
        value: fitGrowthCurve(monthlyTokens(past, asOf), shape),
      })),
    replay: async (rule) => {
      const { offsets } = await prepared();
      return { ok: true, value: await replayGuardrail(database, offsets, rule) };
    },
    problems: (scenario) =>
      scenarioProblems(scenario, (key) => {
        const match = matchKey(book, key);
        return match.model !== null && book.rates(match).length > 0;
      }),
  };
}

/** Tokens of all classes in each complete month. */
function monthlyTokens(past: readonly PastSlice[], asOf: Day): number[] {
  const byMonth = groupBy(
    past.filter(({ month }) => lastDayOf(month) <= asOf),
    ({ month }) => month,
  );
  return [...byMonth]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, slices]) =>
      slices.reduce((sum, { tokens }) => TOKEN_CLASSES.reduce((total, name) => total + tokens[name], sum), 0),
    );
}
