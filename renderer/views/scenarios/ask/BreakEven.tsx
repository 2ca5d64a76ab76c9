import { useMemo, useState, type ReactElement } from 'react';
import type { Scenario } from '../../../../shared/engine/types.ts';
import type { PlanResults, ScenarioOutcome } from '../../../../shared/plan/results.ts';
import type { Axis, HeatMap } from '../../../../shared/simulate/heatMap.ts';
import { cents, compactUsd } from '../../../../shared/units/format.ts';
import { breakEvenMap, type MapPlace } from '../../../charts/figures/breakEvenMap.ts';
import { AmountField } from '../../../components/AmountField.tsx';
import { Button, Select } from '../../../components/Controls.tsx';
import { useWorkbench } from '../../../state/useStore.tsx';
import { ChartCard } from '../../chart/ChartCard.tsx';
import { AskedResult } from './AskedResult.tsx';
import { CANCELS_24X, GROWTH, GROWTH_24X, PRICE, settingsOf, type DriverChoice } from './drivers.ts';

const STEPS = 20;
const HEIGHT_PX = 360;
const MEASURES = [
  { value: 'final-month', label: 'the last month' },
  { value: 'total', label: 'all months together' },
] as const;

type AxisDraft = { readonly id: string; readonly from: number | null; readonly to: number | null };
type Drawn = { readonly x: DriverChoice; readonly y: DriverChoice; readonly map: HeatMap };

/** Where two drivers cancel each other: spend over any two settings, or growth against prices. */
export function BreakEven(props: {
  readonly results: PlanResults;
  readonly outcome: ScenarioOutcome;
  readonly scenario: Scenario | null;
}): ReactElement {
  const { results, outcome, scenario } = props;
  const asked = useWorkbench((state) => state.heatMap);
  const drawHeatMap = useWorkbench((state) => state.drawHeatMap);
  const choices = useMemo(() => [GROWTH, PRICE, ...(scenario === null ? [] : settingsOf(scenario))], [scenario]);
  // Coming back to the tab shows what was drawn last.
  const last = asked.status === 'idle' ? null : asked.question;
  const [x, setX] = useState<AxisDraft>(() => draftOf(last?.x, choices) ?? { id: GROWTH.id, from: null, to: null });
  const [y, setY] = useState<AxisDraft>(() => draftOf(last?.y, choices) ?? { id: PRICE.id, from: null, to: null });
  const [measure, setMeasure] = useState<(typeof MEASURES)[number]['value']>('final-month');
  const choiceOf = ({ id }: AxisDraft, otherwise: DriverChoice): DriverChoice =>
    choices.find((choice) => choice.id === id) ?? otherwise;
  const [alongX, alongY] = [choiceOf(x, GROWTH), choiceOf(y, PRICE)];
  const axisOf = (draft: AxisDraft, choice: DriverChoice) => ({
    driver: choice.driver,
    from: draft.from ?? choice.from,
    to: draft.to ?? choice.to,
    steps: STEPS,
  });
  const problem =
    alongX.id === alongY.id
      ? 'Choose two different drivers.'
      : [axisOf(x, alongX), axisOf(y, alongY)].some(({ from, to }) => from >= to)
        ? 'A range begins below where it ends.'
        : null;
  return (
    <>
      <div className="way__fields">
        <AxisFields name="Across" draft={x} choice={alongX} choices={choices} onChange={setX} />
        <AxisFields name="Up" draft={y} choice={alongY} choices={choices} onChange={setY} />
        <Select
          label="Spend of"
          isLabelShown
          value={measure}
          options={MEASURES}
          onChange={(value) => {
            setMeasure(value === 'total' ? 'total' : 'final-month');
          }}
        />
      </div>
      <div className="row">
        <Button
          look="primary"
          isDisabled={asked.status === 'asking' || problem !== null}
          onClick={() =>
            void drawHeatMap({ scenarioId: outcome.id, x: axisOf(x, alongX), y: axisOf(y, alongY), measure })
          }
        >
          Draw the map
        </Button>
        {problem !== null && (
          <span className="amount__problem" role="alert">
            {problem}
          </span>
        )}
      </div>
      <AskedResult asked={asked}>
        {(map, question) => {
          const [mapX, mapY] = [choiceOfDriver(question.x.driver, choices), choiceOfDriver(question.y.driver, choices)];
          return mapX === undefined || mapY === undefined ? (
            <p className="muted">The map that was drawn is about a lever of another scenario.</p>
          ) : (
            <Map
              drawn={{ x: mapX, y: mapY, map }}
              measure={question.measure === 'total' ? 'total' : 'final-month'}
              results={results}
            />
          );
        }}
      </AskedResult>
    </>
  );
}

const choiceOfDriver = (driver: DriverChoice['driver'], choices: readonly DriverChoice[]): DriverChoice | undefined =>
  choices.find((choice) => JSON.stringify(choice.driver) === JSON.stringify(driver));

