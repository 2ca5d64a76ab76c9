import { useMemo, useState, type ReactElement } from 'react';
import { daysIn, mergeSpans, type DaySpan } from '../../../../shared/units/daySpans.ts';
import { addDays } from '../../../../shared/units/months.ts';
import { Button, Select } from '../../../components/Controls.tsx';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { Timeline } from '../../../components/Timeline.tsx';
import { Card } from '../../../components/View.tsx';
import { useWorkbench } from '../../../state/useStore.tsx';
import { axisOf, lastRow, timelineRow, type CoveredSource } from './calendarRows.ts';
import { CoverageTable } from './CoverageTable.tsx';
import { Legend } from './Legend.tsx';
import { summaryText } from './sentences.ts';
import { ticksOf } from './ticks.ts';

const TITLE = 'Which days each source covers';
const PERIODS = [
  { days: 31, label: 'The last month' },
  { days: 92, label: 'The last 3 months' },
  { days: 366, label: 'The last 12 months' },
  { days: 1096, label: 'The last 3 years' },
] as const;

/** Each source's days on one axis, the days that it misses, and those that no source covers. */
export function CoverageCard(): ReactElement {
  const sources = useWorkbench((state) => state.document.sources);
  const coverage = useWorkbench((state) => state.dataset.summary?.coverage);
  const timezone = useWorkbench((state) => state.document.reporting.timezone);
  const inspect = useWorkbench((state) => state.inspect);
  const [isTable, setIsTable] = useState(false);
  const [period, setPeriod] = useState('');

  const covered = useMemo((): readonly CoveredSource[] => {
    const byImport = new Map(coverage?.sources.map((one) => [one.importId, one]));
    return sources.flatMap((source) =>
      source.kind === 'import' ? [{ source, coverage: byImport.get(source.importId) ?? null }] : [],
    );
  }, [sources, coverage]);
  const all = useMemo((): DaySpan | null => {
    const spans = mergeSpans((coverage?.sources ?? []).flatMap(({ runs }) => runs));
    const [first, last] = [spans[0], spans.at(-1)];
    return first === undefined || last === undefined ? null : { from: first.from, to: last.to };
  }, [coverage]);
  const shown = useMemo((): DaySpan | null => {
    const days = Number(period);
    return all === null || days === 0 || days >= daysIn(all) ? all : { from: addDays(all.to, -days), to: all.to };
  }, [all, period]);
  const rows = useMemo(
    () => (shown === null ? [] : covered.map((one) => timelineRow(one, shown, timezone, inspect))),
    [covered, shown, timezone, inspect],
  );
  const last = useMemo(() => lastRow(coverage?.sources ?? [], coverage?.uncovered ?? [], shown), [coverage, shown]);

  if (all === null || shown === null || coverage === undefined) {
    return (
      <Card title={TITLE}>
        <EmptyState
          title="No day is covered yet"
          text="The days of each file stand here as soon as one with rows is open: which it covers, which it misses, and which no file covers."
        />
      </Card>
    );
  }
  const periods = PERIODS.filter(({ days }) => days < daysIn(all));
  return (
    <Card
      title={TITLE}
      actions={
        <>
          {!isTable && periods.length > 0 && (
            <Select
              label="Days shown"
              value={period}
              options={[
                { value: '', label: 'All days' },
                ...periods.map(({ days, label }) => ({ value: String(days), label })),
              ]}
              onChange={setPeriod}
            />
          )}
          <Button
            look="quiet"
            isPressed={isTable}
            onClick={() => {
              setIsTable(!isTable);
            }}
          >
            {isTable ? 'As a calendar' : 'As a table'}
          </Button>
        </>
      }
    >
      <p>
        {summaryText(
          covered.map((one) => one.coverage?.missing ?? []),
          coverage.uncovered,
        )}
      </p>
      {isTable ? (
        <CoverageTable sources={covered} uncovered={coverage.uncovered} />
      ) : (
        <>
          <Timeline label={TITLE} axis={axisOf(shown)} ticks={ticksOf(shown)} rows={rows} last={last} heightPx={308} />
          <Legend />
        </>
      )}
      <p className="muted">
        Days begin in {timezone}; a row of a whole UTC day keeps its date. Of a missing day there is no row: a file may
        lack it, or nothing was used.
      </p>
    </Card>
  );
}
