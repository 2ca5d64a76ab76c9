import type { ReactElement } from 'react';
import type { LeverValue } from '../../../shared/plan/results.ts';
import { monthName } from '../../../shared/units/format.ts';
import { planOf } from '../../state/selectors.ts';
import { useWorkbench } from '../../state/useStore.tsx';
import { leverTarget } from './leverTarget.ts';

/** What a lever is worth with all others in place, as words that open to how it is made. */
export function LeverWorth({
  scenarioId,
  value,
}: {
  readonly scenarioId: string;
  readonly value: LeverValue;
}): ReactElement {
  const inspect = useWorkbench((state) => state.inspect);
  const results = useWorkbench(planOf);
  const outcome = results?.scenarios.find(({ id }) => id === scenarioId);
  return (
    <button
      type="button"
      className="lever__value door"
      onClick={() => {
        if (results !== null && outcome !== undefined) inspect(leverTarget(value, outcome, results));
      }}
    >
      {worthText(value)}
    </button>
  );
}

/** Example: `saves 18 k USD a year, P10 to P90 9 to 26 k USD, and pays from the first repeated call`. */
function worthText({ valueSentence, paysFrom, oneOffUsd, paidBackBy }: LeverValue): string {
  const worth = paysFrom === null ? valueSentence : `${valueSentence}, and ${paysFrom}`;
  if (oneOffUsd === 0) return worth;
  const payback = paidBackBy === null ? 'not paid back in these months' : `paid back by ${monthName(paidBackBy)}`;
  return `${worth}, ${payback}`;
}
