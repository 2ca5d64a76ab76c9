import { useMemo, type ReactElement } from 'react';
import { EVERYTHING } from '../../../shared/data/spend.ts';
import { compact, compactUsd, count, dayName, percent } from '../../../shared/units/format.ts';
import { TOKEN_CLASS_LABELS, TOKEN_CLASSES } from '../../../shared/units/tokenClasses.ts';
import { FigureTile } from '../../components/FigureTile.tsx';
import { Card, View } from '../../components/View.tsx';
import type { InspectorTarget } from '../../state/inspector.ts';
import type { DataSummary } from '../../state/types.ts';
import { useWorkbench } from '../../state/useStore.tsx';
import { Checklist } from './Checklist.tsx';
import { CoverageCard } from './calendar/CoverageCard.tsx';
import { DataSettings } from './DataSettings.tsx';
import { DropZone } from './DropZone.tsx';
import { FormatList } from './FormatList.tsx';
import { ImportReports } from './ImportReports.tsx';
import { NamesToMap } from './NamesToMap.tsx';
import { RecentProjects } from './RecentProjects.tsx';
import { Reconciliation } from './Reconciliation.tsx';
import { SourceTable } from './SourceTable.tsx';
import { WatchedFolder } from './WatchedFolder.tsx';

const QUESTION = 'What do we know, and how well?';

/** What has been opened, what was recognised and kept, and what the totals rest on. */
export function DataView(): ReactElement {
  const { status, summary } = useWorkbench((state) => state.dataset);
  if (status === 'opening') return <View answer="Opening the project …" question={QUESTION} children={null} />;
  if (status === 'empty' || summary === null) {
    return (
      <View answer="Open the exports you have; the total comes first" question={QUESTION}>
        <DropZone isLarge />
        <WatchedFolder />
        <ImportReports />
        <div className="start">
          <RecentProjects />
          <Checklist />
        </div>
        <FormatList />
      </View>
    );
  }
  return summary.extent.from === null ? (
    <MissingData missing={summary.missingImports} />
  ) : (
    <KnownData summary={summary} />
  );
}

/** The plan names files whose rows this machine does not have, after a crash before they were stored for example. */
function MissingData({ missing }: { readonly missing: readonly number[] }): ReactElement {
  const answer =
    missing.length === 0
      ? 'The files hold no rows that count'
      : `The rows of ${missing.length === 1 ? '1 file' : `${count(missing.length)} files`} are not here: open the files again`;
  return (
    <View answer={answer} question={QUESTION}>
      <DropZone isLarge={false} />
      <Card title="Sources">
        <SourceTable />
        <WatchedFolder />
      </Card>
      <CoverageCard />
      <ImportReports />
    </View>
  );
}

function KnownData({ summary }: { readonly summary: DataSummary }): ReactElement {
  const findings = useWorkbench((state) => state.dataset.findings);
  const inspect = useWorkbench((state) => state.inspect);
  const { extent, totals, billed } = summary;
  const tokens = TOKEN_CLASSES.reduce((sum, name) => sum + (totals?.tokens[name] ?? 0), 0);
  const priced = totals === null || tokens === 0 ? null : 1 - totals.unpricedTokens / tokens;
  const unpricedFindings = useMemo(() => findings.filter(({ code }) => code === 'unpriced-model'), [findings]);
  const billedText = Object.entries(billed).map(([currency, amount]) => `${compact(Number(amount))} ${currency}`);

  const tokenTarget: InspectorTarget = {
    title: 'Tokens',
    value: count(tokens),
    formula: 'All token classes added up. Each token is in exactly one class.',
    lines: TOKEN_CLASSES.flatMap((name) => {
      const value = totals?.tokens[name] ?? null;
      return value === null ? [] : [{ label: TOKEN_CLASS_LABELS[name], value: count(value) }];
    }),
    findings: findings.filter(({ code }) => code === 'partly-unsplit' || code === 'tokens-from-charges'),
    rows: EVERYTHING,
  };
  const costTarget: InspectorTarget = {
    title: 'Computed cost',
    value: compactUsd(totals?.computedUsd ?? null),
    formula:
      'Tokens of each class times the price of the day they were used, added up. Never repriced by a later price.',
    lines: [
      { label: 'Price book', value: summary.priceBookVersion },
      { label: 'Share of tokens with a price', value: percent(priced) },
    ],
    findings: unpricedFindings,
    rows: EVERYTHING,
  };

  return (
    <View
      answer={`${count(extent.rowCount)} rows from ${dayName(extent.from ?? '')} to ${dayName(lastDay(extent.to ?? ''))}: ${compact(tokens)} tokens, ${percent(priced)} of them priced`}
      question={QUESTION}
    >
      <div className="figures">
        <FigureTile
          label="Tokens"
          value={compact(tokens)}
          note={`${compact(totals?.requests ?? null)} requests`}
          onOpen={() => {
            inspect(tokenTarget);
          }}
        />
        <FigureTile
          label="Computed cost"
          value={compactUsd(totals?.computedUsd ?? null)}
          note="at the price of the day"
          findings={unpricedFindings}
          onOpen={() => {
            inspect(costTarget);
          }}
        />
        <FigureTile
          label="Billed"
          value={billedText.length === 0 ? '–' : billedText.join(' + ')}
          note={billedText.length === 0 ? 'no invoice or cost export opened' : 'as charged by vendors'}
        />
        <FigureTile
          label="Models without a price"
          value={count(summary.unpriced.length)}
          note={`${compact(totals?.unpricedTokens ?? 0)} tokens`}
          findings={unpricedFindings}
        />
      </div>
      <DropZone isLarge={false} />
      <Checklist />
      <Card title="Sources">
        <SourceTable />
        <WatchedFolder />
      </Card>
      <CoverageCard />
      <Reconciliation months={summary.reconciliation} />
      <ImportReports />
      <NamesToMap />
      <DataSettings />
    </View>
  );
}

/** The end of the data is exclusive; people read the last day that is in it. */
const lastDay = (to: string): string => new Date(Date.parse(to) - 1).toISOString().slice(0, 10);
