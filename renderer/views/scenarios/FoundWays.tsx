import type { ReactElement } from 'react';
import type { InversePlan, PlannedOption } from '../../../shared/plan/inversePlan.ts';
import { compactUsd, percent } from '../../../shared/units/format.ts';
import { Button } from '../../components/Controls.tsx';
import { useWorkbench } from '../../state/useStore.tsx';

const RANKS = ['Best', 'Second', 'Third'] as const;
const RISK_WORDS = ['no', 'low', 'medium', 'high'] as const;

/** The best ways found, ranked; or, where there is none, what would have to give. */
export function FoundWays({ plan }: { readonly plan: InversePlan }): ReactElement {
  const options = plan.best === null ? [] : [plan.best, ...plan.alternatives].slice(0, RANKS.length);
  return (
    <div className="ways" aria-live="polite">
      <p>
        <strong>{plan.reason}</strong>
      </p>
      <div className="ways__options">
        {options.map((option, index) => (
          <Way key={option.scenario.id} option={option} rank={RANKS[index] ?? ''} />
        ))}
        {plan.best === null && plan.nearestOption !== null && <Way option={plan.nearestOption} rank="Nearest" />}
      </div>
      <ul className="ways__notes">
        {[...plan.shadowPrices, ...plan.nearest].map(({ limit, sentence }) => (
          <li key={limit}>{sentence}</li>
        ))}
      </ul>
      <p className="muted">
        {plan.evaluated.toLocaleString('en-US')} combinations of {plan.candidates} possible levers were looked at
        {plan.isExhaustive ? ', all there are' : ''}; the best were drawn {plan.draws.toLocaleString('en-US')} times.
      </p>
    </div>
  );
}

function Way({ option, rank }: { readonly option: PlannedOption; readonly rank: string }): ReactElement {
  const previewOption = useWorkbench((state) => state.previewOption);
  const adopt = useWorkbench((state) => state.adoptScenario);
  const isShown = useWorkbench((state) => state.selectedScenarioId === option.scenario.id);
  const decisions = option.levers.filter(({ isDecision }) => isDecision);
  return (
    <article className="way" data-shown={isShown} data-testid="way">
      <h3>{rank}</h3>
      <p>
        {compactUsd(option.targetUsd)} where it must hold, {percent(option.probability, 0)} of the cases keep it; saves{' '}
        {compactUsd(option.savingUsd)} in all.
      </p>
      <ul>
        {decisions.map(({ id, sentence }) => (
          <li key={id}>{sentence}</li>
        ))}
        {decisions.length === 0 && <li>Nothing has to be done.</li>}
      </ul>
      <p className="muted">
        Quality {percent(option.quality)}, {option.effort.toLocaleString('en-US')} person-weeks,{' '}
        {RISK_WORDS[option.risk] ?? 'high'} risk
      </p>
      <div className="row">
        <Button
          isPressed={isShown}
          onClick={() => {
            previewOption(option);
          }}
        >
          Preview
        </Button>
        <Button
          look="primary"
          onClick={() => {
            adopt(option.scenario, `Adopt ${option.scenario.name}`);
          }}
        >
          Adopt
        </Button>
      </div>
    </article>
  );
}
