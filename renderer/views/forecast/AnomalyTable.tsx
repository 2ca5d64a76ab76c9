import { useMemo, type ReactElement } from 'react';
import type { DailyAnomaly, DailyOutlook } from '../../../shared/plan/daily/dailyResults.ts';
import { cents, compact, dayName } from '../../../shared/units/format.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { DIMENSION_LABELS, valueLabel } from '../labels.ts';

const KINDS = { spike: 'Spike', dip: 'Dip', 'level-shift': 'New level' } as const;
/** A release so many days before is named beside the day. */
const EVENT_DAYS = 3;

/** What was unusual, ranked by money; a day opens to what drove it. */
export function AnomalyTable({ outlook }: { readonly outlook: DailyOutlook }): ReactElement {
  const { by, anomalies } = outlook;
  const explain = useWorkbench((state) => state.explainAnomaly);
  const events = useWorkbench((state) => state.document.events);
  const columns = useMemo((): readonly DataColumn<DailyAnomaly>[] => {
    const eventNear = ({ day }: DailyAnomaly): string =>
      events
        .filter(({ date }) => {
          const days = (Date.parse(day) - Date.parse(date)) / 86_400_000;
          return days >= 0 && days <= EVENT_DAYS;
        })
        .map(({ date, label }) => `${label}, ${dayName(date)}`)
        .join('; ');
    return [
      {
        key: 'day',
        header: 'Day',
        width: 110,
        sortBy: (row) => row.day,
        text: (row) => dayName(row.day),
        onOpen: (row) => void explain(row),
      },
      { key: 'kind', header: 'What', width: 90, sortBy: (row) => KINDS[row.kind], text: (row) => KINDS[row.kind] },
      {
        key: 'who',
        header: DIMENSION_LABELS[by],
        width: 200,
        sortBy: (row) => valueLabel(row.value),
        text: (row) => valueLabel(row.value),
      },
      {
        key: 'usd',
        header: 'USD against usual',
        isNumber: true,
        sortBy: (row) => (row.usd === null ? null : Math.abs(row.usd)),
        text: (row) => cents(row.usd),
        onOpen: (row) => void explain(row),
      },
      {
        key: 'tokens',
        header: 'Tokens',
        isNumber: true,
        sortBy: (row) => row.tokens,
        text: (row) => compact(row.tokens),
      },
      {
        key: 'usual',
        header: 'Usual tokens',
        isNumber: true,
        sortBy: (row) => row.expectedTokens,
        text: (row) => compact(row.expectedTokens),
      },
      { key: 'event', header: 'Release just before', width: 200, sortBy: eventNear, text: eventNear },
    ];
  }, [by, events, explain]);
  if (anomalies.length === 0) return <p className="muted">Nothing unusual after the first 14 days.</p>;
  return (
    <DataTable
      label="Unusual days"
      columns={columns}
      rows={anomalies}
      rowKey={(row) => `${row.segment} ${row.day} ${row.kind}`}
      sortedBy="usd"
    />
  );
}
