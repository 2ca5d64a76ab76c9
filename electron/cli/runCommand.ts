import { runDocument } from '../../shared/plan/runDocument.ts';
import { compactUsd, compactUsdRange } from '../../shared/units/format.ts';
import type { CommandContext } from './context.ts';
import { computePlanFile, DEFAULT_DRAWS } from './planFile.ts';

/** `tokenwright run`: the scenarios of a plan, month by month. */
export async function runPlanCommand(
  settings: { readonly plan: string; readonly seed: number; readonly isJson: boolean },
  context: CommandContext,
): Promise<number> {
  const { results, exitCode } = await computePlanFile(
    settings.plan,
    { seed: settings.seed, draws: DEFAULT_DRAWS },
    context,
  );
  const document = runDocument(results);
  if (settings.isJson) context.print(JSON.stringify(document));
  else {
    for (const { name, totalUsd } of document.scenarios) {
      context.print(
        `${name}: ${compactUsd(totalUsd.central)} (P10 to P90 ${compactUsdRange(totalUsd.p10, totalUsd.p90)})`,
      );
    }
  }
  return exitCode;
}
