import { useState, type ReactElement } from 'react';
import { exchangeRateSchema, type ExchangeRate } from '../../../shared/model/dataSettings.ts';
import { Button, TextInput } from '../../components/Controls.tsx';
import { useWorkbench } from '../../state/useStore.tsx';

const EMPTY = { currency: '', from: '', usdPerUnit: '', source: '' };

/** Rates by day, with where each comes from; an amount takes the last rate on or before its day. */
export function ExchangeRates(): ReactElement {
  const rates = useWorkbench((state) => state.document.exchangeRates);
  const billed = useWorkbench((state) => state.dataset.summary?.billed);
  const edit = useWorkbench((state) => state.edit);
  const [draft, setDraft] = useState(EMPTY);
  const [problem, setProblem] = useState('');
  const without = Object.keys(billed ?? {}).filter(
    (currency) => currency !== 'USD' && !rates.some((rate) => rate.currency === currency),
  );
  const add = (): void => {
    const parsed = exchangeRateSchema.safeParse({
      ...draft,
      currency: draft.currency.trim().toUpperCase(),
      usdPerUnit: Number(draft.usdPerUnit.replace(',', '.')),
    });
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      setProblem(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
      return;
    }
    edit(`Enter a rate of ${parsed.data.currency}`, (document) => {
      document.exchangeRates.push(parsed.data);
    });
    setDraft(EMPTY);
    setProblem('');
  };
  const remove = (gone: ExchangeRate): void => {
    edit(`Remove a rate of ${gone.currency}`, (document) => {
      document.exchangeRates = document.exchangeRates.filter(
        ({ currency, from }) => currency !== gone.currency || from !== gone.from,
      );
    });
  };
  const field = (key: keyof typeof EMPTY, label: string, placeholder: string): ReactElement => (
    <TextInput
      label={label}
      isLabelShown
      value={draft[key]}
      placeholder={placeholder}
      onChange={(text) => {
        setDraft({ ...draft, [key]: text });
      }}
    />
  );
  return (
    <section aria-label="Exchange rates" className="settings">
      <h3>Exchange rates</h3>
      {without.length > 0 && (
        <p>
          <span className="mark mark--fix">!</span> Amounts in {without.join(', ')} have no rate and are not in USD
          totals.
        </p>
      )}
      <ul className="settings__list">
        {rates.map((rate) => (
          <li key={`${rate.currency}${rate.from}`}>
            <span>
              1 {rate.currency} = {rate.usdPerUnit} USD from {rate.from}
            </span>
            <span className="muted">{rate.source}</span>
            <Button
              look="quiet"
              label={`Remove ${rate.currency} from ${rate.from}`}
              onClick={() => {
                remove(rate);
              }}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
      <div className="row">
        {field('currency', 'Currency', 'EUR')}
        {field('from', 'From', '2026-01-01')}
        {field('usdPerUnit', 'USD for one', '1.08')}
        {field('source', 'Source', 'ECB reference rate')}
        <Button onClick={add}>Add the rate</Button>
      </div>
      {problem !== '' && (
        <p className="amount__problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
