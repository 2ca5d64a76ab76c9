import type { ReactElement } from 'react';
import { isStale } from '../../../../shared/catalog/prices/staleness.ts';
import type { Day } from '../../../../shared/units/months.ts';
import { Card } from '../../../components/View.tsx';
import { useWorkbench } from '../../../state/useStore.tsx';
import { Contracts } from './Contracts.tsx';
import { OwnRates } from './OwnRates.tsx';
import { Promises } from './Promises.tsx';
import { RatesTable } from './RatesTable.tsx';

/** The rates in use with their sources, and what the user knows better. */
export function PricesTab(): ReactElement {
  const rates = useWorkbench((state) => state.ratesInUse);
  const summary = useWorkbench((state) => state.dataset.summary);
  const now = useWorkbench((state) => state.today);
  // The clock gives ISO days.
  const stale = rates.filter(({ checked_on: checkedOn }) => isStale(checkedOn, now() as Day)).length;
  return (
    <>
      <Contracts />
      <OwnRates />
      <Promises />
      <Card title="Rates in use">
        <p className="muted">
          USD per 1 M tokens, made from {summary?.priceBookVersion ?? 'no price book'}.{' '}
          {stale === 0
            ? 'Every rate was checked within 60 days.'
            : `${String(stale)} of ${String(rates.length)} rates were last checked more than 60 days ago: compare them with the vendor’s page.`}
        </p>
        <ul className="muted plain-list" aria-label="Price books behind the totals">
          {(summary?.pricingHistory ?? []).map(({ book, since, names }) => (
            <li key={`${book}|${since ?? ''}`}>
              {book}: prices {String(names)} names {since === null ? 'from the beginning' : `from ${since}`}
            </li>
          ))}
        </ul>
        <RatesTable rates={rates} />
      </Card>
    </>
  );
}
