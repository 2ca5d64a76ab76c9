import type { PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import { compactUsd, compactUsdRange, monthName, percent } from '../../../shared/units/format.ts';

/** The view's title: what the chosen scenario comes to against the baseline, as a sentence. */
export function scenariosAnswer(results: PlanResults, outcome: ScenarioOutcome | undefined): string {
  const [baseline] = results.scenarios;
  if (outcome === undefined || baseline === undefined) return 'Nothing to plan yet';
  const end = outcome.months.at(-1)?.month ?? '';
  const range = `P10 to P90 ${compactUsdRange(outcome.totalUsd.p10, outcome.totalUsd.p90)}`;
  if (outcome.isBaseline) {
    return `The baseline comes to ${compactUsd(outcome.totalUsd.central)} until ${monthName(end)}, ${range}`;
  }
  const change = outcome.totalUsd.central - baseline.totalUsd.central;
  const share = baseline.totalUsd.central === 0 ? null : Math.abs(change) / baseline.totalUsd.central;
  const verb = change <= 0 ? 'saves' : 'adds';
  return `${outcome.name} ${verb} ${compactUsd(Math.abs(change))} (${percent(share, 0)}) until ${monthName(end)}: ${compactUsd(outcome.totalUsd.central)}, ${range}`;
}
