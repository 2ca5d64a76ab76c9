import { useMemo, type ReactElement } from 'react';
import { daysUnchecked, isStale } from '../../../../shared/catalog/prices/staleness.ts';
import type { RateInUse } from '../../../../shared/data/drill.ts';
import { count, MISSING, ratePerMtok } from '../../../../shared/units/format.ts';
import type { Day } from '../../../../shared/units/months.ts';
import { DataTable, type DataColumn } from '../../../components/DataTable.tsx';
import { useWorkbench } from '../../../state/useStore.tsx';

const EARLIEST = '1970';
const LATEST = '9999';
const dayOr = (instant: string, open: string): string => (instant.startsWith(open) ? MISSING : instant.slice(0, 10));

/** Every rate that priced the usage, with its source, the day it was checked and whether that is too long ago. */
export function RatesTable({ rates }: { readonly rates: readonly RateInUse[] }): ReactElement {
  const showPrices = useWorkbench((state) => state.showPriceHistory);
  const inspect = useWorkbench((state) => state.inspect);
  const now = useWorkbench((state) => state.today);
  // The clock gives ISO days.
  const today = now() as Day;
  const columns = useMemo((): readonly DataColumn<RateInUse>[] => {
    const rate = (key: 'in_fresh' | 'in_cache_read' | 'in_cache_write_5m' | 'out_visible', header: string) => ({
      key,
      header,
      isNumber: true,
      width: 100,
      sortBy: (row: RateInUse) => row[key],
      text: (row: RateInUse) => ratePerMtok(row[key]),
    });
    return [
      {
        key: 'model',
        header: 'Model',
        sortBy: (row) => row.model,
        text: (row) => row.model ?? 'unpriced',
        onOpen: (row) => {
          if (row.model === null) return;
          void showPrices(row.model);
          inspect({
            title: row.model,
            value: `${ratePerMtok(row.in_fresh)} in, ${ratePerMtok(row.out_visible)} out`,
            formula: 'USD per 1 M tokens at the date of use, with tier, region and your contracts in it.',
            lines: [
              { label: 'Source', value: row.source ?? MISSING },
              { label: 'Checked on', value: row.checked_on ?? 'never' },
            ],
            findings: [],
            rows: { where: { model: [row.model] }, from: null, to: null },
          });
        },
      },
      {
        key: 'tier',
        header: 'Tier',
        width: 80,
        sortBy: (row) => row.service_tier,
        text: (row) => row.service_tier ?? 'standard',
      },
      rate('in_fresh', 'Input'),
      rate('in_cache_read', 'Cached'),
      rate('in_cache_write_5m', 'Write, 5 min'),
      rate('out_visible', 'Output'),
      {
        key: 'above',
        header: 'Above tokens',
        isNumber: true,
        width: 100,
        sortBy: (row) => row.above_tokens,
        text: (row) => (row.above_tokens === 0 ? '' : count(row.above_tokens)),
      },
      {
        key: 'from',
        header: 'From',
        width: 95,
        sortBy: (row) => row.valid_from,
        text: (row) => dayOr(row.valid_from, EARLIEST),
      },
      {
        key: 'to',
        header: 'Before',
        width: 95,
        sortBy: (row) => row.valid_to,
        text: (row) => dayOr(row.valid_to, LATEST),
      },
      {
        key: 'checked',
        header: 'Checked on',
        width: 200,
        sortBy: (row) => row.checked_on,
        text: (row) => checkedText(row.checked_on, today),
      },
      {
        key: 'source',
        header: 'Source',
        width: 320,
        sortBy: (row) => row.source,
        text: (row) => row.source ?? MISSING,
      },
    ];
  }, [showPrices, inspect, today]);
  return (
    <DataTable
      label="Rates in use"
      columns={columns}
      rows={rates}
      rowKey={(row) =>
        [
          row.model,
          row.service_tier,
          row.above_tokens,
          row.valid_from,
          row.valid_to,
          row.source,
          row.in_fresh,
          row.out_visible,
        ].join('|')
      }
    />
  );
}

function checkedText(checkedOn: string | null, today: Day): string {
  const days = daysUnchecked(checkedOn, today);
  if (checkedOn === null || days === null) return 'never: stale';
  return isStale(checkedOn, today) ? `${checkedOn.slice(0, 10)}: stale, ${String(days)} days` : checkedOn.slice(0, 10);
}
