import { useMemo, useState, type ReactElement } from 'react';
import type { QualityComparison } from '../../../shared/plan/results.ts';
import { cents, percent } from '../../../shared/units/format.ts';
import { Figure } from '../../charts/Figure.tsx';
import { qualityCost } from '../../charts/figures/qualityCost.ts';
import { useChartTheme } from '../../charts/useChartTheme.ts';
import { AmountField } from '../../components/AmountField.tsx';
import { Select, Switch, TextInput } from '../../components/Controls.tsx';
import { Card } from '../../components/View.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { effortsOf, EVERY_EFFORT, filtered, NO_FILTER } from './modelFilter.ts';
import { QualityTable } from './QualityTable.tsx';

const NO_MISTAKE_PRICE = 0;

/** Published and own results against price: a picture with the efficient frontier, and the same as a table. */
export function QualityTab({ comparison }: { readonly comparison: QualityComparison }): ReactElement {
  const theme = useChartTheme();
  const pick = useWorkbench((state) => state.pickBenchmark);
  const [filter, setFilter] = useState(NO_FILTER);
  const [mistakeUsd, setMistakeUsd] = useState(NO_MISTAKE_PRICE);
  const shown = useMemo(() => filtered(comparison, filter), [comparison, filter]);
  const figure = useMemo(() => qualityCost(shown), [shown]);
  const efforts = useMemo(() => effortsOf(comparison), [comparison]);
  const { inputPerOutput, cachedShare } = comparison.mix;
  return (
    <>
      <div className="row model-filter">
        <Select
          label="Benchmark"
          isLabelShown
          value={comparison.benchmark}
          options={comparison.benchmarks.map((name) => ({ value: name, label: name }))}
          onChange={(name) => void pick(name)}
        />
        <TextInput
          label="Filter models"
          isLabelShown
          placeholder="claude opus"
          value={filter.text}
          onChange={(text) => {
            setFilter({ ...filter, text });
          }}
        />
        <Select
          label="Effort"
          isLabelShown
          value={filter.effort}
          options={[
            { value: EVERY_EFFORT, label: 'every effort' },
            ...efforts.map((effort) => ({ value: effort, label: effort })),
          ]}
          onChange={(effort) => {
            setFilter({ ...filter, effort });
          }}
        />
        <Switch
          label="Only yours and the frontier"
          isLabelShown
          isOn={filter.isOwnOnly}
          onChange={(isOwnOnly) => {
            setFilter({ ...filter, isOwnOnly });
          }}
        />
        <AmountField
          label="Price of a mistake"
          help="What a wrong answer costs you: rework, a lost customer. It is added to every failed attempt."
          value={mistakeUsd}
          show={(value) => (typeof value === 'number' ? cents(value) : '')}
          unit="USD"
          step={0.1}
          mayRange={false}
          onCommit={(value) => {
            if (typeof value !== 'number' || value < 0) return 'A mistake costs nothing or more.';
            setMistakeUsd(value);
            return null;
          }}
        />
      </div>
      <Card title={`Quality on ${comparison.benchmark} against price`}>
        <Figure figure={figure} theme={theme} heightPx={400} />
        <p className="muted">
          Your mix of the last three months: {inputPerOutput.toFixed(1)} input tokens for each output token,{' '}
          {percent(cachedShare, 0)} of the input read from a cache. A model without a price for cached input bills it as
          input. Results of different effort levels stand apart and are never averaged. Bars are the 95 % interval by
          the number of cases, where it is known. List price says little about how many tokens a model needs: weigh a
          change among the swap candidates.
        </p>
        {comparison.attributions.map((line) => (
          <p key={line} className="muted attribution">
            {line}
          </p>
        ))}
      </Card>
      <QualityTable comparison={shown} mistakeUsd={mistakeUsd} />
    </>
  );
}
