import { useMemo, type ReactElement } from 'react';
import { CAUSE_NAMES, CAUSES } from '../../../shared/data/reconcile/causes.ts';
import type { GapCause, ReconciledMonth } from '../../../shared/data/reconcile/reconcile.ts';
import { cents, count, MISSING, percent } from '../../../shared/units/format.ts';
import { Button } from '../../components/Controls.tsx';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { Card } from '../../components/View.tsx';
import type { InspectorTarget } from '../../state/inspector.ts';
import { useWorkbench } from '../../state/useStore.tsx';

const nameOf = ({ provider, account }: ReconciledMonth): string =>
  [provider ?? 'not named', ...(account === null ? [] : [account])].join(' · ');

function causeTarget(month: ReconciledMonth, { cause, usd, cells, rows }: GapCause): InspectorTarget {
  return {
    title: `${CAUSE_NAMES[cause]}: ${nameOf(month)}, ${month.month}`,
    value: `${cents(usd)} USD`,
    formula: `${CAUSES[cause]}. The causes of a month add up to its gap: billed minus computed at list price.`,
    lines: [
      { label: 'Billed, USD', value: cents(month.billedUsd) },
      { label: 'Computed at list price, USD', value: cents(month.computedUsd) },
      { label: 'Gap, USD', value: cents(month.gapUsd) },
      { label: 'Days and models concerned', value: count(cells) },
    ],
    findings: [],
    rows,
  };
}

/** Gateway log, usage export and invoice of each account and month side by side; every cause of a gap leads to its rows. */
export function Reconciliation({ months }: { readonly months: readonly ReconciledMonth[] }): ReactElement | null {
  const inspect = useWorkbench((state) => state.inspect);
  const columns = useMemo((): readonly DataColumn<ReconciledMonth>[] => {
    const money = (key: string, header: string, read: (row: ReconciledMonth) => number | null) => ({
      key,
      header,
      isNumber: true,
      sortBy: read,
      text: (row: ReconciledMonth) => cents(read(row)),
      width: 130,
    });
    return [
      { key: 'account', header: 'Account', sortBy: nameOf, text: nameOf, width: 200 },
      { key: 'month', header: 'Month', sortBy: ({ month }) => month, text: ({ month }) => month, width: 90 },
      money('gateway', 'Gateway, USD', ({ gatewayUsd }) => gatewayUsd),
      money('computed', 'Computed, USD', ({ computedUsd }) => computedUsd),
      money('billed', 'Billed, USD', ({ billedUsd }) => billedUsd),
      money('gap', 'Gap, USD', ({ gapUsd }) => gapUsd),
      {
        key: 'captured',
        header: 'Metered',
        isNumber: true,
        sortBy: ({ captured }) => captured,
        text: ({ captured }) => (captured === null ? MISSING : percent(captured)),
        width: 90,
      },
      {
        key: 'causes',
        header: 'Causes of the gap',
        sortBy: ({ causes }) => causes.length,
        text: ({ causes }) => causes.map(({ cause, usd }) => `${CAUSE_NAMES[cause]} ${cents(usd)}`).join(', '),
        width: 420,
        show: (row) => (
          <span className="row">
            {row.causes.map((cause) => (
              <Button
                key={cause.cause}
                look="quiet"
                label={`${CAUSE_NAMES[cause.cause]} of ${nameOf(row)} in ${row.month}`}
                onClick={() => {
                  inspect(causeTarget(row, cause));
                }}
              >
                {`${CAUSE_NAMES[cause.cause]} ${cents(cause.usd)}`}
              </Button>
            ))}
          </span>
        ),
      },
    ];
  }, [inspect]);
  if (!months.some(({ billedUsd }) => billedUsd !== null)) return null;
  return (
    <Card title="Reconciliation">
      <DataTable
        label="Reconciliation"
        columns={columns}
        rows={months}
        rowKey={(row) => `${row.provider ?? ''} ${row.account ?? ''} ${row.month}`}
        heightPx={260}
      />
    </Card>
  );
}
