import { useMemo, type ReactElement } from 'react';
import type { QualityComparison } from '../../../shared/plan/results.ts';
import { percent } from '../../../shared/units/format.ts';
import { Figure } from '../../charts/Figure.tsx';
import { qualityCost } from '../../charts/figures/qualityCost.ts';
import { useChartTheme } from '../../charts/useChartTheme.ts';
import { Select } from '../../components/Controls.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Card, View } from '../../components/View.tsx';
import { planOf } from '../../state/selectors.ts';
import { useWorkbench } from '../../state/useStore.tsx';
import { modelsAnswer } from './modelsAnswer.ts';
import { QualityTable } from './QualityTable.tsx';

const QUESTION = 'Who does this work well enough for less?';

/** Quality against cost on published results, at prices of the day and on the user's own token mix. */
export function ModelsView(): ReactElement {
  const plan = useWorkbench(planOf);
  const picked = useWorkbench((state) => state.pickedQuality);
  const comparison = picked ?? plan?.quality ?? null;
  if (comparison === null) {
    return (
      <View answer="Nothing to compare yet" question={QUESTION}>
        <EmptyState
          title="Here models stand by quality and cost"
          text="Open usage files in the Data view first: prices are blended on your own mix of fresh input, cached input and output."
        />
      </View>
    );
  }
  return <Compared comparison={comparison} />;
}

function Compared({ comparison }: { readonly comparison: QualityComparison }): ReactElement {
  const theme = useChartTheme();
  const pick = useWorkbench((state) => state.pickBenchmark);
  const figure = useMemo(() => qualityCost(comparison), [comparison]);
  const { inputPerOutput, cachedShare } = comparison.mix;
  return (
    <View answer={modelsAnswer(comparison)} question={QUESTION}>
      <Card
        title={`Quality on ${comparison.benchmark} against price`}
        actions={
          <Select
            label="Benchmark"
            isLabelShown={false}
            value={comparison.benchmark}
            options={comparison.benchmarks.map((name) => ({ value: name, label: name }))}
            onChange={(name) => void pick(name)}
          />
        }
      >
        <Figure figure={figure} theme={theme} heightPx={420} />
        <p className="muted">
          Your mix of the last three months: {inputPerOutput.toFixed(1)} input tokens for each output token,{' '}
          {percent(cachedShare, 0)} of the input read from a cache. A model without a price for cached input bills it as
          input. Results of different effort levels stand apart and are never averaged. List price says little about how
          many tokens a model needs: weigh a change as a lever with ranges.
        </p>
        {comparison.attributions.map((line) => (
          <p key={line} className="muted attribution">
            {line}
          </p>
        ))}
      </Card>
      <QualityTable comparison={comparison} />
    </View>
  );
}
