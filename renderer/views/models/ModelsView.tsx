import type { ReactElement } from 'react';
export function ModelsView(): ReactElement {
  return <p>Models</p>;
}
