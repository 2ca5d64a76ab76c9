import type { ReactElement } from 'react';
import type { ParameterDescriptor } from '../../../shared/engine/levers/descriptors.ts';
import { leverDefinition } from '../../../shared/engine/levers/registry.ts';
import type { Lever, ParameterValue } from '../../../shared/engine/types.ts';
import type { Finding } from '../../../shared/units/findings.ts';
import { Select } from '../../components/Controls.tsx';
import { changeLever, setParameter } from '../../state/scenarioEdits.ts';
import { useStoreApi } from '../../state/useStore.tsx';
import { ScopePicker } from '../ScopePicker.tsx';
import { ModelField } from '../ModelField.tsx';
import { CeilingFit } from './CeilingFit.tsx';
import { NumberField } from './NumberField.tsx';
import { OwnerFields } from './OwnerFields.tsx';
import { TimeFields } from './TimeFields.tsx';

/** The settings of a lever, made from its descriptors: value, unit, range and where the default comes from. */
export function LeverFields({
  scenarioId,
  lever,
  findings,
}: {
  readonly scenarioId: string;
  readonly lever: Lever;
  readonly findings: readonly Finding[];
}): ReactElement {
  const store = useStoreApi();
  const definition = leverDefinition(lever.kind);
  return (
    <div className="lever__fields">
      <ScopePicker
        scope={lever.scope}
        onChange={(scope) => {
          changeLever(store, scenarioId, lever.id, (one) => ({ ...one, scope }), { label: 'Change the scope' });
        }}
      />
      <TimeFields scenarioId={scenarioId} lever={lever} />
      {Object.entries(definition?.parameters ?? {}).map(([key, descriptor]) => (
        <ParameterField key={key} scenarioId={scenarioId} lever={lever} name={key} descriptor={descriptor} />
      ))}
      {lever.kind === 'volume-growth' && <CeilingFit scenarioId={scenarioId} lever={lever} />}
      <OwnerFields scenarioId={scenarioId} lever={lever} />
      {findings.map(({ message }) => (
        <p key={message} className="lever__note">
          {message}
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
  const change =
    (isPreview: boolean) =>
    (value: ParameterValue | undefined): string | null => {
      const options = { label: `Change: ${descriptor.label}`, isPreview };
      const edited = setParameter(store, scenarioId, lever.id, name, value, options);
      return edited.ok ? null : edited.message;
    };
  const set = change(false);
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
      return (
        <NumberField
          descriptor={descriptor}
          given={given}
          kind={lever.kind}
          name={name}
          onCommit={set}
          onPreview={change(true)}
        />
      );
    default:
      return descriptor satisfies never;
  }
}
