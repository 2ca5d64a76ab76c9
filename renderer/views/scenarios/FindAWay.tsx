import { useState, type ReactElement } from 'react';
import type { PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import { cents } from '../../../shared/units/format.ts';
import { AmountField } from '../../components/AmountField.tsx';
import { Button, Select, Switch } from '../../components/Controls.tsx';
import { Card } from '../../components/View.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { amountText } from './amountText.ts';
import { FoundWays } from './FoundWays.tsx';
import { targetPeriods, targetText, type TargetDraft } from './targetText.ts';

const CONFIDENCES = [
  { value: '0.8', label: 'in 8 of 10 cases (P80)' },
  { value: '0.9', label: 'in 9 of 10 cases (P90)' },
  { value: '0.5', label: 'in half of the cases (P50)' },
  { value: '', label: 'in the central case' },
] as const;
const RISKS = [
  { value: '', label: 'any' },
  { value: 'low', label: 'low' },
  { value: 'medium', label: 'medium at most' },
] as const;
const GOALS = [
  { value: 'cost', label: 'the least cost' },
  { value: 'effort', label: 'the least work' },
  { value: 'risk', label: 'the least risk' },
] as const;

/** A target, how sure it must be, and its limits: three ways to keep it, to look at and to adopt. */
export function FindAWay(props: {
  readonly results: PlanResults;
  readonly outcome: ScenarioOutcome;
  readonly onClose: () => void;
}): ReactElement {
  const { results, outcome } = props;
  const budgets = useWorkbench((state) => state.document.budgets);
  const search = useWorkbench((state) => state.search);
  const findAWay = useWorkbench((state) => state.findAWay);
  const periods = targetPeriods(results, budgets);
  const [draft, setDraft] = useState<TargetDraft>({
    period: periods[0]?.value ?? 'total',
    limitUsd: periods[0]?.usd ?? 0,
    confidence: 0.8,
    quality: 0.95,
    effort: null,
    risk: null,
    goal: 'cost',
  });
  const [withStandard, setWithStandard] = useState(true);
  const change = (part: Partial<TargetDraft>): null => {
    setDraft({ ...draft, ...part });
    return null;
  };
  return (
    <Card
      title={`Find a way to stay under a limit, beginning from ${outcome.name}`}
      actions={
        <Button look="quiet" label="Close: find a way" onClick={props.onClose}>
          ×
        </Button>
      }
    >
      <div className="way__fields">
        <Select
          label="Hold"
          isLabelShown
          value={draft.period}
          options={periods}
          onChange={(period) => {
            change({ period, limitUsd: periods.find(({ value }) => value === period)?.usd ?? draft.limitUsd });
          }}
        />
        <AmountField
          label="under"
          help="The money of all its months together."
          value={draft.limitUsd}
          show={(amount) => (typeof amount === 'number' ? cents(amount).replace(/\.00$/, '') : '')}
          unit="USD"
          step={1000}
          mayRange={false}
          onCommit={(amount) =>
            typeof amount === 'number' && amount > 0 ? change({ limitUsd: amount }) : 'A limit is an amount above 0.'
          }
        />
        <Select
          label="How sure"
          isLabelShown
          value={draft.confidence === null ? '' : String(draft.confidence)}
          options={CONFIDENCES}
          onChange={(value) => {
            change({ confidence: value === '' ? null : Number(value) });
          }}
        />
        <AmountField
          label="Quality, at least"
          help="Share of today's quality that must be kept."
          value={draft.quality ?? 0}
          show={(amount) => amountText(amount, 'share')}
          step={0.01}
          mayRange={false}
          onCommit={(amount) =>
            typeof amount === 'number' && amount >= 0 && amount <= 1
              ? change({ quality: amount === 0 ? null : amount })
              : 'Quality is a share from 0 % to 100 %.'
          }
        />
        <AmountField
          label="Work, at most"
          help="Person-weeks of all levers together; 0 for no limit."
          value={draft.effort ?? 0}
          show={(amount) => (typeof amount !== 'number' || amount === 0 ? 'no limit' : String(amount))}
          unit="person-weeks"
          step={1}
          mayRange={false}
          onCommit={(amount) =>
            typeof amount === 'number' && amount >= 0
              ? change({ effort: amount === 0 ? null : amount })
              : 'Work is a number of weeks from 0 on.'
          }
        />
        <Select
          label="Risk"
          isLabelShown
          value={draft.risk ?? ''}
          options={RISKS}
          onChange={(value) => {
            change({ risk: value === 'low' || value === 'medium' ? value : null });
          }}
        />
        <Select
          label="With"
          isLabelShown
          value={draft.goal}
          options={GOALS}
          onChange={(value) => {
            change({ goal: GOALS.find((goal) => goal.value === value)?.value ?? 'cost' });
          }}
        />
      </div>
      <div className="row">
        <Button
          look="primary"
          isDisabled={search.status === 'searching'}
          onClick={() => void findAWay({ scenarioId: outcome.id, target: targetText(draft), withStandard })}
        >
          {search.status === 'searching' ? 'Searching …' : 'Search'}
        </Button>
        <Switch
          label="Also try caching, batch, compression and a response cache"
          isLabelShown
          isOn={withStandard}
          onChange={setWithStandard}
        />
      </div>
      {search.status === 'refused' && (
        <p className="amount__problem" role="alert">
          {search.reason}
        </p>
      )}
      {search.status === 'found' && <FoundWays plan={search.plan} />}
    </Card>
  );
}
