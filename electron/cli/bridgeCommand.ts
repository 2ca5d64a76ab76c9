import { BRIDGE_EFFECTS } from '../../shared/engine/bridge.ts';
import { SCOPE_DIMENSIONS, type ScopeDimension } from '../../shared/engine/types.ts';
import { BASELINE } from '../../shared/plan/baselineScenario.ts';
import { askedBridge } from '../../shared/plan/bridgeQuestion.ts';
import { withStanding } from '../../shared/plan/ownPrices.ts';
import { cents } from '../../shared/units/format.ts';
import { UsageError, type CommandContext } from './context.ts';
import { preparePlanFile } from './planFile.ts';

export type BridgeSettings = {
  readonly plan: string;
  readonly from: string | null;
  readonly to: string | null;
  /** `team=Support`, several times for several values. */
  readonly scope: readonly string[];
  readonly currency: string | null;
  readonly isJson: boolean;
};

/** `tokenwright bridge`: why one cost of a plan becomes another, in any scope, period and currency. */
export async function bridgeCommand(settings: BridgeSettings, context: CommandContext): Promise<number> {
  const { from, to, currency } = settings;
  if (from === null || to === null)
    throw new UsageError('bridge needs --from and --to, such as past:2026-10 and scenario:baseline.');
  const scope = readScope(settings.scope);
  const { document, prepared, book, exitCode } = await preparePlanFile(settings.plan, context);
  const { ground, scenarios } = prepared;
  if (ground === null) throw new UsageError('The plan has no usage to bridge.');
  const answer = askedBridge(
    {
      ground,
      scenarios: [BASELINE, ...scenarios].map((scenario) => withStanding(scenario, ground.standing)),
      budgets: document.budgets,
      by: document.chargeback.by,
    },
    document.exchangeRates,
    { from, to, scope, ...(currency === null ? {} : { currency }) },
  );
  if (!answer.ok) throw new UsageError(answer.reason);
  const { value } = answer;
  if (settings.isJson) context.print(JSON.stringify({ ...value, priceBook: book.version }));
  else {
    context.print(`${value.fromLabel}: ${cents(value.bridge.from)} ${value.currency}`);
    for (const effect of BRIDGE_EFFECTS)
      if (value.bridge.effects[effect] !== 0) context.print(`  ${effect}: ${cents(value.bridge.effects[effect])}`);
    context.print(`${value.toLabel}: ${cents(value.bridge.to)} ${value.currency}`);
    if (value.note !== '') context.print(value.note);
  }
  return exitCode;
}

const isDimension = (text: string): text is ScopeDimension => (SCOPE_DIMENSIONS as readonly string[]).includes(text);

function readScope(words: readonly string[]): Partial<Record<ScopeDimension, readonly string[]>> {
  const scope: Partial<Record<ScopeDimension, readonly string[]>> = {};
  for (const word of words) {
    const [dimension = '', ...rest] = word.split('=');
    if (!isDimension(dimension) || rest.length === 0)
      throw new UsageError(
        `--scope: "${word}" is not one of ${SCOPE_DIMENSIONS.join(', ')} with a value, as team=Support.`,
      );
    scope[dimension] = [...(scope[dimension] ?? []), rest.join('=')];
  }
  return scope;
}
