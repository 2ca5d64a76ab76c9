import { useMemo, type ReactElement } from 'react';
import type { UnitEconomics } from '../../../../shared/plan/analysis.ts';
import type { PlanResults } from '../../../../shared/plan/results.ts';
import { compact, percent } from '../../../../shared/units/format.ts';
import { planOf } from '../../../state/selectors.ts';
import { useWorkbench } from '../../../state/useStore.tsx';
import { Margins } from './Margins.tsx';
import { MetricFile } from './MetricFile.tsx';
import { Return } from './Return.tsx';
import { UnitTable } from './UnitTable.tsx';
import { heavySentence, unitRows } from './unitRows.ts';

/** What the spend buys: cost of one unit of everything, margin, return, and who uses most of it. */
export function Value(): ReactElement {
  const results = useWorkbench(planOf);
  const unitEconomics = results?.analysis?.unitEconomics;
  const rows = useMemo(() => unitRows(unitEconomics?.trends ?? []), [unitEconomics]);
  if (results === null || unitEconomics === undefined) {
    return <p className="muted">What the spend buys is shown once the plan is computed.</p>;
  }
  return (
    <div className="asked">
      <MetricFile />
      <UnitTable rows={rows} results={results} />
      <Return value={unitEconomics.value} />
      {unitEconomics.margins.length > 0 && <Margins margins={unitEconomics.margins} results={results} />}
      <People unitEconomics={unitEconomics} results={results} />
    </div>
  );
}

/** Heavy users and work done again, as sentences that open to how they are made. */
function People(props: { readonly unitEconomics: UnitEconomics; readonly results: PlanResults }): ReactElement {
  const { heavyUse, reworkShare } = props.unitEconomics;
  const inspect = useWorkbench((state) => state.inspect);
  return (
    <>
      {heavyUse === null ? (
        <p className="muted">No source names users or API keys, so heavy users cannot be told from others.</p>
      ) : (
        <p>
          <button
            type="button"
            className="door"
            onClick={() => {
              inspect({
                title: 'Heavy users',
                value: percent(heavyUse.tokenShare, 0),
                formula:
                  'Users of the last three months by their tokens, the heaviest tenth against all: their share of the tokens, their share of the output, and tokens per output over that of the others.',
                lines: [
                  { label: 'Told apart by', value: heavyUse.by === 'user' ? 'user' : 'API key' },
                  { label: 'Heaviest', value: `${compact(heavyUse.users)} (${percent(heavyUse.topShare, 0)})` },
                  { label: 'What counts as output', value: heavyUse.output.replaceAll('_', ' ') },
                  { label: 'Share of the tokens', value: percent(heavyUse.tokenShare) },
                  { label: 'Share of the output', value: percent(heavyUse.outputShare) },
                  { label: 'Tokens per output over that of the others', value: compact(heavyUse.tokensPerOutputRatio) },
                  { label: 'Data to', value: props.results.asOf ?? '' },
                ],
                findings: [],
                rows: null,
              });
            }}
          >
            <strong>{heavySentence(heavyUse)}</strong>
          </button>
        </p>
      )}
      {reworkShare !== null && (
        <p>
          <button
            type="button"
            className="door"
            onClick={() => {
              inspect({
                title: 'Work done again',
                value: percent(reworkShare),
                formula: 'Counts of the rework metric over counts of the output metric, all months together.',
                lines: [{ label: 'Share', value: percent(reworkShare) }],
                findings: [],
                rows: null,
              });
            }}
          >
            <strong>{percent(reworkShare)} of the output is work done again.</strong>
          </button>
        </p>
      )}
    </>
  );
}
