import type { ReactElement } from 'react';
import type { OwnPrices } from '../../../../shared/model/prices.ts';
import { percent } from '../../../../shared/units/format.ts';
import { AmountField } from '../../../components/AmountField.tsx';
import { Button } from '../../../components/Controls.tsx';
import { Card } from '../../../components/View.tsx';
import { changePrices, removePrice } from '../../../state/priceEdits.ts';
import { useStoreApi, useWorkbench } from '../../../state/useStore.tsx';
import { DraftField } from './DraftField.tsx';
import { DayField, refusal, RemoveButton, SellerField } from './ownFields.tsx';

type Discount = OwnPrices['discounts'][number];

/** Discounts of contracts: a share off every rate of a seller or a model in a period. */
export function Contracts(): ReactElement {
  const store = useStoreApi();
  const discounts = useWorkbench((state) => state.document.prices.discounts);
  const put = (index: number, change: Partial<Discount>): string | null =>
    refusal(
      changePrices(store, 'Change a contract', (prices) => ({
        ...prices,
        discounts: prices.discounts.map((row, position) => (position === index ? { ...row, ...change } : row)),
      })),
    );
  return (
    <Card
      title="Contracts"
      actions={
        <Button
          onClick={() => {
            changePrices(store, 'Add a contract', (prices) => ({
              ...prices,
              discounts: [...prices.discounts, { provider: null, model: null, from: null, to: null, share: 0 }],
            }));
          }}
        >
          Add a contract
        </Button>
      }
    >
      {discounts.length === 0 && <p className="muted">No contract: list prices hold.</p>}
      {discounts.map((row, index) => (
        <div key={index} className="row own-price" role="group" aria-label={`Contract ${String(index + 1)}`}>
          <SellerField
            value={row.provider}
            isEveryAllowed
            onChange={(provider) => {
              put(index, { provider });
            }}
          />
          <DraftField
            label="Model"
            value={row.model ?? ''}
            placeholder="every model"
            onCommit={(text) => put(index, { model: text === '' ? null : text })}
          />
          <AmountField
            label="Discount"
            help="Taken off every rate: 15 % makes 2.50 USD 2.125 USD."
            value={row.share}
            show={(value) => (typeof value === 'number' ? percent(value, 1) : '')}
            step={0.01}
            mayRange={false}
            onCommit={(share) => (typeof share === 'number' ? put(index, { share }) : null)}
          />
          <DayField label="From" value={row.from} onCommit={(from) => put(index, { from })} />
          <DayField label="Before" value={row.to} onCommit={(to) => put(index, { to })} />
          <RemoveButton
            what={`contract ${String(index + 1)}`}
            onClick={() => {
              removePrice(store, 'discounts', index);
            }}
          />
        </div>
      ))}
    </Card>
  );
}
