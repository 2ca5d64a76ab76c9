import type * as Figures from './engineFigures.ts';
import { runBundled } from './support/bundled.ts';

/** Prints the speed of the calculus. */
export async function run(print: (line: string) => void): Promise<void> {
  // The bundle was just made from the module whose type is imported.
  await runBundled('engineFigures', (module) => (module as typeof Figures).figures(print));
}
