import type * as Figures from './catalogFigures.ts';
import { runBundled } from './support/bundled.ts';

/** Prints how fast names are matched, how many are, and where a second source has another price. */
export async function run(print: (line: string) => void): Promise<void> {
  const names = new URL('../test/catalog/names.csv', import.meta.url);
  const secondSource = new URL('catalogSecondSource.csv', import.meta.url);
  // The bundle was just made from the module whose type is imported.
  await runBundled('catalogFigures', (module) => (module as typeof Figures).figures({ names, secondSource }, print));
}
