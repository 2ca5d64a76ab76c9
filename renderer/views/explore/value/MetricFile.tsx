import { useMemo, type ReactElement } from 'react';
import { count } from '../../../../shared/units/format.ts';
import { Button, Select } from '../../../components/Controls.tsx';
import { FileButton } from '../../../components/FileButton.tsx';
import { nameMetric, readMetricFile, removeMetric } from '../../../state/metricEdits.ts';
import { useStoreApi, useWorkbench } from '../../../state/useStore.tsx';

const NONE = '';
const ROLES = [
  { role: 'outputMetric', label: 'Output of users' },
  { role: 'reworkMetric', label: 'Work done again' },
  { role: 'revenueMetric', label: 'Revenue in USD' },
] as const;

/** What the company counts, read from its own file, and which of it is output, rework and revenue. */
export function MetricFile(): ReactElement {
  const store = useStoreApi();
  const metrics = useWorkbench((state) => state.document.businessMetrics);
  const names = useMemo(() => [...new Set(metrics.rows.map(({ metric }) => metric))].sort(), [metrics]);
  return (
    <section aria-label="What the company counts">
      <div className="row">
        <FileButton
          text="Read a business-metric file"
          accept=".csv"
          testId="metric-file"
          onPick={(file) => void readMetricFile(store, file)}
        />
        <span className="muted">
          {names.length === 0
            ? 'A CSV with the columns date, metric, value and, where it is known, dimension: resolved tickets, summaries, merged changes, revenue.'
            : `${count(metrics.rows.length)} counts of ${names.length === 1 ? 'one metric' : `${String(names.length)} metrics`}`}
        </span>
      </div>
      {names.length > 0 && (
        <div className="row">
          {ROLES.map(({ role, label }) => (
            <Select
              key={role}
              label={label}
              isLabelShown
              value={metrics[role] ?? NONE}
              options={[
                { value: NONE, label: 'none' },
                ...names.map((value) => ({ value, label: value.replaceAll('_', ' ') })),
              ]}
              onChange={(value) => {
                nameMetric(store, role, value === NONE ? null : value);
              }}
            />
          ))}
          {names.map((name) => (
            <Button
              key={name}
              look="quiet"
              label={`Remove ${name.replaceAll('_', ' ')}`}
              onClick={() => {
                removeMetric(store, name);
              }}
            >
              {name.replaceAll('_', ' ')} ×
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}
