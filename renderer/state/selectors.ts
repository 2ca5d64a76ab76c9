import { mergeFindings, type Finding } from '../../shared/units/findings.ts';
import type { PlanDocument } from '../../shared/model/document.ts';
import type { PlanResults } from '../../shared/plan/results.ts';
import { hasSameNumbers } from './deckExport.ts';
import type { WorkbenchState } from './store.ts';

/** Keeps the last answer while its inputs are the same, so that a selector never makes a new array for nothing. */
function memo<Input extends unknown[], Output>(
  inputs: (state: WorkbenchState) => readonly [...Input],
  compute: (...input: Input) => Output,
): (state: WorkbenchState) => Output {
  let last: { readonly input: readonly [...Input]; readonly output: Output } | null = null;
  return (state) => {
    const input = inputs(state);
    if (last === null || input.some((value, index) => value !== last?.input[index])) {
      last = { input, output: compute(...input) };
    }
    return last.output;
  };
}

/** The newest results: while they are computed anew, the ones before. */
export const planOf = ({ plan }: WorkbenchState): PlanResults | null =>
  plan.status === 'ready' ? plan.value : plan.status === 'loading' ? plan.previous : null;

/** Findings of the data and of the plan, joined. */
export const allFindings: (state: WorkbenchState) => readonly Finding[] = memo(
  (state) => [state.dataset.findings, state.dataset.reports, state.plan] as const,
  (dataFindings, reports, plan) =>
    mergeFindings([
      ...dataFindings,
      ...reports.flatMap((report) => report.findings),
      ...(plan.status === 'ready' ? plan.value.findings : []),
    ]),
);

/** Whether an answer was made from numbers that have changed since. */
export const isOutdated = (of: PlanDocument, now: PlanDocument): boolean => !hasSameNumbers(of, now);
