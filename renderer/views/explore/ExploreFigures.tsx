import type { ReactElement } from 'react';
import type { SpendRow } from '../../../shared/data/spend.ts';
import type { Dimension } from '../../../shared/data/usageColumns.ts';
import { cents, compactUsd, count, percent, smallUsd } from '../../../shared/units/format.ts';
import { TOKEN_CLASSES } from '../../../shared/units/tokenClasses.ts';
import { FigureTile } from '../../components/FigureTile.tsx';
import type { ExploreRows } from '../../state/explore.ts';
import type { InspectorTarget } from '../../state/inspector.ts';
import { useWorkbench } from '../../state/useStore.tsx';
import { CLASS_LABELS, DIMENSION_LABELS } from '../labels.ts';
import { tokensOf } from './exploreModel.ts';
import { cacheHitRate, usdPerMtok, usdPerRequest } from './unitCosts.ts';

/** The few numbers that stand for the scope and period; each opens to its rows and prices. */
export function ExploreFigures({
  rows,
  by,
}: {
  readonly rows: ExploreRows;
  readonly by: Dimension;
}): ReactElement | null {
  const inspect = useWorkbench((state) => state.inspect);
  const scope = useWorkbench((state) => state.scope);
  const period = useWorkbench((state) => state.period);
  const findings = useWorkbench((state) => state.dataset.findings);
  const { total } = rows;
  if (total === null) return null;
  const open = (part: Pick<InspectorTarget, 'title' | 'value' | 'formula'>) => (): void => {
    inspect({ ...part, lines: linesOf(total), findings, rows: { where: scope, ...period } });
  };
  const untagged = rows.byDimension.find((row) => (row.dimensions[by] ?? null) === null)?.computedUsd ?? 0;
  const untaggedShare = total.computedUsd === null || total.computedUsd === 0 ? null : untagged / total.computedUsd;
  const perMtok = usdPerMtok(total);
  const hits = cacheHitRate(total);
  return (
    <div className="figures">
      <FigureTile
        label="Computed"
        value={compactUsd(total.computedUsd)}
        note={total.billedUsd === null ? 'nothing billed in these files' : `billed ${compactUsd(total.billedUsd)}`}
        onOpen={open({
          title: 'Computed cost',
          value: compactUsd(total.computedUsd),
          formula: 'Tokens of each class times the price of the day they were used, added up.',
        })}
      />
      <FigureTile
        label="USD per 1 M tokens"
        value={smallUsd(perMtok)}
        note={total.requests === null ? 'requests are not counted' : `${smallUsd(usdPerRequest(total))} per request`}
        onOpen={open({
          title: 'USD per 1 M tokens',
          value: smallUsd(perMtok),
          formula: 'Computed cost over the tokens that have a price.',
        })}
      />
      <FigureTile
        label="Cache hit rate"
        value={percent(hits)}
        note="cached input over all input"
        onOpen={open({
          title: 'Cache hit rate',
          value: percent(hits),
          formula: 'Cached input tokens over all input tokens, cache writes included.',
        })}
      />
      <FigureTile
        label={`Without ${DIMENSION_LABELS[by].toLowerCase()}`}
        value={percent(untaggedShare)}
        note={`${compactUsd(untagged)} not attributed`}
        onOpen={() => {
          inspect({
            title: `Without ${DIMENSION_LABELS[by].toLowerCase()}`,
            value: compactUsd(untagged),
            formula: 'Computed cost of rows that name no value of this dimension.',
            lines: [{ label: 'Share', value: percent(untaggedShare) }],
            findings: [],
            rows: { where: { ...scope, [by]: [null] }, ...period },
          });
        }}
      />
    </div>
  );
}

const linesOf = (total: SpendRow): InspectorTarget['lines'] => [
  { label: 'Computed, USD', value: cents(total.computedUsd) },
  { label: 'Billed, USD', value: cents(total.billedUsd) },
  { label: 'Requests', value: count(total.requests) },
  { label: 'Tokens', value: count(tokensOf(total)) },
  ...TOKEN_CLASSES.filter((name) => (total.tokens[name] ?? 0) > 0).map((name) => ({
    label: CLASS_LABELS[name],
    value: count(total.tokens[name]),
  })),
  { label: 'Tokens without a price', value: count(total.unpricedTokens) },
];
