import { parseTarget, TARGET_GRAMMAR } from '../../shared/plan/target.ts';
import { BASELINE } from '../../shared/plan/baselineScenario.ts';
import type { InversePlan, PlannedOption } from '../../shared/plan/inversePlan.ts';
import { planTarget } from '../../shared/plan/planTarget.ts';
import { compactUsd, percent } from '../../shared/units/format.ts';
import { UsageError, type CommandContext } from './context.ts';
import { DEFAULT_DRAWS, preparePlanFile } from './planFile.ts';

/**
 * `tokenwright plan`: the cheapest set of levers that keeps a target. Exit code 1 where the target cannot be kept; the
 * document is printed all the same, with the nearest value that can.
 */
export async function planTargetCommand(
  settings: {
    readonly plan: string;
    readonly target: string | null;
    /** Name or id of the scenario whose assumptions hold; the baseline without it. */
    readonly scenario: string | null;
    readonly seed: number;
    readonly usesOwnLeversOnly: boolean;
    readonly isJson: boolean;
  },
  context: CommandContext,
): Promise<number> {
  if (settings.target === null) throw new UsageError(`plan needs --target.\n${TARGET_GRAMMAR}`);
  const { document, prepared, book, exitCode } = await preparePlanFile(settings.plan, context);
  const { ground, scenarios } = prepared;
  const parsed = parseTarget(settings.target, {
    fiscalYearStart: document.reporting.fiscalYearStart,
    months: ground?.months ?? [],
    budgets: document.budgets,
  });
  if (!parsed.ok) throw new UsageError(`--target: ${parsed.reason}`);
  if (ground === null) throw new UsageError('The plan has no usage to plan from.');
  const wanted = settings.scenario;
  const from = wanted === null ? BASELINE : scenarios.find(({ id, name }) => id === wanted || name === wanted);
  if (from === undefined) throw new UsageError(`The plan has no scenario "${wanted ?? ''}".`);
  const answer = await planTarget(ground, book, document, from, scenarios, parsed.target, {
    seed: settings.seed,
    draws: DEFAULT_DRAWS,
    withStandard: !settings.usesOwnLeversOnly,
  });
  if (settings.isJson) context.print(JSON.stringify({ ...answer, priceBook: book.version }));
  else tellAnswer(answer, context);
  return answer.isFeasible ? exitCode : 1;
}

function tellAnswer(answer: InversePlan, { print }: CommandContext): void {
  print(answer.reason);
  const shown = answer.best === null ? [answer.nearestOption] : [answer.best, ...answer.alternatives];
  for (const option of shown) if (option !== null) tellOption(option, print);
  for (const { sentence } of answer.shadowPrices) print(sentence);
}

function tellOption(option: PlannedOption, print: (text: string) => void): void {
  const { targetUsd, totalUsd, quality, effort, levers } = option;
  print(
    `- ${compactUsd(targetUsd)} in the target, ${compactUsd(totalUsd)} in all, quality ${percent(quality)}, ${String(effort)} person-weeks`,
  );
  for (const { sentence, isDecision, evidence } of levers)
    if (isDecision) print(`    ${sentence}${evidence === null ? '' : ` (${evidence})`}`);
}
