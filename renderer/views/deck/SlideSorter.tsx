import type { ReactElement } from 'react';
import type { Deck } from '../../../shared/deck/model.ts';
import type { DeckSlideId } from '../../../shared/model/deckOptions.ts';
import { SlidePage } from './SlidePage.tsx';

const THUMBNAIL_WIDTH = 168;

/** All slides in their order, the left-out ones greyed; a click shows one. */
export function SlideSorter(props: {
  readonly deck: Deck;
  readonly hidden: readonly DeckSlideId[];
  readonly selected: number;
  readonly onSelect: (index: number) => void;
}): ReactElement {
  const { deck, hidden, selected } = props;
  const shown = deck.slides.map(({ id }) => !hidden.includes(id));
  const numbers = shown.map((_, index) => shown.slice(0, index + 1).filter(Boolean).length);
  return (
    <ol className="sorter" aria-label="Slides">
      {deck.slides.map((slide, index) => (
        <li
          key={`${slide.id} ${String(slide.page)}`}
          className="sorter__item"
          data-hidden={shown[index] === true ? undefined : 'true'}
        >
          <span className="sorter__number" aria-hidden="true">
            {shown[index] === true ? numbers[index] : '–'}
          </span>
          <div aria-hidden="true" inert>
            <SlidePage deck={deck} slide={slide} number={numbers[index] ?? 0} width={THUMBNAIL_WIDTH} />
          </div>
          <button
            type="button"
            className="sorter__button"
            aria-current={index === selected ? 'true' : undefined}
            aria-label={`${shown[index] === true ? `Slide ${String(numbers[index])}` : 'Left out'}: ${slide.title}`}
            onClick={() => {
              props.onSelect(index);
            }}
          />
        </li>
      ))}
    </ol>
  );
}
