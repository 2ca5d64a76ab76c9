import type { ReactElement } from 'react';
export function DeckView(): ReactElement {
  return <p>Deck</p>;
}
