import { useMemo, type ReactElement } from 'react';
import type { ScenarioOutcome } from '../../../shared/plan/results.ts';
import { compactUsd, percent } from '../../../shared/units/format.ts';
import { tornado } from '../../charts/figures/tornado.ts';
import { ChartCard } from '../chart/ChartCard.tsx';

const ROW_PX = 30;
const FRAME_PX = 100;
const CONFIDENCES = [0.7, 0.8, 0.9];

/** Which uncertain input moves the total most, and what to hold in reserve for it. */
export function Tornado({ outcome }: { readonly outcome: ScenarioOutcome }): ReactElement {
  const figure = useMemo(() => tornado(outcome.tornado, outcome.totalUsd.central), [outcome]);
  const reserves = outcome.contingency.filter(({ confidence }) => CONFIDENCES.includes(confidence));
  if (outcome.tornado.length === 0) return <p className="muted">Nothing in this scenario is uncertain.</p>;
  return (
    <ChartCard
      title="How far each uncertain input alone moves the total"
      figure={figure}
      heightPx={FRAME_PX + ROW_PX * Math.min(figure.table.length - 1, 12)}
    >
      <p className="muted">
        Reserve beside the central {compactUsd(outcome.totalUsd.central)}:{' '}
        {reserves
          .map(({ confidence, usd }) =>
            usd <= 0
              ? `none for ${percent(confidence, 0)} confidence`
              : `${compactUsd(usd)} for ${percent(confidence, 0)} confidence`,
          )
          .join(', ')}
        . Bars do not add up: inputs act together.
      </p>
    </ChartCard>
  );
}
