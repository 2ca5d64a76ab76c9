import { useMemo, useState, type ReactElement } from 'react';
import type { Scenario } from '../../../../shared/engine/types.ts';
import type { GoalAnswer } from '../../../../shared/plan/goalSeek.ts';
import type { PlanResults, ScenarioOutcome } from '../../../../shared/plan/results.ts';
import { cents, compactUsd, monthName, percent } from '../../../../shared/units/format.ts';
import { goalCurve } from '../../../charts/figures/goalCurve.ts';
import { AmountField } from '../../../components/AmountField.tsx';
import { Button, Select } from '../../../components/Controls.tsx';
import type { AskedGoal } from '../../../state/asked.ts';
import { setParameter } from '../../../state/scenarioEdits.ts';
import { useStoreApi, useWorkbench } from '../../../state/useStore.tsx';
import { ChartCard } from '../../chart/ChartCard.tsx';
import { AskedResult } from './AskedResult.tsx';
import { settingsOf, type SettingChoice } from './drivers.ts';
import { totalSpans, type TotalSpan } from './spans.ts';

const HEIGHT_PX = 280;
const ROUND_DIGITS = 2;
/** Without a budget, a tenth less than planned. */
const LESS = 0.9;

const goalOf = ({ budget, centralUsd }: TotalSpan): number =>
  budget?.usd ?? Number((centralUsd * LESS).toPrecision(ROUND_DIGITS));

/** Which value of one setting makes a total a given amount. */
export function GoalSeek(props: {
  readonly results: PlanResults;
  readonly outcome: ScenarioOutcome;
  readonly scenario: Scenario | null;
}): ReactElement {
  const { results, outcome, scenario } = props;
  const budgets = useWorkbench((state) => state.document.budgets);
  const asked = useWorkbench((state) => state.goal);
  const seekGoal = useWorkbench((state) => state.seekGoal);
  // Coming back to the tab shows what was asked last of this scenario.
  const last = asked.status !== 'idle' && asked.question.scenarioId === scenario?.id ? asked.question : null;
  const [settingId, setSettingId] = useState<string | null>(last === null ? null : `${last.leverId} ${last.key}`);
  const [spanId, setSpanId] = useState<string | null>(last === null ? null : (last.spanId ?? null));
  const [goal, setGoal] = useState<number | null>(last?.goalUsd ?? null);
  const settings = useMemo(() => (scenario === null ? [] : settingsOf(scenario)), [scenario]);
  const spans = useMemo(() => totalSpans(outcome, budgets).filter(({ isCompany }) => isCompany), [outcome, budgets]);
  const setting = settings.find(({ id }) => id === settingId) ?? settings[0];
  const span = spans.find(({ id }) => id === spanId) ?? spans[0];
  if (scenario === null || setting === undefined || span === undefined) {
    return (
      <p className="muted">
        Goal seek turns one setting of one lever until a total is what you want. Choose a scenario with a lever that is
        switched on.
      </p>
    );
  }
  const goalUsd = goal ?? goalOf(span);
  return (
    <>
      <div className="way__fields">
        <Select
          label="Which value of"
          isLabelShown
          value={setting.id}
          options={settings.map(({ id, label }) => ({ value: id, label }))}
          onChange={setSettingId}
        />
        <Select
          label="holds"
          isLabelShown
          value={span.id}
          options={spans.map(({ id, label }) => ({ value: id, label }))}
          onChange={(id) => {
            setSpanId(id);
            setGoal(null);
          }}
        />
        <AmountField
          label="at"
          help="The money of all its months together, what has passed included."
          value={goalUsd}
          show={(amount) => (typeof amount === 'number' ? cents(amount).replace(/\.00$/, '') : '')}
          unit="USD"
          step={1000}
          mayRange={false}
          onCommit={(amount) => {
            if (typeof amount !== 'number' || amount <= 0) return 'A goal is an amount above 0.';
            setGoal(amount);
            return null;
          }}
        />
      </div>
      <Button
        look="primary"
        isDisabled={asked.status === 'asking'}
        onClick={() =>
          void seekGoal({
            scenarioId: scenario.id,
            leverId: setting.driver.leverId,
            key: setting.driver.key,
            goalUsd,
            spanId: span.id,
            ...(span.id === 'total' ? {} : { span: { from: span.from, to: span.to } }),
          })
        }
      >
        Seek
      </Button>
      <AskedResult asked={asked}>
        {(answer, question) => (
          <Sought
            answer={answer}
            question={question}
            setting={settings.find(({ driver }) => driver.leverId === question.leverId && driver.key === question.key)}
            results={results}
          />
        )}
      </AskedResult>
    </>
  );
}

/** The value that was found, the curve it lies on, and a button that sets it. */
function Sought(props: {
  readonly answer: GoalAnswer;
  readonly question: AskedGoal;
  /** Undefined once another scenario is chosen or the lever is gone. */
  readonly setting: SettingChoice | undefined;
  readonly results: PlanResults;
}): ReactElement {
  const store = useStoreApi();
  const inspect = useWorkbench((state) => state.inspect);
  const { answer, question, setting, results } = props;
  const figure = useMemo(
    () => (setting === undefined ? null : goalCurve(answer, setting.descriptor, question.goalUsd)),
    [answer, setting, question],
  );
  if (setting === undefined || figure === null) return <p>{answer.sentence}</p>;
  const value = answer.isReached ? answer.value : answer.nearestValue;
  const usd = answer.isReached ? answer.usd : answer.nearestUsd;
  const open = (): void => {
    const { span } = question;
    inspect({
      title: setting.label,
      value: value === null ? 'none' : setting.show(value),
      formula:
        'The central plan is run with one value of this setting after the other, all else as it is, until its total is the goal: a scan over what the setting allows, then halving between the two values on either side.',
      lines: [
        { label: 'Goal, USD', value: cents(question.goalUsd) },
        { label: 'It comes to, USD', value: cents(usd) },
        { label: 'Of that spent so far, USD', value: cents(answer.spentUsd) },
        {
          label: 'Months',
          value: span === undefined ? 'all of the plan' : `${monthName(span.from)} to ${monthName(span.to)}`,
        },
        { label: 'Set now', value: setting.show(setting.now) },
        ...(answer.isReached
          ? [
              {
                label: 'Stays at or below the goal',
                value: percent(answer.probability, 0),
                source: 'Share of the drawn cases, with the value found.',
              },
            ]
          : []),
        { label: 'Prices', value: results.priceBookVersion },
      ],
      findings: [],
      rows: null,
    });
  };
  return (
    <ChartCard
      title={`${setting.label}, against ${compactUsd(question.goalUsd)}`}
      figure={figure}
      heightPx={HEIGHT_PX}
      actions={
        value === null ? undefined : (
          <Button
            onClick={() => {
              const { leverId, key } = setting.driver;
              setParameter(store, question.scenarioId, leverId, key, value, {
                label: `Set: ${setting.descriptor.label}`,
              });
            }}
          >
            Set it to {setting.show(value)}
          </Button>
        )
      }
    >
      <p>
        <button type="button" className="door" onClick={open}>
          <strong>{answer.sentence}</strong>
        </button>
      </p>
    </ChartCard>
  );
}
