import { publishedScores } from '../../shared/catalog/benchmarks/scores.ts';
import { compareDocument } from '../../shared/catalog/documents/compareDocument.ts';
import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import { ratePerMtok, smallUsd } from '../../shared/units/format.ts';
import type { Day } from '../../shared/units/months.ts';
import { UsageError, type CommandContext } from './context.ts';

const DEFAULT_MIX = '3:1';

/** `tokenwright compare`: prices, published results and the cost of a success, side by side. */
export async function compareCommand(
  settings: { readonly models: readonly string[]; readonly mix: string | null; readonly isJson: boolean },
  context: CommandContext,
): Promise<number> {
  if (settings.models.length < 2) throw new UsageError('compare needs at least two models.');
  // The first ten characters of an ISO instant are a day.
  const today = context.now().toISOString().slice(0, 10) as Day;
  const mix = readMix(settings.mix ?? DEFAULT_MIX);
  const document = compareDocument(await createPriceBook(), publishedScores, settings.models, {
    mix,
    at: today,
    today,
  });
  if (settings.isJson) {
    context.print(JSON.stringify(document));
    return 0;
  }
  for (const { name, blendedUsdPerMtok, costOfPassUsd, benchmarks } of document.models) {
    const best = benchmarks[0];
    const result = best === undefined ? 'no published result' : `${best.name} ${String(best.score)} ${best.unit}`;
    context.print(
      `${name}: ${ratePerMtok(blendedUsdPerMtok)} USD per million tokens, ${result}, a success costs ${smallUsd(costOfPassUsd)} USD`,
    );
  }
  return 0;
}

function readMix(text: string): { readonly input: number; readonly output: number } {
  const [input, output, ...rest] = text.split(':').map(Number);
  if (
    rest.length > 0 ||
    input === undefined ||
    output === undefined ||
    !(input >= 0) ||
    !(output >= 0) ||
    input + output === 0
  ) {
    throw new UsageError(`--mix: "${text}" is not of the form in:out, as in 3:1.`);
  }
  return { input, output };
}
