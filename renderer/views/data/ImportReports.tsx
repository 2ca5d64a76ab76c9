import type { ReactElement } from 'react';
import { EXCLUSIONS } from '../../../shared/data/exclusions.ts';
import type { ImportReport } from '../../../shared/data/import/report.ts';
import { count, percent } from '../../../shared/units/format.ts';
import { Button } from '../../components/Controls.tsx';
import { Card } from '../../components/View.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { ReadAgain } from './ReadAgain.tsx';

const LINES_SHOWN = 12;

/** What became of each file opened since the start: read = kept + refused + duplicate. */
export function ImportReports(): ReactElement | null {
  const reports = useWorkbench((state) => state.dataset.reports);
  if (reports.length === 0) return null;
  return (
    <Card title="Import report">
      <div className="reports">
        {reports.map((report, index) => (
          <Report key={`${report.file}${String(index)}`} report={report} />
        ))}
      </div>
    </Card>
  );
}

function Report({ report }: { readonly report: ImportReport }): ReactElement {
  const { problem } = report;
  return (
    <article className="report" data-testid="import-report">
      <div className="row">
        <strong>{report.file}</strong>
        {problem === null ? (
          <span className="mark mark--good">{report.format}</span>
        ) : (
          <span className="mark mark--fix">not opened</span>
        )}
        {problem === null && <span className="muted">sure to {percent(report.confidence, 0)}</span>}
      </div>
      {problem === null ? (
        <p className="muted">
          {count(report.rowsRead)} rows read: {count(report.rowsKept)} kept, {count(report.rowsRefused)} refused,{' '}
          {count(report.rowsDuplicate)} duplicates
        </p>
      ) : (
        <p className="muted">{problem}. Nothing else was changed.</p>
      )}
      {report.refusals.length > 0 && <Refusals report={report} />}
      {report.findings
        .filter(({ code }) => code === 'sheets-left-out')
        .map(({ message }) => (
          <p key={message} className="muted">
            {message}. Save such a sheet as a file of its own to map its columns.
          </p>
        ))}
      <ReadAgain report={report} />
    </article>
  );
}

function Refusals({ report }: { readonly report: ImportReport }): ReactElement {
  const sentences = report.refusals.map(({ reason, count: rows, lines }) => {
    const listed = lines.slice(0, LINES_SHOWN).map(String).join(', ');
    const more = rows > LINES_SHOWN ? ' and more' : '';
    return `${count(rows)} ${rows === 1 ? 'row' : 'rows'} ${EXCLUSIONS[reason]}: line ${listed}${more}`;
  });
  return (
    <>
      <ul className="finding__messages">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Button
        look="quiet"
        onClick={() => {
          void navigator.clipboard.writeText(`${report.file}\n${sentences.join('\n')}`);
        }}
      >
        Copy the refused lines
      </Button>
    </>
  );
}
