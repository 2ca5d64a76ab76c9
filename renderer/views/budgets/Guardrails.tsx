import type { ReactElement } from 'react';
import type { Guardrail } from '../../../shared/model/governance.ts';
import type { GuardrailReplay } from '../../../shared/plan/analysis.ts';
import type { PlanResults } from '../../../shared/plan/results.ts';
import { cents, compactUsd, count, dayName, percent } from '../../../shared/units/format.ts';
import { AmountField } from '../../components/AmountField.tsx';
import { Button, Select } from '../../components/Controls.tsx';
import { addGuardrail, changeGuardrail, removeGuardrail } from '../../state/budgetEdits.ts';
import { useStoreApi, useWorkbench } from '../../state/useStore.tsx';
import { DIMENSION_LABELS, valueLabel } from '../labels.ts';

const PER = ['all', 'team', 'project', 'feature', 'model', 'user_key', 'api_key'] as const;
const MEASURES = [
  { value: 'usd', label: 'USD' },
  { value: 'tokens', label: 'tokens' },
  { value: 'requests', label: 'requests' },
  { value: 'gpuHours', label: 'GPU hours' },
] as const;
const PERIODS = [
  { value: 'day', label: 'a day' },
  { value: 'month', label: 'a month' },
  { value: 'hour', label: 'an hour' },
] as const;
const STOPS_SHOWN = 5;

/** Limits tried on the past before anybody switches one on: what each would have blocked, and what it would have saved. */
export function Guardrails({ results }: { readonly results: PlanResults }): ReactElement {
  const store = useStoreApi();
  const rules = useWorkbench((state) => state.document.guardrails);
  const replays = results.analysis?.guardrails ?? [];
  return (
    <>
      {rules.length === 0 && (
        <p className="muted">
          Try a limit on what has happened: you will see how many requests it would have blocked, and what it would have
          saved.
        </p>
      )}
      <ul className="guardrails">
        {rules.map((rule) => (
          <li key={rule.id}>
            <RuleFields rule={rule} />
            <Replay replay={replays.find(({ id }) => id === rule.id)} />
          </li>
        ))}
      </ul>
      <Button
        onClick={() => {
          const perDay = (results.scenarios[0]?.months[0]?.costUsd.central ?? 300) / 30;
          const limit = Math.max(1, Math.round(perDay));
          addGuardrail(store, {
            name: `Limit ${String(rules.length + 1)}`,
            per: 'all',
            measure: 'usd',
            limit,
            period: 'day',
          });
        }}
      >
        Try a limit
      </Button>
    </>
  );
}

function RuleFields({ rule }: { readonly rule: Guardrail }): ReactElement {
  const store = useStoreApi();
  const change = (part: Partial<Guardrail>): string | null => {
    const edited = changeGuardrail(store, rule.id, part);
    return edited.ok ? null : edited.message;
  };
  return (
    <div className="row">
      <AmountField
        label={`${rule.name}: at most`}
        help="How much one member may use in one period."
        value={rule.limit}
        show={(amount) => (typeof amount === 'number' ? cents(amount).replace(/\.00$/, '') : '')}
        step={Math.max(1, 10 ** (Math.floor(Math.log10(rule.limit)) - 1))}
        mayRange={false}
        onCommit={(amount) => (typeof amount === 'number' ? change({ limit: amount }) : 'This takes one number.')}
      />
      <Select
        label="What is limited"
        value={rule.measure}
        options={MEASURES}
        onChange={(value) => {
          change({ measure: MEASURES.find((one) => one.value === value)?.value ?? 'usd' });
        }}
      />
      <Select
        label="Period"
        value={rule.period}
        options={PERIODS}
        onChange={(value) => {
          change({ period: PERIODS.find((one) => one.value === value)?.value ?? 'day' });
        }}
      />
      <Select
        label="For each"
        value={rule.per}
        options={[...new Set([...PER, rule.per])].map((value) => ({
          value,
          label: value === 'all' ? 'for all together' : `for each ${DIMENSION_LABELS[value].toLowerCase()}`,
        }))}
        onChange={(value) => {
          change({ per: PER.find((one) => one === value) ?? rule.per });
        }}
      />
      <Button
        look="quiet"
        label={`Remove ${rule.name}`}
        onClick={() => {
          removeGuardrail(store, rule.id);
        }}
      >
        ×
      </Button>
    </div>
  );
}

function Replay({ replay }: { readonly replay: GuardrailReplay | undefined }): ReactElement {
  const inspect = useWorkbench((state) => state.inspect);
  if (replay === undefined) return <p className="muted">Replaying the past …</p>;
  const isOfHours = replay.measure === 'gpuHours';
  return (
    <p>
      <button
        type="button"
        className="door"
        onClick={() => {
          inspect({
            title: replay.name,
            value: `${compactUsd(replay.blockedUsd)} saved`,
            formula:
              'Every day or hour of the past in order: what comes after the limit within a period is blocked, the row that crosses it in proportion. Nothing is assumed about requests that would have gone another way.',
            lines: [
              { label: 'Blocked, USD', value: cents(replay.blockedUsd) },
              { label: 'Blocked share of the cost', value: percent(replay.savedShare) },
              ...(isOfHours
                ? [
                    { label: 'Blocked GPU hours', value: count(replay.blockedGpuHours) },
                    { label: 'Blocked share of GPU hours', value: percent(replay.blockedGpuHourShare) },
                  ]
                : [
                    { label: 'Blocked requests', value: count(replay.blockedRequests) },
                    { label: 'Blocked share of requests', value: percent(replay.blockedRequestShare) },
                  ]),
              ...replay.stops.slice(0, STOPS_SHOWN).map(({ member, time }) => ({
                label: member === '' ? 'Limit reached' : `${valueLabel(member)} stopped`,
                value: dayName(time.slice(0, 10)),
              })),
            ],
            findings: [],
            rows: null,
          });
        }}
      >
        <strong>{replay.sentence}</strong>
      </button>
      , {replay.stops.length === 1 ? 'with 1 stop' : `with ${count(replay.stops.length)} stops`}.
    </p>
  );
}
