import { useMemo, type ReactElement } from 'react';
import type { PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import { preciseSum } from '../../../shared/units/rounding.ts';
import { waterfall } from '../../charts/figures/waterfall.ts';
import { ChartCard } from '../chart/ChartCard.tsx';

const ROW_PX = 34;
const FRAME_PX = 70;
/** What is smaller than this share of the baseline is not worth a bar. */
const VISIBLE_SHARE = 1e-9;

/** From the baseline to the scenario by the fair share of each lever, which add up exactly. */
export function LeverBridge(props: { readonly results: PlanResults; readonly outcome: ScenarioOutcome }): ReactElement {
  const { results, outcome } = props;
  const [baseline] = results.scenarios;
  const figure = useMemo(() => {
    const from = baseline?.totalUsd.central ?? 0;
    const shares = outcome.levers.map(({ title, sentence, shapleyUsd }) => ({
      label: outcome.levers.filter((lever) => lever.title === title).length > 1 ? sentence : title,
      usd: shapleyUsd ?? 0,
    }));
    // Months whose price is unknown with or without a lever belong to none of them.
    const rest = outcome.totalUsd.central - from - preciseSum(shares.map(({ usd }) => usd));
    return waterfall({
      from: { label: 'Baseline', usd: from },
      steps: [...shares, { label: 'Not attributable', usd: rest }].filter(
        ({ usd }) => Math.abs(usd) > VISIBLE_SHARE * Math.abs(from),
      ),
      to: { label: outcome.name, usd: outcome.totalUsd.central },
    });
  }, [baseline, outcome]);
  if (outcome.isBaseline) return <p className="muted">The baseline is where the bridge begins. Choose a scenario.</p>;
  return (
    <ChartCard
      title={`From the baseline to ${outcome.name}, by the fair share of each lever`}
      figure={figure}
      heightPx={FRAME_PX + ROW_PX * figure.table.length}
    />
  );
}
