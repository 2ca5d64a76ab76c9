import type { ReactElement } from 'react';
export function ScenariosView(): ReactElement {
  return <p>Scenarios</p>;
}
