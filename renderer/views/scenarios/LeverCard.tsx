import type { PointerEvent, ReactElement } from 'react';
import type { Finding } from '../../../shared/units/findings.ts';
import type { Lever, ScopeDimension } from '../../../shared/engine/types.ts';
import { leverSentence } from '../../../shared/engine/sentences.ts';
import type { LeverValue } from '../../../shared/plan/results.ts';
import { whatIsMissing } from '../../../shared/model/levers/leverSchema.ts';
import { Button, Switch } from '../../components/Controls.tsx';
import { FindingMark } from '../../components/FindingMark.tsx';
import { Chip } from '../../components/Chip.tsx';
import { changeLever, removeLever, scopeWith } from '../../state/scenarioEdits.ts';
import { useStoreApi } from '../../state/useStore.tsx';
import { DIMENSION_LABELS, valueLabel } from '../labels.ts';
import { LeverFields } from './LeverFields.tsx';
import { LeverWorth } from './LeverWorth.tsx';

/** Moves a card by one place with the arrow keys, or freely while it is dragged. */
export type LeverMoves = {
  readonly onStep: (direction: 1 | -1) => void;
  readonly onDragStart: (event: PointerEvent<HTMLElement>) => void;
};

/** One decision as a sentence with what it is worth; opens to its settings. */
export function LeverCard(props: {
  readonly scenarioId: string;
  readonly lever: Lever;
  readonly value: LeverValue | null;
  readonly findings: readonly Finding[];
  readonly isOpen: boolean;
  readonly isDragged: boolean;
  readonly moves: LeverMoves;
  readonly onToggle: () => void;
}): ReactElement {
  const store = useStoreApi();
  const { scenarioId, lever, value, isOpen, findings, moves } = props;
  const sentence = leverSentence(lever);
  const missing = lever.isEnabled ? null : whatIsMissing(lever);
  return (
    <article
      className="lever"
      data-enabled={lever.isEnabled}
      data-dragged={props.isDragged}
      data-lever={lever.id}
      data-testid="lever"
    >
      <div className="lever__head">
        <button
          type="button"
          className="lever__handle"
          aria-label={`Move with the arrow keys: ${sentence}`}
          title="Drag to another place, or use the arrow keys"
          onPointerDown={moves.onDragStart}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
            event.preventDefault();
            moves.onStep(event.key === 'ArrowUp' ? -1 : 1);
          }}
        >
          <span aria-hidden="true">⠿</span>
        </button>
        <Switch
          label={`${lever.isEnabled ? 'Switch off' : 'Switch on'}: ${sentence}`}
          isOn={lever.isEnabled}
          onChange={(isEnabled) => {
            changeLever(store, scenarioId, lever.id, (one) => ({ ...one, isEnabled }), {
              label: isEnabled ? 'Switch a lever on' : 'Switch a lever off',
            });
          }}
        />
        <button type="button" className="lever__sentence" aria-expanded={isOpen} onClick={props.onToggle}>
          {sentence}
        </button>
        <Button
          look="quiet"
          label={`Remove: ${sentence}`}
          onClick={() => {
            removeLever(store, scenarioId, lever.id);
          }}
        >
          ×
        </Button>
      </div>
      <div className="lever__foot">
        {value !== null && lever.isEnabled && <LeverWorth scenarioId={scenarioId} value={value} />}
        <FindingMark findings={findings} />
        <ScopeChips scenarioId={scenarioId} lever={lever} />
        {missing !== null && <span className="muted">Left out until it is complete. {missing}</span>}
      </div>
      {isOpen && <LeverFields scenarioId={scenarioId} lever={lever} findings={findings} />}
    </article>
  );
}

function ScopeChips({ scenarioId, lever }: { readonly scenarioId: string; readonly lever: Lever }): ReactElement {
  const store = useStoreApi();
  return (
    <>
      {Object.entries(lever.scope).flatMap(([key, values]) => {
        // Keys of a scope are its dimensions; Object.entries forgets it.
        const dimension = key as ScopeDimension;
        return values.map((value) => (
          <Chip
            key={`${key} ${value}`}
            text={`${DIMENSION_LABELS[dimension]}: ${valueLabel(value)}`}
            removeLabel={`Act on more than ${DIMENSION_LABELS[dimension].toLowerCase()} ${valueLabel(value)}`}
            onRemove={() => {
              changeLever(
                store,
                scenarioId,
                lever.id,
                (one) => ({ ...one, scope: scopeWith(one.scope, dimension, value, false) }),
                { label: 'Change the scope' },
              );
            }}
          />
        ));
      })}
    </>
  );
}
