import type { ReactElement } from 'react';
import { findDefault } from '../../../shared/catalog/levers/defaults.ts';
import type { NumberParameter, ParameterDescriptor } from '../../../shared/engine/levers/descriptors.ts';
import { leverDefinition } from '../../../shared/engine/levers/registry.ts';
import type { Lever, ParameterValue } from '../../../shared/engine/types.ts';
import { centralOf } from '../../../shared/plan/assumptions.ts';
import { addMonths, monthRange, type Month } from '../../../shared/units/months.ts';
import { monthName } from '../../../shared/units/format.ts';
import { AmountField, type Amount } from '../../components/AmountField.tsx';
import { Select } from '../../components/Controls.tsx';
import { changeLever, setParameter } from '../../state/scenarioEdits.ts';
import { planOf } from '../../state/selectors.ts';
import { useStoreApi, useWorkbench } from '../../state/useStore.tsx';
import { amountText, UNIT_WORDS } from './amountText.ts';
import { ModelField } from './ModelField.tsx';
import { ScopeFields } from './ScopeFields.tsx';

/** The settings of a lever, made from its descriptors: value, unit, range and where the default comes from. */
export function LeverFields({
  scenarioId,
  lever,
}: {
  readonly scenarioId: string;
  readonly lever: Lever;
}): ReactElement {
  const definition = leverDefinition(lever.kind);
  return (
    <div className="lever__fields">
      <ScopeFields scenarioId={scenarioId} lever={lever} />
      <TimeFields scenarioId={scenarioId} lever={lever} />
      {Object.entries(definition?.parameters ?? {}).map(([key, descriptor]) => (
        <ParameterField key={key} scenarioId={scenarioId} lever={lever} name={key} descriptor={descriptor} />
      ))}
      {(definition?.conflicts ?? []).map(({ with: other, because }) => (
        <p key={other} className="muted lever__conflict">
          With {leverDefinition(other)?.title.toLowerCase() ?? other}: {because}.
        </p>
      ))}
    </div>
  );
}

function ParameterField(props: {
  readonly scenarioId: string;
  readonly lever: Lever;
  readonly name: string;
  readonly descriptor: ParameterDescriptor;
}): ReactElement {
  const store = useStoreApi();
  const { scenarioId, lever, name, descriptor } = props;
  const given = lever.parameters[name];
  const set = (value: ParameterValue): string | null => {
    const edited = setParameter(store, scenarioId, lever.id, name, value, { label: `Change: ${descriptor.label}` });
    return edited.ok ? null : edited.message;
  };
  switch (descriptor.kind) {
    case 'choice':
      return (
        <Select
          label={descriptor.label}
          isLabelShown
          value={typeof given === 'string' ? given : (descriptor.options[0]?.value ?? '')}
          options={descriptor.options}
          onChange={set}
        />
      );
    case 'model':
      return <ModelField label={descriptor.label} value={typeof given === 'string' ? given : ''} onCommit={set} />;
    case 'number':
      return <NumberField descriptor={descriptor} given={given} kind={lever.kind} name={name} onCommit={set} />;
    default:
      return descriptor satisfies never;
  }
}

function NumberField(props: {
  readonly descriptor: NumberParameter;
  readonly given: ParameterValue | undefined;
  readonly kind: string;
  readonly name: string;
  readonly onCommit: (value: ParameterValue) => string | null;
}): ReactElement {
  const { descriptor, given } = props;
  const row = findDefault(props.kind, props.name);
  const value = amountOf(given) ?? row?.value ?? descriptor.absent;
  const isDefault = row !== undefined && (given === undefined || centralOf(given) === row.value);
  return (
    <AmountField
      label={descriptor.label}
      help={descriptor.help}
      value={value}
      show={(amount) => amountText(amount, descriptor.unit)}
      unit={UNIT_WORDS[descriptor.unit]}
      step={descriptor.unit === 'share' ? 0.01 : stepOf(value)}
      mayRange={descriptor.mayRange}
      source={isDefault ? `${row.source}, ${row.date}` : ''}
      onCommit={(amount) => props.onCommit(parameterOf(amount))}
    />
  );
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

const RAMPS = [0, 1, 2, 3, 6, 12];

function TimeFields({ scenarioId, lever }: { readonly scenarioId: string; readonly lever: Lever }): ReactElement {
  const store = useStoreApi();
  const months = useWorkbench(planOf)?.scenarios[0]?.months ?? [];
  const first = months[0]?.month ?? lever.start;
  const last = months.at(-1)?.month ?? addMonths(lever.start, 12);
  const options = [...new Set([...monthRange(first, last), lever.start])].sort();
  const change = (label: string, part: Partial<Lever>): void => {
    changeLever(store, scenarioId, lever.id, (one) => ({ ...one, ...part }), { label });
  };
  return (
    <>
      <Select
        label="From"
        isLabelShown
        value={lever.start}
        options={options.map((month) => ({ value: month, label: monthName(month) }))}
        onChange={(month) => {
          // The options are months.
          change('Change the start', { start: month as Month });
        }}
      />
      <Select
        label="In full after"
        isLabelShown
        value={String(lever.rampMonths)}
        options={[...new Set([...RAMPS, lever.rampMonths])].map((count) => ({
          value: String(count),
          label: count === 0 ? 'at once' : `${String(count)} months`,
        }))}
        onChange={(count) => {
          change('Change the ramp', { rampMonths: Number(count) });
        }}
      />
    </>
  );
}