/** An axis that was asked for as its fields; null where its lever is not among the choices. */
function draftOf(axis: Axis | undefined, choices: readonly DriverChoice[]): AxisDraft | null {
  const choice = axis === undefined ? undefined : choiceOfDriver(axis.driver, choices);
  return axis === undefined || choice === undefined ? null : { id: choice.id, from: axis.from, to: axis.to };
}

function AxisFields(props: {
  readonly name: string;
  readonly draft: AxisDraft;
  readonly choice: DriverChoice;
  readonly choices: readonly DriverChoice[];
  readonly onChange: (draft: AxisDraft) => void;
}): ReactElement {
  const { name, draft, choice, choices, onChange } = props;
  return (
    <>
      <Select
        label={name}
        isLabelShown
        value={choice.id}
        options={choices.map(({ id, label }) => ({ value: id, label }))}
        onChange={(id) => {
          onChange({ id, from: null, to: null });
        }}
      />
      <AmountField
        label={`${name}: range`}
        help="From the first to the last value of this side of the map."
        value={{ low: draft.from ?? choice.from, high: draft.to ?? choice.to }}
        show={(amount) =>
          typeof amount === 'number'
            ? String(amount)
            : `${endText(amount.low, choice.isShare)} to ${endText(amount.high, choice.isShare)}`
        }
        step={choice.isShare ? 0.05 : 1}
        mayRange
        onCommit={(amount) => {
          if (typeof amount === 'number') return 'A range is written 0 % to 50 %.';
          onChange({ ...draft, from: amount.low, to: amount.high });
          return null;
        }}
      />
    </>
  );
}

const endText = (value: number, isShare: boolean): string =>
  isShare
    ? `${(value * 100).toLocaleString('en-US', { maximumFractionDigits: 1 })} %`
    : value.toLocaleString('en-US', { maximumSignificantDigits: 6 });

/** Growth against prices knows one famous place: 24 times the tokens by 2030, and what cancels it. */
const placesOf = ({ x, y }: Drawn): readonly MapPlace[] =>
  x.id === GROWTH.id && y.id === PRICE.id
    ? [{ x: GROWTH_24X, y: CANCELS_24X, text: `24 times by 2030 is cancelled by ${y.show(CANCELS_24X)}` }]
    : [];

function Map(props: {
  readonly drawn: Drawn;
  readonly measure: 'total' | 'final-month';
  readonly results: PlanResults;
}): ReactElement {
  const { drawn, measure, results } = props;
  const inspect = useWorkbench((state) => state.inspect);
  const figure = useMemo(() => {
    const axis = ({ label, show, isShare }: DriverChoice) => ({ label, show, tickformat: isShare ? '.0%' : '~s' });
    return breakEvenMap(drawn.map, axis(drawn.x), axis(drawn.y), placesOf(drawn));
  }, [drawn]);
  const { map } = drawn;
  const open = (lines: readonly { readonly label: string; readonly value: string }[]): void => {
    inspect({
      title: `${drawn.x.label} against ${drawn.y.label.toLowerCase()}`,
      value: compactUsd(map.referenceUsd),
      formula: `The central plan is run with both drivers at every pair of values, all else as it is; spend of ${
        measure === 'total' ? 'all months together' : 'the last month'
      }. The line is where it costs the same as the plan without them.`,
      lines: [
        { label: 'The plan as it is, USD', value: cents(map.referenceUsd) },
        ...lines,
        { label: 'Prices', value: results.priceBookVersion },
      ],
      findings: [],
      rows: null,
    });
  };
  return (
    <ChartCard
      title={`${drawn.x.label} against ${drawn.y.label.toLowerCase()}`}
      figure={figure}
      heightPx={HEIGHT_PX}
      onPoint={({ x, y }) => {
        const [column, row] = [map.x.indexOf(Number(x)), map.y.indexOf(Number(y))];
        const usd = map.usd[row]?.[column];
        if (usd === undefined) return;
        open([
          { label: drawn.x.label, value: drawn.x.show(Number(x)) },
          { label: drawn.y.label, value: drawn.y.show(Number(y)) },
          { label: 'It comes to, USD', value: cents(usd) },
          { label: 'Difference, USD', value: cents(usd - map.referenceUsd) },
        ]);
      }}
    >
      <p>
        <button
          type="button"
          className="door"
          onClick={() => {
            open(
              map.x.map((value, index) => ({
                label: `Costs the same at ${drawn.x.show(value)}`,
                value: show(map.breakEven[index] ?? null, drawn.y),
              })),
            );
          }}
        >
          <strong>{figure.summary}</strong>
        </button>
      </p>
    </ChartCard>
  );
}

const show = (value: number | null, choice: DriverChoice): string =>
  value === null ? 'not on this map' : choice.show(value);
