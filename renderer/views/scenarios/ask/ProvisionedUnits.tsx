import { useMemo, useState, type ReactElement } from 'react';
import { findDefault, type LeverDefault } from '../../../../shared/catalog/levers/defaults.ts';
import type { UnitOffer, UnitPlan } from '../../../../shared/engine/commitmentUnits.ts';
import type { CapacityAnswer, CapacityQuestion } from '../../../../shared/plan/capacity.ts';
import type { PlanResults } from '../../../../shared/plan/results.ts';
import { cents, compact, compactUsd, percent, ratePerMtok } from '../../../../shared/units/format.ts';
import { loadCurve } from '../../../charts/figures/loadCurve.ts';
import { unitPlans } from '../../../charts/figures/unitPlans.ts';
import { AmountField } from '../../../components/AmountField.tsx';
import { Button, Select } from '../../../components/Controls.tsx';
import { Card } from '../../../components/View.tsx';
import { useWorkbench } from '../../../state/useStore.tsx';
import { ChartCard } from '../../chart/ChartCard.tsx';
import { valueLabel } from '../../labels.ts';
import { AskedResult } from './AskedResult.tsx';

const HEIGHT_PX = 260;
const KIND = 'provisioned-throughput';
const FIELDS = [
  { key: 'mtokPerUnitMonth', label: 'A unit carries', unit: 'M tokens a month', step: 10, variant: 'azure-gpt-5' },
  { key: 'usdPerUnitMonth', label: 'A unit costs', unit: 'USD a month', step: 10, variant: null },
  { key: 'outputWeight', label: 'An output token counts as', unit: 'input tokens', step: 1, variant: null },
] as const;
type Field = (typeof FIELDS)[number];

const rowOf = ({ key, variant }: Field): LeverDefault | undefined => findDefault(KIND, key, variant);

/** How many provisioned units cost least on the hours that a model has been used in. */
export function ProvisionedUnits({ results }: { readonly results: PlanResults }): ReactElement {
  const models = useWorkbench((state) => state.dimensionValues.model);
  const asked = useWorkbench((state) => state.units);
  const findUnits = useWorkbench((state) => state.findUnits);
  // Coming back to the tab shows what was asked last.
  const { model: lastModel, ...lastGiven } = asked.status === 'idle' ? { model: null } : asked.question;
  const [chosen, setChosen] = useState<string | null>(lastModel);
  const [given, setGiven] = useState<Partial<Record<Field['key'], number>>>(lastGiven);
  const model = models?.find((name) => name === chosen) ?? models?.[0];
  if (model === undefined) return <p className="muted">The data names no model.</p>;
  return (
    <Card title="Provisioned units">
      <div className="way__fields">
        <Select
          label="For the model"
          isLabelShown
          value={model}
          options={(models ?? []).map((value) => ({ value, label: valueLabel(value) }))}
          onChange={setChosen}
        />
        {FIELDS.map((field) => {
          const row = rowOf(field);
          return (
            <AmountField
              key={field.key}
              label={field.label}
              help={row?.note ?? ''}
              value={given[field.key] ?? row?.value ?? null}
              show={(amount) => (typeof amount === 'number' ? String(amount) : '')}
              unit={field.unit}
              step={field.step}
              mayRange={false}
              source={row === undefined ? '' : `${row.source}, ${row.date}`}
              onCommit={(amount) => {
                if (typeof amount !== 'number' || amount <= 0) return 'This is a number above 0.';
                setGiven({ ...given, [field.key]: amount });
                return null;
              }}
            />
          );
        })}
      </div>
      <Button look="primary" isDisabled={asked.status === 'asking'} onClick={() => void findUnits({ model, ...given })}>
        Find the units that pay
      </Button>
      <AskedResult asked={asked}>
        {(answer, question) => <Found answer={answer} question={question} results={results} />}
      </AskedResult>
    </Card>
  );
}

function Found(props: {
  readonly answer: CapacityAnswer;
  readonly question: CapacityQuestion;
  readonly results: PlanResults;
}): ReactElement {
  const { answer, question, results } = props;
  const { best, offer } = answer;
  if (best === null || offer === null) return <p>{answer.sentence}</p>;
  return <BestUnits answer={answer} best={best} offer={offer} question={question} results={results} />;
}

function BestUnits(props: {
  readonly answer: CapacityAnswer;
  readonly best: UnitPlan;
  readonly offer: UnitOffer;
  readonly question: CapacityQuestion;
  readonly results: PlanResults;
}): ReactElement {
  const { answer, best, offer, question, results } = props;
  const inspect = useWorkbench((state) => state.inspect);
  const costs = useMemo(() => unitPlans(answer.curve, best), [answer, best]);
  const hours = useMemo(() => loadCurve(answer.load, offer, best.units), [answer, offer, best]);
  const stranded = best.utilisation === null ? null : 1 - best.utilisation;
  const model = valueLabel(question.model);
  const open = (): void => {
    inspect({
      title: `Provisioned units for ${model}`,
      value: `${String(best.units)} units`,
      formula:
        'For each number of units: what they cost, plus what every hour used beyond their capacity at the price by use. The number with the least sum is the answer.',
      lines: [
        { label: 'Hours looked at', value: `${compact(answer.hours)}, the days with hourly data of the last 28` },
        { label: 'Units, USD a month', value: cents(best.committedUsd) },
        { label: 'Overflow, USD a month', value: cents(best.overflowUsd) },
        { label: 'Together, USD a month', value: cents(best.totalUsd) },
        { label: 'All by use, USD a month', value: cents(best.byUseUsd) },
        { label: 'Covered share of the tokens', value: percent(best.coverage) },
        { label: 'Used share of the units', value: percent(best.utilisation) },
        { label: 'Stranded share of the units', value: percent(stranded) },
        {
          label: 'A unit pays from a use of',
          value: percent(answer.breakEvenUtilisation),
          source: 'Its price over what its full capacity would cost by use.',
        },
        {
          label: 'Price by use, USD per 1 M weighted tokens',
          value: ratePerMtok(offer.usdPerMtok),
          source: `Computed cost over tokens, an output token counted ${String(answer.outputWeight)} times.`,
        },
        { label: 'A unit, USD a month', value: cents(offer.usdPerUnitMonth) },
        {
          label: 'A unit carries, M tokens a month',
          value: compact(offer.mtokPerUnitHour * offer.hoursPerMonth),
        },
        { label: 'Prices', value: results.priceBookVersion },
      ],
      findings: [],
      rows: { where: { model: [question.model] }, from: null, to: null },
    });
  };
  return (
    <>
      <p>
        <button type="button" className="door" onClick={open}>
          <strong>{answer.sentence}</strong>
        </button>{' '}
        {best.units > 0 && `${percent(stranded, 0)} of what is bought stays unused. `}
        {answer.breakEvenUtilisation !== null &&
          `A unit at ${compactUsd(offer.usdPerUnitMonth)} pays from ${percent(answer.breakEvenUtilisation, 0)} use.`}
      </p>
      <ChartCard title={`Cost by units for ${model}`} figure={costs} heightPx={HEIGHT_PX} />
      <ChartCard title={`Hours of ${model}, the busiest first`} figure={hours} heightPx={HEIGHT_PX} />
    </>
  );
}
