import type { ReactElement } from 'react';
import type { OwnPrices } from '../../../../shared/model/prices.ts';
import { compactUsd } from '../../../../shared/units/format.ts';
import { addMonths, firstDayOf, monthOf, type Day } from '../../../../shared/units/months.ts';
import { AmountField } from '../../../components/AmountField.tsx';
import { Button } from '../../../components/Controls.tsx';
import { Card } from '../../../components/View.tsx';
import { changePrices, removePrice } from '../../../state/priceEdits.ts';
import { useStoreApi, useWorkbench } from '../../../state/useStore.tsx';
import { DraftField } from './DraftField.tsx';
import { DayField, refusal, RemoveButton, SellerField } from './ownFields.tsx';

type Commitment = OwnPrices['commitments'][number];
type Planned = OwnPrices['plannedChanges'][number];

const REQUIRED = 'This needs a day, as in 2027-01-31.';

/** Spend promised to sellers, and changes of price that are expected: both shape every forecast. */
export function Promises(): ReactElement {
  const store = useStoreApi();
  const { commitments, plannedChanges } = useWorkbench((state) => state.document.prices);
  const today = useWorkbench((state) => state.today);
  const newId = useWorkbench((state) => state.newId);
  const putCommitment = (index: number, change: Partial<Commitment>): string | null =>
    refusal(
      changePrices(store, 'Change a commitment', (prices) => ({
        ...prices,
        commitments: prices.commitments.map((row, at) => (at === index ? { ...row, ...change } : row)),
      })),
    );
  const putPlanned = (index: number, change: Partial<Planned>): string | null =>
    refusal(
      changePrices(store, 'Change an expected price', (prices) => ({
        ...prices,
        plannedChanges: prices.plannedChanges.map((row, at) => (at === index ? { ...row, ...change } : row)),
      })),
    );
  // The clock gives ISO days.
  const nextMonth = firstDayOf(addMonths(monthOf(today() as Day), 1));
  const inAYear = firstDayOf(addMonths(monthOf(today() as Day), 13));
  return (
    <Card
      title="Commitments and expected changes"
      actions={
        <div className="row">
          <Button
            onClick={() => {
              const period = { from: nextMonth, to: inAYear };
              const row = { id: newId(), name: 'Commitment', provider: 'openai', ...period, amountUsd: 100_000 };
              changePrices(store, 'Add a commitment', (prices) => ({
                ...prices,
                commitments: [...prices.commitments, row],
              }));
            }}
          >
            Add a commitment
          </Button>
          <Button
            onClick={() => {
              const row = { provider: null, model: null, from: nextMonth, times: 1, note: '' };
              changePrices(store, 'Add an expected change', (prices) => ({
                ...prices,
                plannedChanges: [...prices.plannedChanges, row],
              }));
            }}
          >
            Add an expected change
          </Button>
        </div>
      }
    >
      {commitments.length + plannedChanges.length === 0 && (
        <p className="muted">Nothing is promised, and only announced changes of the price book are expected.</p>
      )}
      {commitments.map((row, index) => (
        <div key={row.id} className="row own-price" role="group" aria-label={`Commitment ${String(index + 1)}`}>
          <DraftField label="Name" value={row.name} onCommit={(name) => putCommitment(index, { name })} />
          <SellerField
            value={row.provider}
            isEveryAllowed={false}
            onChange={(provider) => {
              if (provider !== null) putCommitment(index, { provider });
            }}
          />
          <AmountField
            label="Promised spend"
            help="For the whole period; what is not used up is paid all the same."
            value={row.amountUsd}
            show={(value) => (typeof value === 'number' ? compactUsd(value) : '')}
            step={1000}
            mayRange={false}
            onCommit={(amountUsd) => (typeof amountUsd === 'number' ? putCommitment(index, { amountUsd }) : null)}
          />
          <DayField
            label="From"
            value={row.from}
            onCommit={(from) => (from === null ? REQUIRED : putCommitment(index, { from }))}
          />
          <DayField
            label="Before"
            value={row.to}
            onCommit={(to) => (to === null ? REQUIRED : putCommitment(index, { to }))}
          />
          <RemoveButton
            what={row.name}
            onClick={() => {
              removePrice(store, 'commitments', index);
            }}
          />
        </div>
      ))}
      {plannedChanges.map((row, index) => (
        <div key={index} className="row own-price" role="group" aria-label={`Expected change ${String(index + 1)}`}>
          <SellerField
            value={row.provider}
            isEveryAllowed
            onChange={(provider) => {
              putPlanned(index, { provider });
            }}
          />
          <DraftField
            label="Model"
            value={row.model ?? ''}
            placeholder="every model"
            onCommit={(text) => putPlanned(index, { model: text === '' ? null : text })}
          />
          <AmountField
            label="Times today’s price"
            help="0.7 is a fall by 30 %."
            value={row.times}
            show={(value) => (typeof value === 'number' ? String(value) : '')}
            step={0.05}
            mayRange={false}
            onCommit={(times) => (typeof times === 'number' ? putPlanned(index, { times }) : null)}
          />
          <DayField
            label="From"
            value={row.from}
            onCommit={(from) => (from === null ? REQUIRED : putPlanned(index, { from }))}
          />
          <DraftField label="Why" value={row.note} onCommit={(note) => putPlanned(index, { note })} />
          <RemoveButton
            what={`expected change ${String(index + 1)}`}
            onClick={() => {
              removePrice(store, 'plannedChanges', index);
            }}
          />
        </div>
      ))}
    </Card>
  );
}
