import { useMemo, useState, type ReactElement } from 'react';
import type { PlanResults, ScenarioOutcome } from '../../../../shared/plan/results.ts';
import { cents, compactUsd, monthName, percent } from '../../../../shared/units/format.ts';
import { totalCurve } from '../../../charts/figures/totalCurve.ts';
import { AmountField } from '../../../components/AmountField.tsx';
import { Select } from '../../../components/Controls.tsx';
import { useWorkbench } from '../../../state/useStore.tsx';
import { ChartCard } from '../../chart/ChartCard.tsx';
import { amountText } from '../amountText.ts';
import { neededUsd, totalSentence, totalSpans } from './spans.ts';

const HEIGHT_PX = 300;
const [LEAST, MOST] = [0.01, 0.99];

/** How likely a year's total is to stay below each amount, and what to hold in reserve for a confidence. */
export function YearTotal(props: { readonly results: PlanResults; readonly outcome: ScenarioOutcome }): ReactElement {
  const { results, outcome } = props;
  const budgets = useWorkbench((state) => state.document.budgets);
  const inspect = useWorkbench((state) => state.inspect);
  const [chosen, setChosen] = useState<string | null>(null);
  const [confidence, setConfidence] = useState(0.8);
  const spans = useMemo(() => totalSpans(outcome, budgets), [outcome, budgets]);
  const span = spans.find(({ id }) => id === chosen) ?? spans[0];
  const figure = useMemo(
    () =>
      span === undefined
        ? null
        : totalCurve({
            ...span,
            budgetUsd: span.budget?.usd ?? null,
            confidence,
            neededUsd: neededUsd(span.curve, confidence),
            summary: totalSentence(span, confidence),
          }),
    [span, confidence],
  );
  if (span === undefined || figure === null) return <p className="muted">There is no month to plan yet.</p>;
  const open = (): void => {
    const needed = neededUsd(span.curve, confidence);
    inspect({
      title: `${span.label} under ${outcome.name}`,
      value: compactUsd(needed),
      formula: `The total of ${monthName(span.from)} to ${monthName(span.to)} in every draw, sorted: ${percent(confidence, 0)} of them are at or below this amount. The reserve is what it lies above the central total.`,
      lines: [
        { label: 'Central, USD', value: cents(span.centralUsd) },
        { label: 'Of that spent so far, USD', value: cents(span.spentUsd) },
        { label: `${percent(confidence, 0)} of the draws stay below, USD`, value: cents(needed) },
        { label: 'Reserve, USD', value: cents(Math.max(0, needed - span.centralUsd)) },
        ...(span.budget === null
          ? []
          : [
              { label: 'Budget, USD', value: cents(span.budget.usd) },
              { label: 'Chance to go beyond it', value: percent(span.budget.probabilityOfExceeding, 0) },
            ]),
        { label: 'Draws', value: `${String(results.draws)}, seed ${String(results.seed)}` },
        { label: 'Prices', value: results.priceBookVersion },
      ],
      findings: outcome.findings,
      rows: null,
    });
  };
  return (
    <ChartCard title={`How sure the total of ${span.label} is`} figure={figure} heightPx={HEIGHT_PX}>
      <div className="way__fields">
        <Select
          label="Total"
          isLabelShown
          value={span.id}
          options={spans.map(({ id, label }) => ({ value: id, label }))}
          onChange={setChosen}
        />
        <AmountField
          label="Confidence"
          help="How many of all cases must stay below the amount."
          value={confidence}
          show={(amount) => amountText(amount, 'share')}
          step={0.01}
          mayRange={false}
          slider={{ min: 0.5, max: MOST }}
          onPreview={(amount) => {
            if (typeof amount === 'number') setConfidence(amount);
            return null;
          }}
          onCommit={(amount) => {
            if (typeof amount !== 'number' || amount < LEAST || amount > MOST)
              return 'A confidence is a share from 1 % to 99 %.';
            setConfidence(amount);
            return null;
          }}
        />
      </div>
      <p aria-live="polite">
        <button type="button" className="door" onClick={open}>
          <strong>{totalSentence(span, confidence)}</strong>
        </button>
      </p>
    </ChartCard>
  );
}
