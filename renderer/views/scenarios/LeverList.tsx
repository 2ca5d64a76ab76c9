import { useRef, useState, type PointerEvent, type ReactElement, type RefObject } from 'react';
import { LEVERS } from '../../../shared/engine/levers/registry.ts';
import type { Lever, Scenario } from '../../../shared/engine/types.ts';
import type { ScenarioOutcome } from '../../../shared/plan/results.ts';
import { MenuButton } from '../../components/MenuButton.tsx';
import { addLever, moveLever } from '../../state/scenarioEdits.ts';
import { useStoreApi } from '../../state/useStore.tsx';
import { LeverCard } from './LeverCard.tsx';

/** The levers of a scenario as cards. Their order is for reading only: the calculus has its own. */
export function LeverList(props: {
  readonly scenario: Scenario;
  readonly outcome: ScenarioOutcome | undefined;
}): ReactElement {
  const store = useStoreApi();
  const [openId, setOpenId] = useState<string | null>(null);
  const list = useRef<HTMLElement>(null);
  const { scenario, outcome } = props;
  const { draggedId, startDrag } = useDrag(scenario, list);
  const step = (lever: Lever, direction: 1 | -1): void => {
    moveLever(store, scenario.id, lever.id, scenario.levers.indexOf(lever) + direction);
  };
  return (
    <section ref={list} className="levers" aria-label="Levers">
      <div className="card__head">
        <h2>Levers</h2>
        <MenuButton
          text="Add a lever"
          items={LEVERS.map(({ kind, title }) => ({ key: kind, text: title }))}
          onPick={(kind) => {
            setOpenId(addLever(store, scenario.id, kind, store.getState().newId));
          }}
        />
      </div>
      {scenario.levers.length === 0 && (
        <p className="muted">No levers yet: this scenario is the baseline. Add one to change it.</p>
      )}
      {scenario.levers.map((lever) => (
        <LeverCard
          key={lever.id}
          scenarioId={scenario.id}
          lever={lever}
          value={outcome?.levers.find(({ id }) => id === lever.id) ?? null}
          findings={outcome?.findings.filter(({ subject }) => subject === lever.id) ?? []}
          isOpen={openId === lever.id}
          isDragged={draggedId === lever.id}
          moves={{
            onStep: (direction) => {
              step(lever, direction);
            },
            onDragStart: (event) => {
              startDrag(event, lever.id);
            },
          }}
          onToggle={() => {
            setOpenId(openId === lever.id ? null : lever.id);
          }}
        />
      ))}
    </section>
  );
}

/** Drags a card by its handle: the list shows the new order at once, and letting go is one step of undo. */
function useDrag(
  scenario: Scenario,
  list: RefObject<HTMLElement | null>,
): { readonly draggedId: string | null; readonly startDrag: (event: PointerEvent<HTMLElement>, id: string) => void } {
  const store = useStoreApi();
  const [draggedId, setDraggedId] = useState<string | null>(null);
  const startDrag = (event: PointerEvent<HTMLElement>, id: string): void => {
    const from = scenario.levers.findIndex((lever) => lever.id === id);
    let to = from;
    const place = (y: number): number =>
      [...(list.current?.querySelectorAll<HTMLElement>('[data-lever]') ?? [])].filter((card) => {
        const { top, height } = card.getBoundingClientRect();
        return card.dataset.lever !== id && y > top + height / 2;
      }).length;
    const onMove = (move: globalThis.PointerEvent): void => {
      const next = place(move.clientY);
      if (next === to) return;
      to = next;
      moveLever(store, scenario.id, id, to, true);
    };
    const finish = (isKept: boolean): void => {
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('keydown', onKey, true);
      setDraggedId(null);
      if (isKept && to !== from) moveLever(store, scenario.id, id, to);
      else store.getState().cancelPreview();
    };
    const onUp = (): void => {
      finish(true);
    };
    const onKey = (pressed: KeyboardEvent): void => {
      if (pressed.key !== 'Escape') return;
      pressed.stopPropagation();
      finish(false);
    };
    event.preventDefault();
    event.currentTarget.focus();
    setDraggedId(id);
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('keydown', onKey, true);
  };
  return { draggedId, startDrag };
}
