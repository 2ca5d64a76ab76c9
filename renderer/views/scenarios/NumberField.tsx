import type { ReactElement } from 'react';
import { findDefault, valueOfDefault, type LeverDefault } from '../../../shared/catalog/levers/defaults.ts';
import type { NumberParameter } from '../../../shared/engine/levers/descriptors.ts';
import { describeValue } from '../../../shared/engine/sentences.ts';
import type { ParameterValue } from '../../../shared/engine/types.ts';
import { centralOf } from '../../../shared/plan/assumptions.ts';
import { type Amount } from '../../components/amount.ts';
import { AmountField } from '../../components/AmountField.tsx';
import { amountText, UNIT_WORDS } from './amountText.ts';

/** Takes a setting over, or says why not. */
type Taking = (value: ParameterValue | undefined) => string | null;

/** A number or range of a lever: its unit, its bounds, its usual range and where that comes from. */
export function NumberField(props: {
  readonly descriptor: NumberParameter;
  readonly given: ParameterValue | undefined;
  readonly kind: string;
  readonly name: string;
  readonly onCommit: Taking;
  readonly onPreview: Taking;
}): ReactElement {
  const { descriptor, given, onCommit, onPreview } = props;
  const { unit, min, max } = descriptor;
  const row = findDefault(props.kind, props.name);
  const value = amountOf(given) ?? row?.value ?? descriptor.absent;
  const isDefault = row !== undefined && (given === undefined || centralOf(given) === row.value);
  return (
    <AmountField
      label={descriptor.label}
      help={descriptor.help}
      value={value}
      show={(amount) => amountText(amount, unit)}
      unit={UNIT_WORDS[unit]}
      step={unit === 'share' ? 0.01 : stepOf(value)}
      mayRange={descriptor.mayRange}
      source={row === undefined ? '' : sourceText(row, descriptor, isDefault)}
      {...(unit === 'share' && max <= 1 ? { slider: { min, max } } : {})}
      {...(row === undefined || isDefault
        ? {}
        : {
            onReset: () => {
              onCommit(valueOfDefault(row, descriptor));
            },
          })}
      onCommit={(amount) => onCommit(parameterOf(amount))}
      onPreview={(amount) => onPreview(parameterOf(amount))}
    />
  );
}

/** Where a value comes from; beside a value of the planner's own, what it usually is. */
function sourceText(row: LeverDefault, descriptor: NumberParameter, isDefault: boolean): string {
  const source = `${row.source}, ${row.date}`;
  return isDefault
    ? source
    : `Set by you; usually ${describeValue(valueOfDefault(row, descriptor), descriptor)} (${source})`;
}

/** One percent of the value's magnitude, at least 1 for whole quantities. */
function stepOf(value: Amount): number {
  const size = typeof value === 'number' ? Math.abs(value) : Math.abs(value.high);
  return size < 10 ? 0.1 : 10 ** (Math.floor(Math.log10(size)) - 1);
}

function amountOf(value: ParameterValue | undefined): Amount | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'object') return null;
  return 'p10' in value ? { low: value.p10, high: value.p90 } : value.value;
}

/** A typed range keeps its middle half-way: the planner gave two ends and nothing else. */
const parameterOf = (amount: Amount): ParameterValue =>
  typeof amount === 'number' ? amount : { p10: amount.low, p50: (amount.low + amount.high) / 2, p90: amount.high };
