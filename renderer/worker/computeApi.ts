import type { PresetId } from '../../shared/catalog/levers/presets.ts';
import type { ScenarioProblem } from '../../shared/engine/problems.ts';
import type { Scenario } from '../../shared/engine/types.ts';
import type { OwnScores } from '../../shared/catalog/benchmarks/ownScores.ts';
import type { CustomRatesRead } from '../../shared/catalog/prices/customRatesCsv.ts';
import type { GrowthFit, GrowthShape } from '../../shared/forecast/growthCurve.ts';
import type { PlanDocument } from '../../shared/model/document.ts';
import type { Guardrail } from '../../shared/model/governance.ts';
import type { GuardrailReplay } from '../../shared/plan/analysis.ts';
import type { BridgeAnswer, BridgeQuestion } from '../../shared/plan/bridgeQuestion.ts';
import type { CapacityAnswer, CapacityQuestion } from '../../shared/plan/capacity.ts';
import type { GoalAnswer, GoalQuestion } from '../../shared/plan/goalSeek.ts';
import type { LiveFan } from '../../shared/plan/liveFan.ts';
import type { InversePlan } from '../../shared/plan/inversePlan.ts';
import type { Answer } from '../../shared/plan/questions.ts';
import type { DrivenMeasure } from '../../shared/simulate/drivers.ts';
import type { Axis, HeatMap } from '../../shared/simulate/heatMap.ts';
import type { PlanResults, QualityComparison } from '../../shared/plan/results.ts';
import type { PriceHistory } from '../../shared/plan/priceHistory.ts';
import type { SwapComparison } from '../../shared/plan/swaps.ts';
import type { DailyOutlook, DailyScope, HourlyOutlook } from '../../shared/plan/daily/dailyResults.ts';
import type { DailyQuestion } from '../../shared/plan/daily/dailyOutlook.ts';
import type { Kept } from './restartingClient.ts';
import type { CallContext } from './rpc.ts';

export type DeckRequest = {
  readonly document: PlanDocument;
  readonly kind: 'pptx' | 'xlsx';
  readonly seed: number;
  readonly draws: number;
  /** Hash of the results that the page shows for this document; null where it has none with as many draws. */
  readonly inputHash: string | null;
  /** The page's clock, ISO: the file is dated by it. */
  readonly now: string;
};

