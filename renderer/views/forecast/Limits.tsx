import type { ReactElement } from 'react';
import { Button } from '../../components/Controls.tsx';
import { Card } from '../../components/View.tsx';
import { planOf } from '../../state/selectors.ts';
import { useWorkbench } from '../../state/useStore.tsx';
import { Guardrails } from '../budgets/Guardrails.tsx';

/** Limits an hour, a day or a month on money, tokens, requests or GPU hours, tried on the history that is shown above. */
export function Limits(): ReactElement {
  const results = useWorkbench(planOf);
  const showTab = useWorkbench((state) => state.showBudgetsTab);
  const showView = useWorkbench((state) => state.showView);
  return (
    <Card
      title="Limits tried on the past"
      actions={
        <Button
          onClick={() => {
            showTab('guardrails');
            showView('budgets');
          }}
        >
          Open in Budgets
        </Button>
      }
    >
      {results === null ? <p className="muted">Computing the plan …</p> : <Guardrails results={results} />}
    </Card>
  );
}
