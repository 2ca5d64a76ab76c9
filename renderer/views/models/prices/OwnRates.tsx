import { useState, type ReactElement } from 'react';
import { writeCustomRates } from '../../../../shared/catalog/prices/customRatesCsv.ts';
import type { OwnPrices } from '../../../../shared/model/prices.ts';
import { ratePerMtok } from '../../../../shared/units/format.ts';
import type { Amount } from '../../../components/amount.ts';
import { AmountField } from '../../../components/AmountField.tsx';
import { Button, Select } from '../../../components/Controls.tsx';
import { FileButton } from '../../../components/FileButton.tsx';
import { Card } from '../../../components/View.tsx';
import { changePrices, removePrice } from '../../../state/priceEdits.ts';
import { useStoreApi, useWorkbench } from '../../../state/useStore.tsx';
import { ModelField } from '../../ModelField.tsx';
import { DayField, refusal, RemoveButton } from './ownFields.tsx';

type Rate = OwnPrices['rates'][number];

const CLASSES: readonly { readonly value: Rate['class']; readonly label: string }[] = [
  { value: 'input', label: 'input' },
  { value: 'cacheRead', label: 'cached input' },
  { value: 'cacheWrite5m', label: 'cache write, 5 minutes' },
  { value: 'cacheWrite1h', label: 'cache write, 1 hour' },
  { value: 'output', label: 'output' },
  { value: 'reasoning', label: 'reasoning' },
  { value: 'audioInput', label: 'audio input' },
  { value: 'audioOutput', label: 'audio output' },
  { value: 'imageInput', label: 'image input' },
  { value: 'imageOutput', label: 'image output' },
];
const showRate = (value: Amount): string => (typeof value === 'number' ? ratePerMtok(value) : '');

/** Rates of the user's own, in place of the price book's: one by one, or as a CSV file in and out. */
export function OwnRates(): ReactElement {
  const store = useStoreApi();
  const rates = useWorkbench((state) => state.document.prices.rates);
  const importRates = useWorkbench((state) => state.importRates);
  const putRate = useWorkbench((state) => state.putRate);
  const saveFile = useWorkbench((state) => state.saveFile);
  const put = (index: number, change: Partial<Rate>): string | null =>
    refusal(
      changePrices(store, 'Change an own rate', (prices) => ({
        ...prices,
        rates: prices.rates.map((row, position) => (position === index ? { ...row, ...change } : row)),
      })),
    );
  return (
    <Card
      title="Your own rates"
      actions={
        <div className="row">
          <FileButton
            text="Import rates (CSV)"
            accept=".csv"
            testId="rates-picker"
            onPick={(file) => void importRates(file)}
          />
          <Button
            isDisabled={rates.length === 0}
            onClick={() => {
              void saveFile('own-rates.csv', 'csv', new Blob([writeCustomRates(rates)], { type: 'text/csv' }));
            }}
          >
            Export rates (CSV)
          </Button>
        </div>
      }
    >
      {rates.map((row, index) => (
        <div key={index} className="row own-price" role="group" aria-label={`Own rate ${String(index + 1)}`}>
          <span className="own-price__name">
            {row.provider}/{row.model}, {CLASSES.find(({ value }) => value === row.class)?.label ?? row.class}
            {row.tier === null ? '' : `, ${row.tier}`}
          </span>
          <AmountField
            label="USD per 1 M tokens"
            help="In place of the rate of the price book."
            value={row.usdPerMtok}
            show={showRate}
            step={0.01}
            mayRange={false}
            source={row.source}
            onCommit={(value) => {
              if (typeof value === 'number') void putRate({ ...row, usdPerMtok: value }, index);
              return null;
            }}
          />
          <DayField label="From" value={row.from} onCommit={(from) => put(index, { from })} />
          <DayField label="Before" value={row.to} onCommit={(to) => put(index, { to })} />
          <RemoveButton
            what={`own rate ${String(index + 1)}`}
            onClick={() => {
              removePrice(store, 'rates', index);
            }}
          />
        </div>
      ))}
      <NewRate />
    </Card>
  );
}

function NewRate(): ReactElement {
  const putRate = useWorkbench((state) => state.putRate);
  const [key, setKey] = useState('');
  const [priceClass, setPriceClass] = useState<Rate['class']>('input');
  const [usdPerMtok, setUsdPerMtok] = useState<number | null>(null);
  const slash = key.indexOf('/');
  return (
    <div className="row own-price" role="group" aria-label="A new rate">
      <ModelField
        label="Model"
        value={key}
        onCommit={(model) => {
          setKey(model);
          return null;
        }}
      />
      <Select
        label="Class"
        isLabelShown
        value={priceClass}
        options={[...CLASSES]}
        onChange={(value) => {
          setPriceClass(CLASSES.find((option) => option.value === value)?.value ?? 'input');
        }}
      />
      <AmountField
        label="New rate, USD per 1 M tokens"
        help="Per million tokens, not per thousand: a rate far from the list is refused."
        value={usdPerMtok}
        show={showRate}
        step={0.01}
        mayRange={false}
        onCommit={(value) => {
          if (typeof value !== 'number' || value < 0) return 'A rate is a number from 0.';
          setUsdPerMtok(value);
          return null;
        }}
      />
      <Button
        isDisabled={key === '' || usdPerMtok === null}
        onClick={() => {
          if (usdPerMtok === null) return;
          const [provider, model] = [key.slice(0, slash), key.slice(slash + 1)];
          const period = { from: null, to: null, aboveTokens: 0 };
          void putRate(
            { provider, model, region: null, tier: null, class: priceClass, usdPerMtok, ...period, source: 'own rate' },
            null,
          );
        }}
      >
        Add the rate
      </Button>
    </div>
  );
}
