import { useMemo, type ReactElement } from 'react';
import type { DailyOutlook, OutlookMember } from '../../../shared/plan/daily/dailyResults.ts';
import { cents, compact, compactUsd } from '../../../shared/units/format.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { Card } from '../../components/View.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { DIMENSION_LABELS, valueLabel } from '../labels.ts';

/** Each part with where it stands and where it goes; a name shows its own forecast, an amount how it was made. */
export function MemberTable({ outlook }: { readonly outlook: DailyOutlook }): ReactElement {
  const { by, members } = outlook;
  const filterBy = useWorkbench((state) => state.filterBy);
  const inspect = useWorkbench((state) => state.inspect);
  const scope = useWorkbench((state) => state.scope);
  const columns = useMemo((): readonly DataColumn<OutlookMember>[] => {
    const explain = (row: OutlookMember): void => {
      inspect({
        title: `${DIMENSION_LABELS[by]}: ${valueLabel(row.value)}, next 30 days`,
        value: compactUsd(row.nextUsd),
        formula: `Tokens of each day ahead, forecast by "${row.method}", times the price of that day, added up.`,
        lines: [
          { label: 'Tokens, next 30 days', value: compact(row.nextTokens) },
          { label: 'Tokens a day, last 28 days', value: compact(row.recentTokensPerDay) },
          ...row.reasons.map((reason, index) => ({ label: index === 0 ? 'How and why' : '', value: reason })),
        ],
        findings: [],
        rows: { where: { ...scope, [by]: [row.value] }, from: null, to: null },
      });
    };
    return [
      {
        key: 'name',
        header: DIMENSION_LABELS[by],
        width: 240,
        sortBy: (row) => valueLabel(row.value),
        text: (row) => valueLabel(row.value),
        onOpen: (row) => {
          filterBy(by, row.value, false);
        },
      },
      {
        key: 'recent',
        header: 'USD a day, last 28 days',
        isNumber: true,
        sortBy: (row) => row.recentUsdPerDay,
        text: (row) => cents(row.recentUsdPerDay),
      },
      {
        key: 'next',
        header: 'USD, next 30 days',
        isNumber: true,
        sortBy: (row) => row.nextUsd,
        text: (row) => cents(row.nextUsd),
        onOpen: explain,
      },
      {
        key: 'tokens',
        header: 'Tokens, next 30 days',
        isNumber: true,
        sortBy: (row) => row.nextTokens,
        text: (row) => compact(row.nextTokens),
        onOpen: explain,
      },
      { key: 'method', header: 'Method', width: 300, sortBy: (row) => row.method, text: (row) => row.method },
    ];
  }, [by, filterBy, inspect, scope]);
  return (
    <Card title={`By ${DIMENSION_LABELS[by].toLowerCase()}`}>
      <DataTable
        label="Forecast by part"
        columns={columns}
        rows={members}
        rowKey={(row) => row.value ?? ''}
        sortedBy="next"
      />
    </Card>
  );
}
