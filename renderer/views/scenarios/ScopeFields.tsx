import { useMemo, type ReactElement } from 'react';
import type { Lever, ScopeDimension } from '../../../shared/engine/types.ts';
import { Select } from '../../components/Controls.tsx';
import { changeLever, scopeWith } from '../../state/scenarioEdits.ts';
import { useStoreApi, useWorkbench } from '../../state/useStore.tsx';
import { DIMENSION_LABELS, valueLabel } from '../labels.ts';

const OFFERED: readonly ScopeDimension[] = ['model', 'project', 'team', 'feature', 'environment', 'customer'];
const NOTHING = '';

/** Which part of the usage a lever touches: values of each dimension that the data knows, or everything. */
export function ScopeFields({
  scenarioId,
  lever,
}: {
  readonly scenarioId: string;
  readonly lever: Lever;
}): ReactElement {
  const store = useStoreApi();
  const values = useWorkbench((state) => state.dimensionValues);
  const offered = useMemo(
    () => OFFERED.filter((dimension) => (values[dimension] ?? []).length > 1 || lever.scope[dimension] !== undefined),
    [values, lever.scope],
  );
  return (
    <>
      {offered.map((dimension) => {
        const chosen = lever.scope[dimension] ?? [];
        const others = (values[dimension] ?? []).filter((name) => !chosen.includes(name));
        return (
          <Select
            key={dimension}
            label={DIMENSION_LABELS[dimension]}
            isLabelShown
            value={NOTHING}
            options={[
              { value: NOTHING, label: chosen.length === 0 ? 'All' : chosen.map(valueLabel).join(', ') },
              ...others.map((name) => ({
                value: name,
                label: `${chosen.length === 0 ? 'Only' : 'Also'} ${valueLabel(name)}`,
              })),
            ]}
            onChange={(name) => {
              changeLever(
                store,
                scenarioId,
                lever.id,
                (one) => ({ ...one, scope: scopeWith(one.scope, dimension, name, true) }),
                { label: 'Change the scope' },
              );
            }}
          />
        );
      })}
    </>
  );
}
