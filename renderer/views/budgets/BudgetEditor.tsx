import { useState, type ReactElement } from 'react';
import type { Budget } from '../../../shared/model/document.ts';
import { cents, monthName } from '../../../shared/units/format.ts';
import { addMonths, monthRange, type Month } from '../../../shared/units/months.ts';
import { parseAmount } from '../../../shared/units/parseAmount.ts';
import { AmountField } from '../../components/AmountField.tsx';
import { Button, Select, TextInput } from '../../components/Controls.tsx';
import { Card } from '../../components/View.tsx';
import { changeBudget, removeBudget, type BudgetChange } from '../../state/budgetEdits.ts';
import { useStoreApi } from '../../state/useStore.tsx';
import { ScopePicker } from '../ScopePicker.tsx';

const MONTHS_AROUND = 24;
const LONGEST_NAME = 200;

/** A budget's name, owner, part of the usage, months and amount, edited in place. */
export function BudgetEditor({ budget }: { readonly budget: Budget }): ReactElement {
  const store = useStoreApi();
  const [problem, setProblem] = useState<string | null>(null);
  const change = (label: string, part: BudgetChange): string | null => {
    const edited = changeBudget(store, budget.id, label, part);
    return edited.ok ? null : edited.message;
  };
  const months = monthRange(addMonths(budget.from, -MONTHS_AROUND), addMonths(budget.to, MONTHS_AROUND)).map(
    (month) => ({ value: month, label: monthName(month) }),
  );
  return (
    <Card
      title="Edit the budget"
      actions={
        <Button
          look="quiet"
          onClick={() => {
            removeBudget(store, budget.id);
          }}
        >
          Remove
        </Button>
      }
    >
      <div className="budget__fields">
        <NameField
          label="Name"
          value={budget.name}
          onCommit={(name) => {
            if (name !== '') change('Rename the budget', { name });
          }}
        />
        <NameField
          label="Owner"
          value={budget.owner ?? ''}
          onCommit={(owner) => {
            change('Change the owner', { owner: owner === '' ? undefined : owner });
          }}
        />
        <AmountField
          label="Amount"
          help="For all its months together."
          value={budget.amountUsd}
          show={(amount) => (typeof amount === 'number' ? cents(amount).replace(/\.00$/, '') : '')}
          unit="USD"
          step={1000}
          mayRange={false}
          readOther={(text) => {
            const [, number = '', currency = ''] = /^([\d.,]+\s*[kmb]?)\s*([a-z]{3})$/i.exec(text) ?? [];
            const read = parseAmount(number, null);
            if (currency === '' || read.kind !== 'value') return null;
            return currency.toUpperCase() === 'USD'
              ? read.value
              : (change('Change the amount', { amountUsd: read.value, currency: currency.toUpperCase() }) ?? '');
          }}
          onCommit={(amount) =>
            typeof amount !== 'number' || amount < 0
              ? 'A budget is an amount from 0 on.'
              : change('Change the amount', { amountUsd: amount })
          }
        />
        <Select
          label="From"
          isLabelShown
          value={budget.from}
          options={months}
          onChange={(month) => {
            // The options are months.
            setProblem(change('Change the months', { from: month as Month }));
          }}
        />
        <Select
          label="To"
          isLabelShown
          value={budget.to}
          options={months}
          onChange={(month) => {
            // The options are months.
            setProblem(change('Change the months', { to: month as Month }));
          }}
        />
        <ScopePicker
          scope={budget.scope}
          onChange={(scope) => {
            change('Change what the budget is for', { scope });
          }}
        />
        {problem !== null && (
          <p className="amount__problem" role="alert">
            {problem}
          </p>
        )}
      </div>
    </Card>
  );
}

function NameField(props: {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (value: string) => void;
}): ReactElement {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <TextInput
      label={props.label}
      isLabelShown
      value={draft ?? props.value}
      onChange={setDraft}
      onCommit={() => {
        const text = draft?.trim().slice(0, LONGEST_NAME);
        if (text !== undefined && text !== props.value) props.onCommit(text);
        setDraft(null);
      }}
    />
  );
}
