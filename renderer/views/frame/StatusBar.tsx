import type { ReactElement } from 'react';
import { count, dayName, percent } from '../../../shared/units/format.ts';
import { TOKEN_CLASSES } from '../../../shared/units/tokenClasses.ts';
import { addDays, type Day } from '../../../shared/units/months.ts';
import { Button } from '../../components/Controls.tsx';
import { useWorkbench } from '../../state/useStore.tsx';

/** What the numbers stand on, and what is running. */
export function StatusBar(): ReactElement {
  const summary = useWorkbench((state) => state.dataset.summary);
  const sources = useWorkbench((state) => state.document.sources);
  const jobs = useWorkbench((state) => state.jobs);
  const totals = summary?.totals ?? null;
  const tokens = TOKEN_CLASSES.reduce((sum, name) => sum + (totals?.tokens[name] ?? 0), 0);
  const priced = totals === null || tokens === 0 ? null : 1 - totals.unpricedTokens / tokens;
  return (
    <footer className="status-bar" aria-label="Status">
      <span>{sources.length === 1 ? '1 file' : `${count(sources.length)} files`}</span>
      {summary?.extent.to != null && (
        <>
          <span>{count(summary.extent.rowCount)} rows</span>
          <span>to {dayName(lastDayBefore(summary.extent.to))}</span>
          <span>prices {summary.priceBookVersion}</span>
          <span>{percent(priced)} priced</span>
        </>
      )}
      <span className="status-bar__spring" />
      {jobs.map((job) => (
        <span key={job.id} className="status-bar__job" role="status">
          <span>{job.text === '' ? job.title : job.text}</span>
          <progress value={job.share ?? undefined} max={1} aria-label={job.title} />
          <Button look="quiet" label={`Cancel: ${job.title}`} onClick={job.cancel}>
            Cancel
          </Button>
        </span>
      ))}
    </footer>
  );
}

/** The extent's end is exclusive: what ends at midnight is known to the day before. */
function lastDayBefore(end: string): Day {
  // The first ten characters of an ISO instant are a day.
  const day = end.slice(0, 10) as Day;
  return end.slice(10) === 'T00:00:00Z' ? addDays(day, -1) : day;
}
