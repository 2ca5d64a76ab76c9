import { useState, type ReactElement } from 'react';
import { cents } from '../../../shared/units/format.ts';
import { AmountField } from '../../components/AmountField.tsx';
import { Button, Select, TextInput } from '../../components/Controls.tsx';
import { changeChargeback, type SharedCost } from '../../state/budgetEdits.ts';
import { useStoreApi, useWorkbench } from '../../state/useStore.tsx';
import { withMethod, withRecipient, withShare } from './sharedShares.ts';

const METHODS = [
  { value: 'proportional', label: 'in proportion to direct cost' },
  { value: 'even', label: 'evenly' },
  { value: 'fixed', label: 'by fixed shares' },
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
  const change = (changed: SharedCost): string | null =>
    set(
      'Change a shared cost',
      costs.map((cost) => (cost.name === changed.name ? changed : cost)),
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
        <CostRule
          key={cost.name}
          cost={cost}
          names={[...new Set([...centres, ...costs.map(({ name }) => name), ...cost.to])].filter(
            (name) => name !== cost.name,
          )}
          onChange={change}
          onRemove={() => {
            set(
              'Remove a shared cost',
              costs.filter(({ name }) => name !== cost.name),
            );
          }}
        />
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

/** One shared cost: what it is, how it is shared, and among whom. What cannot be is refused with the reason. */
function CostRule(props: {
  readonly cost: SharedCost;
  /** Who could share it: cost centres, and other shared costs that pass their part on. */
  readonly names: readonly string[];
  readonly onChange: (cost: SharedCost) => string | null;
  readonly onRemove: () => void;
}): ReactElement {
  const { cost, names, onChange, onRemove } = props;
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <div className="shared-cost">
      <div className="row">
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
              ? onChange({ ...cost, usdPerMonth: amount })
              : 'A cost is an amount from 0 on.'
          }
        />
        <Select
          label={`How ${cost.name} is shared`}
          value={cost.method}
          options={METHODS}
          onChange={(value) => {
            const method = METHODS.find((one) => one.value === value)?.value ?? 'proportional';
            setProblem(onChange(withMethod(cost, method)));
          }}
        />
        <Button look="quiet" label={`Remove the shared cost ${cost.name}`} onClick={onRemove}>
          ×
        </Button>
      </div>
      <details>
        <summary>among {cost.to.length === 1 ? cost.to[0] : `${String(cost.to.length)} recipients`}</summary>
        <fieldset className="shared-cost__recipients">
          <legend className="visually-hidden">Who shares {cost.name}</legend>
          {names.map((name) => {
            const isIncluded = cost.to.includes(name);
            return (
              <div key={name} className="row">
                <label>
                  <input
                    type="checkbox"
                    checked={isIncluded}
                    onChange={() => {
                      setProblem(
                        isIncluded && cost.to.length === 1
                          ? `${cost.name} needs somebody who shares it.`
                          : onChange(withRecipient(cost, name, !isIncluded)),
                      );
                    }}
                  />
                  {name}
                </label>
                {isIncluded && cost.method === 'fixed' && (
                  <AmountField
                    label={`Share of ${name}`}
                    help="The others share the rest in proportion, so that all shares are 100 %."
                    value={cost.shares?.[name] ?? 0}
                    show={(amount) => (typeof amount === 'number' ? `${String(Math.round(amount * 1e4) / 100)} %` : '')}
                    step={0.01}
                    mayRange={false}
                    onCommit={(amount) =>
                      typeof amount === 'number' && amount >= 0 && amount <= 1
                        ? onChange(withShare(cost, name, amount))
                        : 'A share is from 0 % to 100 %.'
                    }
                  />
                )}
              </div>
            );
          })}
        </fieldset>
      </details>
      {problem !== null && (
        <p className="amount__problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
