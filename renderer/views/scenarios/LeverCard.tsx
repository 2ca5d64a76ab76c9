import type { ReactElement } from 'react';
import type { Lever } from '../../../shared/engine/types.ts';
import { leverSentence } from '../../../shared/engine/sentences.ts';
import type { LeverValue } from '../../../shared/plan/results.ts';
import { compactUsd, monthName } from '../../../shared/units/format.ts';
import { Button, Switch } from '../../components/Controls.tsx';
import { changeLever, removeLever } from '../../state/scenarioEdits.ts';
import { useStoreApi } from '../../state/useStore.tsx';
import { LeverFields } from './LeverFields.tsx';

/** One decision as a sentence with what it is worth; opens to its settings. */
export function LeverCard(props: {
  readonly scenarioId: string;
  readonly lever: Lever;
  readonly value: LeverValue | null;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}): ReactElement {
  const store = useStoreApi();
  const { scenarioId, lever, value, isOpen } = props;
  return (
    <article className="lever" data-enabled={lever.isEnabled} data-testid="lever">
      <div className="lever__head">
        <Switch
          label={`${lever.isEnabled ? 'Switch off' : 'Switch on'}: ${leverSentence(lever)}`}
          isOn={lever.isEnabled}
          onChange={(isEnabled) => {
            changeLever(store, scenarioId, lever.id, (one) => ({ ...one, isEnabled }), {
              label: isEnabled ? 'Switch a lever on' : 'Switch a lever off',
            });
          }}
        />
        <button type="button" className="lever__sentence" aria-expanded={isOpen} onClick={props.onToggle}>
          {leverSentence(lever)}
          {value !== null && lever.isEnabled && <span className="lever__value">{valueText(value)}</span>}
        </button>
        <Button
          look="quiet"
          label="Remove this lever"
          onClick={() => {
            removeLever(store, scenarioId, lever.id);
          }}
        >
          ×
        </Button>
      </div>
      {isOpen && <LeverFields scenarioId={scenarioId} lever={lever} />}
    </article>
  );
}

/** Example: `saves 18 k USD, paid back by Mar 2027`. */
function valueText({ stackedUsd, oneOffUsd, paidBackBy }: LeverValue): string {
  const amount = `${stackedUsd <= 0 ? 'saves' : 'adds'} ${compactUsd(Math.abs(stackedUsd))}`;
  if (oneOffUsd === 0) return amount;
  return `${amount}, ${paidBackBy === null ? 'not paid back in these months' : `paid back by ${monthName(paidBackBy)}`}`;
}
