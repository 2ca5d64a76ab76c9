import { useMemo, useState, type ReactElement } from 'react';
import { SCOPE_DIMENSIONS, type ScopeDimension } from '../../../shared/engine/types.ts';
import type { ChargebackMonth } from '../../../shared/plan/analysis.ts';
import type { PlanResults } from '../../../shared/plan/results.ts';
import { cents, monthName, percent } from '../../../shared/units/format.ts';
import { addMonths, firstDayOf } from '../../../shared/units/months.ts';
import { Select } from '../../components/Controls.tsx';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { changeChargeback } from '../../state/budgetEdits.ts';
import { useStoreApi, useWorkbench } from '../../state/useStore.tsx';
import { DIMENSION_LABELS, valueLabel } from '../labels.ts';
import { SharedCosts } from './SharedCosts.tsx';
import { showbackRows, type ShowbackRow } from './showbackRows.ts';

const ALL_PAST = 'past';

/** What each cost centre caused, with its part of shared costs; what nobody owns is a row of its own. */
export function Showback({ results }: { readonly results: PlanResults }): ReactElement | null {
  const store = useStoreApi();
  const by = useWorkbench((state) => state.document.chargeback.by);
  const inspect = useWorkbench((state) => state.inspect);
  const [span, setSpan] = useState<string>(ALL_PAST);
  const chargeback = results.analysis?.chargeback;
  const month = chargeback?.months.find((one) => one.month === span);
  const allocation = month?.allocation ?? chargeback?.past;
  const shown = useMemo(() => (allocation === undefined ? null : showbackRows(allocation)), [allocation]);
  const columns = useMemo((): readonly DataColumn<ShowbackRow>[] => {
    const open = (row: ShowbackRow): void => {
      inspect({
        title: `${DIMENSION_LABELS[by]}: ${valueLabel(row.centre)}, ${spanText(month)}`,
        value: `${cents(row.totalUsd)} USD`,
        formula:
          'Computed cost of the usage with this label, plus its part of the shared costs by their rules. What carries no label is shown as not attributed and never spread silently.',
        lines: [
          { label: 'Direct, USD', value: cents(row.directUsd) },
          { label: 'Shared, USD', value: cents(row.sharedUsd) },
          { label: 'Prices', value: results.priceBookVersion },
        ],
        findings: [],
        rows:
          month?.isForecast === true ? null : { where: { [by]: [row.centre] }, ...daysOf(month, chargeback?.months) },
      });
    };
    const money = (key: 'directUsd' | 'sharedUsd' | 'totalUsd', header: string): DataColumn<ShowbackRow> => ({
      key,
      header,
      isNumber: true,
      sortBy: (row) => row[key],
      text: (row) => cents(row[key]),
      onOpen: open,
    });
    return [
      {
        key: 'centre',
        header: DIMENSION_LABELS[by],
        width: 240,
        sortBy: (row) => valueLabel(row.centre),
        text: (row) => valueLabel(row.centre),
      },
      money('directUsd', 'Direct, USD'),
      money('sharedUsd', 'Shared, USD'),
      money('totalUsd', 'Total, USD'),
      {
        key: 'share',
        header: 'Share',
        isNumber: true,
        sortBy: (row) => row.totalUsd,
        text: (row) =>
          percent(shown === null || shown.total.totalUsd === 0 ? null : row.totalUsd / shown.total.totalUsd),
      },
    ];
  }, [by, chargeback, inspect, month, results, shown]);
  if (chargeback === undefined || allocation === undefined || shown === null) return null;
  const past = chargeback.months.filter(({ isForecast }) => !isForecast);
  return (
    <>
      <div className="row showback__head">
        <Select
          label="Cost centres"
          value={by}
          options={SCOPE_DIMENSIONS.map((value) => ({ value, label: `By ${DIMENSION_LABELS[value].toLowerCase()}` }))}
          onChange={(value) => {
            // The options are the dimensions themselves.
            changeChargeback(store, 'Change the cost centres', { by: value as ScopeDimension });
          }}
        />
        <Select
          label="Months"
          value={span}
          options={[
            { value: ALL_PAST, label: `Last ${String(past.length)} complete months` },
            ...chargeback.months.map((one) => ({ value: one.month, label: spanText(one) })),
          ]}
          onChange={setSpan}
        />
        <span className={`mark mark--${(allocation.untaggedShare ?? 0) > 0.2 ? 'check' : 'note'}`}>
          {percent(allocation.untaggedShare)} not attributed
        </span>
      </div>
      <DataTable
        label="Showback"
        columns={columns}
        rows={shown.rows}
        rowKey={(row) => row.centre ?? '\u0000'}
        sortedBy="totalUsd"
        totals={[
          'Total',
          cents(shown.total.directUsd),
          cents(shown.total.sharedUsd),
          cents(shown.total.totalUsd),
          percent(1, 0),
        ]}
      />
      <SharedCosts centres={chargeback.past.lines.map(({ centre }) => centre)} />
    </>
  );
}

const spanText = (month: ChargebackMonth | undefined): string =>
  month === undefined ? 'the complete months' : `${monthName(month.month)}${month.isForecast ? ', forecast' : ''}`;

/** The days of a month, or of all complete months. */
function daysOf(month: ChargebackMonth | undefined, months: readonly ChargebackMonth[] = []) {
  const past = months.filter(({ isForecast }) => !isForecast);
  const first = month?.month ?? past[0]?.month;
  const last = month?.month ?? past.at(-1)?.month;
  return first === undefined || last === undefined
    ? { from: null, to: null }
    : { from: firstDayOf(first), to: firstDayOf(addMonths(last, 1)) };
}
