import type { StateCreator } from 'zustand/vanilla';
import type { GrowthFit, GrowthShape } from '../../shared/forecast/growthCurve.ts';
import type { PlanDocument } from '../../shared/model/document.ts';
import type { BridgeAnswer, BridgeQuestion } from '../../shared/plan/bridgeQuestion.ts';
import type { CapacityAnswer, CapacityQuestion } from '../../shared/plan/capacity.ts';
import type { GoalAnswer, GoalQuestion } from '../../shared/plan/goalSeek.ts';
import type { Answer } from '../../shared/plan/questions.ts';
import type { DrivenMeasure } from '../../shared/simulate/drivers.ts';
import type { Axis, HeatMap } from '../../shared/simulate/heatMap.ts';
import type { DocumentSlice } from './document.ts';
import type { JobContext, JobsSlice } from './jobs.ts';
import type { Ports } from './ports.ts';
import { SEED } from './results.ts';

/** A question that was put to the plan, and what has come of it. */
export type Asked<Question, Value> =
  | { readonly status: 'idle' }
  | { readonly status: 'asking'; readonly question: Question }
  | { readonly status: 'refused'; readonly question: Question; readonly reason: string }
  | {
      readonly status: 'answered';
      readonly question: Question;
      readonly value: Value;
      /** The document it was asked of: after a change the answer is no longer true. */
      readonly of: PlanDocument;
    };

export type AskedGoal = GoalQuestion & {
  readonly scenarioId: string;
  /** The total that was chosen, as the form names it. */
  readonly spanId?: string;
};
export type AskedMap = {
  readonly scenarioId: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly measure: DrivenMeasure;
};

/** Questions to a plan beside its results: each is asked by a button, shown as a job and kept until it is asked again. */
export type AskedSlice = {
  readonly goal: Asked<AskedGoal, GoalAnswer>;
  readonly heatMap: Asked<AskedMap, HeatMap>;
  readonly units: Asked<CapacityQuestion, CapacityAnswer>;
  readonly seekGoal: (question: AskedGoal) => Promise<void>;
  readonly drawHeatMap: (question: AskedMap) => Promise<void>;
  readonly findUnits: (question: CapacityQuestion) => Promise<void>;
  /** Why one cost becomes another, for a part of the company; null where it was cancelled. */
  readonly askBridge: (question: BridgeQuestion) => Promise<BridgeAnswer | null>;
  /** An S-curve through the history, or why its ceiling cannot be told from it; null where it was cancelled. */
  readonly fitGrowth: (shape: GrowthShape) => Promise<GrowthFit | null>;
};

/** Draws behind the chance that an answer holds. */
const GOAL_DRAWS = 500;

type Slices = AskedSlice & DocumentSlice & JobsSlice;
type Key = 'goal' | 'heatMap' | 'units';

export const createAskedSlice =
  (ports: Ports): StateCreator<Slices, [], [], AskedSlice> =>
  (set, get) => {
    async function ask<Value>(
      key: Key,
      title: string,
      question: unknown,
      call: (document: PlanDocument, context: JobContext) => Promise<Answer<Value>>,
    ): Promise<void> {
      const { document } = get();
      const show = (asked: Asked<unknown, Value>): void => {
        // The key is the one whose question and value these are.
        set({ [key]: asked } as Partial<AskedSlice>);
      };
      show({ status: 'asking', question });
      const answer = await get().runJob(title, (context) => call(document, context));
      if (answer === null) show({ status: 'idle' });
      else if (answer.ok) show({ status: 'answered', question, value: answer.value, of: document });
      else show({ status: 'refused', question, reason: answer.reason });
    }

    return {
      goal: { status: 'idle' },
      heatMap: { status: 'idle' },
      units: { status: 'idle' },
      seekGoal: (asked) => {
        const { scenarioId, leverId, key, goalUsd, span } = asked;
        const question = { leverId, key, goalUsd, ...(span === undefined ? {} : { span }) };
        return ask('goal', 'Seek the setting', asked, (document, { signal, onProgress }) =>
          ports.compute.call(
            'goalSeek',
            { document, scenarioId, question, seed: SEED, draws: GOAL_DRAWS },
            { signal, onProgress },
          ),
        );
      },
      drawHeatMap: (asked) =>
        ask('heatMap', 'Draw the break-even map', asked, (document, { signal, onProgress }) =>
          ports.compute.call('heatMap', { document, ...asked }, { signal, onProgress }),
        ),
      askBridge: (question) => {
        const { document } = get();
        return get().runJob('Make the bridge', ({ signal, onProgress }) =>
          ports.compute.call('bridge', { document, question }, { signal, onProgress }),
        );
      },
      fitGrowth: async (shape) => {
        const { document } = get();
        const answer = await get().runJob('Fit a growth curve', ({ signal, onProgress }) =>
          ports.compute.call('growthFit', { document, shape }, { signal, onProgress }),
        );
        if (answer === null) return null;
        return answer.ok ? answer.value : { ok: false, reason: answer.reason, shareOfCeiling: null };
      },
      findUnits: (question) =>
        ask('units', 'Find the units that pay', question, (document, { signal, onProgress }) =>
          ports.compute.call('units', { document, question }, { signal, onProgress }),
        ),
    };
  };
