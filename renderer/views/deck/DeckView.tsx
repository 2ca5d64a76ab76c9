import type { ReactElement } from 'react';
export function DeckView(): ReactElement {
  return <h1>Deck</h1>;
}