/** What the compute worker does for the page. All inputs and outputs are plain data. */
export type ComputeApi = {
  /** Gives the worker its way to the data, and what broke the forecasting library of the workers before it. */
  readonly connect: (input: { readonly port: MessagePort; readonly kept: Kept }, context: CallContext) => Promise<void>;
  readonly plan: (
    input: {
      readonly document: PlanDocument;
      /** State of the data; null where the caller does not know it. */
      readonly revision: number | null;
      readonly seed: number;
      readonly draws: number;
    },
    context: CallContext,
  ) => Promise<PlanResults>;
  /** One scenario's fan from few draws, while its levers are turned; null without usage or scenario. */
  readonly fan: (
    input: {
      readonly document: PlanDocument;
      readonly scenarioId: string;
      /** Of the data that counts: what is kept from one call to the next is kept for it. */
      readonly revision: number;
      readonly seed: number;
      readonly draws: number;
    },
    context: CallContext,
  ) => Promise<LiveFan | null>;
  /** The same comparison on another benchmark. */
  readonly quality: (
    input: { readonly document: PlanDocument; readonly benchmark: string },
    context: CallContext,
  ) => Promise<QualityComparison | null>;
  /**
   * Inverse planning: the cheapest levers that keep a target written as `TARGET_GRAMMAR` of shared/plan/target.ts says.
   * Progress names the plan that is being drawn.
   */
  readonly search: (
    input: {
      readonly document: PlanDocument;
      /** The scenario whose assumptions hold, `baseline` for none. */
      readonly scenarioId: string;
      readonly target: string;
      readonly seed: number;
      readonly draws: number;
      /** Whether caching, batch, compression and a response cache may be used beside the document's own levers. */
      readonly withStandard: boolean;
    },
    context: CallContext,
  ) => Promise<Answer<InversePlan>>;
  /** Central spend over two drivers, with the line at which it equals the scenario's own. */
  readonly heatMap: (
    input: {
      readonly document: PlanDocument;
      readonly scenarioId: string;
      readonly x: Axis;
      readonly y: Axis;
      readonly measure: DrivenMeasure;
    },
    context: CallContext,
  ) => Promise<Answer<HeatMap>>;
  /** Why one cost becomes another, in any scope, period and currency; `BridgeQuestion` says how costs are written. */
  readonly bridge: (
    input: { readonly document: PlanDocument; readonly question: BridgeQuestion },
    context: CallContext,
  ) => Promise<BridgeAnswer>;
  /** The value of one setting that reaches a total. */
  readonly goalSeek: (
    input: {
      readonly document: PlanDocument;
      readonly scenarioId: string;
      readonly question: GoalQuestion;
      readonly seed: number;
      readonly draws: number;
    },
    context: CallContext,
  ) => Promise<Answer<GoalAnswer>>;
  /** A preset as a scenario; `addScenario` of shared/model/scenarios.ts puts it into the document. */
  readonly preset: (
    input: { readonly document: PlanDocument; readonly preset: PresetId },
    context: CallContext,
  ) => Promise<Answer<Scenario>>;
  /** Provisioned units that cost least on the hourly curve of a model. */
  readonly units: (
    input: { readonly document: PlanDocument; readonly question: CapacityQuestion },
    context: CallContext,
  ) => Promise<Answer<CapacityAnswer>>;
  /** An S-curve through the history, or why its ceiling cannot be told from it. */
  readonly growthFit: (
    input: { readonly document: PlanDocument; readonly shape: GrowthShape },
    context: CallContext,
  ) => Promise<Answer<GrowthFit>>;
  /** What a limit would have blocked and saved in the past. */
  readonly replay: (
    input: { readonly document: PlanDocument; readonly rule: Guardrail },
    context: CallContext,
  ) => Promise<Answer<GuardrailReplay>>;
  /** What is wrong with a scenario that its form cannot tell: models without a price. */
  readonly problems: (
    input: { readonly document: PlanDocument; readonly scenario: Scenario },
    context: CallContext,
  ) => Promise<readonly ScenarioProblem[]>;
  /** Who could do the work of a model in use for less, drawn over what is unknown of each. */
  readonly swaps: (
    input: {
      readonly document: PlanDocument;
      readonly benchmark: string | null;
      readonly workload: string | null;
      readonly seed: number;
      readonly draws: number;
    },
    context: CallContext,
  ) => Promise<SwapComparison | null>;
  readonly priceHistory: (
    input: { readonly document: PlanDocument; readonly model: string },
    context: CallContext,
  ) => Promise<PriceHistory | null>;
  /** Reads a file of the user's own rates against the price book: what is out of bounds is refused with what to do. */
  readonly readRates: (
    input: { readonly text: string; readonly today: string },
    context: CallContext,
  ) => Promise<CustomRatesRead>;
  /** Reads a file of the user's own evaluation results. */
  readonly readScores: (
    input: { readonly text: string; readonly fileName: string },
    context: CallContext,
  ) => Promise<OwnScores>;
  /** The bytes of the deck's file. */
  readonly deck: (input: DeckRequest, context: CallContext) => Promise<Uint8Array>;
  /** The fan alone, at once; null without usage. */
  readonly firstLook: (
    input: { readonly document: PlanDocument; readonly revision: number } & DailyQuestion,
    context: CallContext,
  ) => Promise<DailyOutlook | null>;
  /** A week ahead by the hour; null where the data has no hours. */
  readonly hourly: (
    input: { readonly document: PlanDocument; readonly revision: number; readonly scope: DailyScope },
    context: CallContext,
  ) => Promise<HourlyOutlook | null>;
  /** Where a part of the company is heading, by day; null without usage. */
  readonly daily: (
    input: { readonly document: PlanDocument; readonly revision: number } & DailyQuestion,
    context: CallContext,
  ) => Promise<DailyOutlook | null>;
};
