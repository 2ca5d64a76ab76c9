import { useMemo, type ReactElement } from 'react';
import type { Scope, ScopeDimension } from '../../shared/engine/types.ts';
import { Select } from '../components/Controls.tsx';
import { scopeWith } from '../state/scenarioEdits.ts';
import { useWorkbench } from '../state/useStore.tsx';
import { DIMENSION_LABELS, valueLabel } from './labels.ts';

const OFFERED: readonly ScopeDimension[] = ['model', 'project', 'team', 'feature', 'environment', 'customer'];
const NOTHING = '';
/** Takes the dimension out of the scope again. */
const ALL = '\u0000';

/** Which part of the usage is meant: values of each dimension that the data knows, or everything. */
export function ScopePicker(props: { readonly scope: Scope; readonly onChange: (scope: Scope) => void }): ReactElement {
  const { scope, onChange } = props;
  const values = useWorkbench((state) => state.dimensionValues);
  const offered = useMemo(
    () => OFFERED.filter((dimension) => (values[dimension] ?? []).length > 1 || scope[dimension] !== undefined),
    [values, scope],
  );
  return (
    <>
      {offered.map((dimension) => {
        const chosen = scope[dimension] ?? [];
        const others = (values[dimension] ?? []).filter((name) => !chosen.includes(name));
        return (
          <Select
            key={dimension}
            label={DIMENSION_LABELS[dimension]}
            isLabelShown
            value={NOTHING}
            options={[
              { value: NOTHING, label: chosen.length === 0 ? 'All' : chosen.map(valueLabel).join(', ') },
              ...(chosen.length === 0 ? [] : [{ value: ALL, label: 'All again' }]),
              ...others.map((name) => ({
                value: name,
                label: `${chosen.length === 0 ? 'Only' : 'Also'} ${valueLabel(name)}`,
              })),
            ]}
            onChange={(name) => {
              const rest = Object.entries(scope).filter(([key]) => key !== dimension);
              onChange(name === ALL ? Object.fromEntries(rest) : scopeWith(scope, dimension, name, true));
            }}
          />
        );
      })}
    </>
  );
}
