import { useCallback, useMemo, useState, type ReactElement } from 'react';
import { buildDeck } from '../../../shared/deck/buildDeck.ts';
import type { Deck } from '../../../shared/deck/model.ts';
import type { PlanResults } from '../../../shared/plan/results.ts';
import { Button } from '../../components/Controls.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { View } from '../../components/View.tsx';
import { planOf } from '../../state/selectors.ts';
import { useWorkbench } from '../../state/useStore.tsx';
import { DeckOptions } from './DeckOptions.tsx';
import { SlidePage } from './SlidePage.tsx';
import { SlideSorter } from './SlideSorter.tsx';

const QUESTION = 'What do I tell them?';

/** The slides as they will print, what they say, and the way to PowerPoint and Excel. */
export function DeckView(): ReactElement {
  const results = useWorkbench(planOf);
  const status = useWorkbench((state) => state.dataset.status);
  if (results === null || results.scenarios.length === 0) {
    return (
      <View answer={status === 'ready' ? 'Computing the plan …' : 'Nothing to tell yet'} question={QUESTION}>
        {status !== 'ready' && (
          <EmptyState
            title="Here the plan becomes a deck"
            text="Open usage files in the Data view first: the slides are made from them, with every number editable in PowerPoint and Excel."
          />
        )}
      </View>
    );
  }
  return <Slides results={results} />;
}

function Slides({ results }: { readonly results: PlanResults }): ReactElement {
  const document = useWorkbench((state) => state.document);
  const exportDeck = useWorkbench((state) => state.exportDeck);
  const [selected, setSelected] = useState(0);
  // Left-out slides stay in the sorter, or they could not be taken in again.
  const decks = useMemo(() => {
    const whole = { ...document.deck, hidden: [] };
    return {
      deck: buildDeck(results, { ...document, deck: whole }),
      generated: buildDeck(results, { ...document, deck: { ...whole, titles: {} } }),
    };
  }, [results, document]);
  const { deck, generated } = decks;
  const index = Math.min(selected, (deck?.slides.length ?? 1) - 1);
  const slide = deck?.slides[index];
  if (deck === null || slide === undefined)
    return (
      <View answer="Nothing to tell yet" question={QUESTION}>
        {null}
      </View>
    );
  const { hidden } = document.deck;
  const count = deck.slides.filter(({ id }) => !hidden.includes(id)).length;
  return (
    <View
      answer={deck.slides[0]?.title ?? deck.title}
      question={`${QUESTION} ${String(count)} slides.`}
      actions={
        <>
          <Button onClick={() => void exportDeck('xlsx')}>Export Excel</Button>
          <Button look="primary" onClick={() => void exportDeck('pptx')}>
            Export PowerPoint
          </Button>
        </>
      }
    >
      <div className="deck">
        <SlideSorter deck={deck} hidden={hidden} selected={index} onSelect={setSelected} />
        <Stage deck={deck} index={index} />
        <DeckOptions slide={slide} generated={generated?.slides[index]?.title ?? ''} />
      </div>
    </View>
  );
}

/** The chosen slide, as wide as there is room. */
function Stage({ deck, index }: { readonly deck: Deck; readonly index: number }): ReactElement {
  const [width, setWidth] = useState(0);
  const watch = useCallback((node: HTMLElement | null) => {
    if (node === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      setWidth(Math.floor(entry?.contentRect.width ?? 0));
    });
    observer.observe(node);
    return () => {
      observer.disconnect();
    };
  }, []);
  const slide = deck.slides[index];
  return (
    <section ref={watch} className="deck__stage" aria-label="Slide">
      {slide !== undefined && width > 0 && <SlidePage deck={deck} slide={slide} number={index + 1} width={width} />}
    </section>
  );
}
