import { useMemo, type ReactElement } from 'react';
import type { ValueOfSpend } from '../../../../shared/plan/analysis.ts';
import type { Benefit } from '../../../../shared/model/governance.ts';
import { cents, compact, compactUsd, monthName, percent } from '../../../../shared/units/format.ts';
import { AmountField } from '../../../components/AmountField.tsx';
import { Select } from '../../../components/Controls.tsx';
import { setBenefit } from '../../../state/metricEdits.ts';
import { useStoreApi, useWorkbench } from '../../../state/useStore.tsx';

const NONE = '';
const FIELDS = [
  { key: 'minutesPerUnit', label: 'Saves, each', unit: 'minutes', step: 1, most: 100_000, isShare: false },
  { key: 'usdPerHour', label: 'An hour costs', unit: 'USD', step: 1, most: Infinity, isShare: false },
  { key: 'adoption', label: 'Adopted', unit: '', step: 0.01, most: 1, isShare: true },
  { key: 'realisedShare', label: 'Put to use', unit: '', step: 0.01, most: 1, isShare: true },
  { key: 'oneOffUsd', label: 'Cost to get there', unit: 'USD, once', step: 1000, most: Infinity, isShare: false },
] as const;

/** What a unit is worth and what came of it: return on the spend, and when the one-off cost is earned. */
export function Return({ value }: { readonly value: ValueOfSpend | null }): ReactElement | null {
  const store = useStoreApi();
  const metrics = useWorkbench((state) => state.document.businessMetrics);
  const names = useMemo(() => [...new Set(metrics.rows.map(({ metric }) => metric))].sort(), [metrics]);
  if (names.length === 0) return null;
  const { benefit } = metrics;
  const change = (part: Partial<Benefit>): string | null => {
    if (benefit === null) return null;
    const edited = setBenefit(store, { ...benefit, ...part });
    return edited.ok ? null : edited.message;
  };
  return (
    <section aria-label="What it is worth">
      <div className="way__fields">
        <Select
          label="What brings the benefit"
          isLabelShown
          value={benefit?.metric ?? NONE}
          options={[
            { value: NONE, label: 'not said' },
            ...names.map((name) => ({ value: name, label: name.replaceAll('_', ' ') })),
          ]}
          onChange={(metric) => {
            // What one of them is worth only the company knows: nothing is assumed.
            const blank = { minutesPerUnit: 0, usdPerHour: 0, adoption: 1, realisedShare: 1, oneOffUsd: 0 };
            setBenefit(store, metric === NONE ? null : { ...(benefit ?? blank), metric });
          }}
        />
        {benefit !== null &&
          FIELDS.map(({ key, label, unit, step, most, isShare }) => (
            <AmountField
              key={key}
              label={label}
              help="Minutes times rate times adoption times the share that is put to use is what it is worth."
              value={benefit[key]}
              show={(amount) =>
                typeof amount !== 'number'
                  ? ''
                  : isShare
                    ? `${String(Math.round(amount * 1e4) / 100)} %`
                    : String(amount)
              }
              unit={unit}
              step={step}
              mayRange={false}
              onCommit={(amount) =>
                typeof amount === 'number' && amount >= 0 && amount <= most
                  ? change({ [key]: amount })
                  : isShare
                    ? 'This is a share from 0 % to 100 %.'
                    : 'This is a number from 0 on.'
              }
            />
          ))}
      </div>
      {benefit !== null && (benefit.minutesPerUnit === 0 || benefit.usdPerHour === 0) ? (
        <p className="muted">Say how many minutes each of them saves and what an hour of that work costs.</p>
      ) : (
        value !== null && <Worth value={value} />
      )}
    </section>
  );
}

function Worth({ value }: { readonly value: ValueOfSpend }): ReactElement {
  const inspect = useWorkbench((state) => state.inspect);
  const name = value.metric.replaceAll('_', ' ');
  return (
    <p aria-live="polite">
      <button
        type="button"
        className="door"
        onClick={() => {
          inspect({
            title: `What ${name} is worth`,
            value: percent(value.returnShare, 0),
            formula:
              'Count times minutes saved times the rate of an hour, times the share adopted and the share put to use: the benefit. Return is benefit less spend, over spend, in the months whose spend is known; payback is the one-off cost over the mean net benefit of a month.',
            lines: [
              { label: 'Benefit, USD', value: cents(value.benefitUsd) },
              { label: 'Spend, USD', value: cents(value.costUsd) },
              { label: 'One-off, USD', value: cents(value.oneOffUsd) },
              ...value.months.map(({ month, units, benefitUsd, costUsd }) => ({
                label: monthName(month),
                value: `${compact(units)} worth ${compactUsd(benefitUsd)}, spend ${compactUsd(costUsd)}`,
              })),
            ],
            findings: [],
            rows: null,
          });
        }}
      >
        <strong>{returnSentence(value)}</strong>
      </button>
    </p>
  );
}

/** Example: `Resolved ticket brought 120 k USD for 28 k USD of spend, a return of 328 %; the 50 k USD it cost to get there is earned in 1 month.` */
export function returnSentence({
  metric,
  benefitUsd,
  costUsd,
  returnShare,
  oneOffUsd,
  paybackMonths,
}: ValueOfSpend): string {
  const name = metric.replaceAll('_', ' ');
  const named = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const gain = `${named} brought ${compactUsd(benefitUsd)} for ${compactUsd(costUsd)} of spend, a return of ${percent(returnShare, 0)}`;
  if (oneOffUsd === 0) return `${gain}.`;
  if (paybackMonths === null) return `${gain}; the ${compactUsd(oneOffUsd)} it cost to get there is never earned.`;
  const months = Math.ceil(paybackMonths);
  return `${gain}; the ${compactUsd(oneOffUsd)} it cost to get there is earned in ${String(months)} ${months === 1 ? 'month' : 'months'}.`;
}
