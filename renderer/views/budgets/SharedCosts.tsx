import { useState, type ReactElement } from 'react';
import { cents } from '../../../shared/units/format.ts';
import { AmountField } from '../../components/AmountField.tsx';
import { Button, Select, TextInput } from '../../components/Controls.tsx';
import { changeChargeback, type SharedCost } from '../../state/budgetEdits.ts';
import { useStoreApi, useWorkbench } from '../../state/useStore.tsx';

const METHODS = [
  { value: 'proportional', label: 'in proportion to direct cost' },
  { value: 'even', label: 'evenly' },
] as const;

/** Costs beside the usage, a platform team for example, and how the cost centres share them. */
export function SharedCosts({ centres }: { readonly centres: readonly string[] }): ReactElement {
  const store = useStoreApi();
  const costs = useWorkbench((state) => state.document.chargeback.sharedCosts);
  const [draft, setDraft] = useState('');
  const set = (label: string, next: readonly SharedCost[]): string | null => {
    const edited = changeChargeback(store, label, { sharedCosts: [...next] });
    return edited.ok ? null : edited.message;
  };
  const change = (name: string, part: Partial<SharedCost>): string | null =>
    set(
      'Change a shared cost',
      costs.map((cost) => (cost.name === name ? { ...cost, ...part } : cost)),
    );
  const [problem, setProblem] = useState<string | null>(null);
  const add = (): void => {
    const name = draft.trim();
    if (name === '') return;
    if (centres.length === 0) {
      setProblem('There is no cost centre to share it: choose cost centres that the data names.');
      return;
    }
    const added = set('Add a shared cost', [
      ...costs,
      { name, usdPerMonth: 1000, method: 'proportional', to: [...centres] },
    ]);
    setProblem(added);
    if (added === null) setDraft('');
  };
  return (
    <section className="shared-costs" aria-label="Shared costs">
      <h3>Shared costs</h3>
      {costs.map((cost) => (
        <div key={cost.name} className="row">
          <strong>{cost.name}</strong>
          <AmountField
            label={`${cost.name}, a month`}
            help="Cost of a month, USD."
            value={cost.usdPerMonth}
            show={(amount) => (typeof amount === 'number' ? cents(amount).replace(/\.00$/, '') : '')}
            unit="USD a month"
            step={100}
            mayRange={false}
            onCommit={(amount) =>
              typeof amount === 'number' && amount >= 0
                ? change(cost.name, { usdPerMonth: amount })
                : 'A cost is an amount from 0 on.'
            }
          />
          {cost.method === 'fixed' ? (
            <span>by fixed shares</span>
          ) : (
            <Select
              label={`How ${cost.name} is shared`}
              value={cost.method}
              options={METHODS}
              onChange={(method) => {
                change(cost.name, { method: method === 'even' ? 'even' : 'proportional' });
              }}
            />
          )}
          <span className="muted">
            among {cost.to.length === 1 ? cost.to[0] : `${String(cost.to.length)} recipients`}
          </span>
          <Button
            look="quiet"
            label={`Remove the shared cost ${cost.name}`}
            onClick={() => {
              set(
                'Remove a shared cost',
                costs.filter(({ name }) => name !== cost.name),
              );
            }}
          >
            ×
          </Button>
        </div>
      ))}
      <div className="row">
        <TextInput
          label="Name of a shared cost"
          placeholder="Platform team"
          value={draft}
          onChange={(text) => {
            setDraft(text);
            setProblem(null);
          }}
        />
        <Button onClick={add} isDisabled={draft.trim() === ''}>
          Add a shared cost
        </Button>
      </div>
      {problem !== null && (
        <p className="amount__problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
