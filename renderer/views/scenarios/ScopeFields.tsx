import { useMemo, type ReactElement } from 'react';
import type { Lever, ScopeDimension } from '../../../shared/engine/types.ts';
import { Select } from '../../components/Controls.tsx';
import { changeLever } from '../../state/scenarioEdits.ts';
import { useStoreApi, useWorkbench } from '../../state/useStore.tsx';
import { DIMENSION_LABELS, valueLabel } from '../labels.ts';

const OFFERED: readonly ScopeDimension[] = ['model', 'project', 'team', 'feature', 'environment', 'customer'];
const EVERYTHING = '';

/** Which part of the usage a lever touches: one value for each dimension that the data knows, or everything. */
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
        const chosen = lever.scope[dimension]?.[0] ?? EVERYTHING;
        const names = [...new Set([...(values[dimension] ?? []), ...(lever.scope[dimension] ?? [])])];
        return (
          <Select
            key={dimension}
            label={DIMENSION_LABELS[dimension]}
            isLabelShown
            value={chosen}
            options={[
              { value: EVERYTHING, label: 'All' },
              ...names.map((name) => ({ value: name, label: valueLabel(name) })),
            ]}
            onChange={(name) => {
              changeLever(
                store,
                scenarioId,
                lever.id,
                (one) => ({
                  ...one,
                  scope: Object.fromEntries([
                    ...Object.entries(one.scope).filter(([key]) => key !== dimension),
                    ...(name === EVERYTHING ? [] : [[dimension, [name]] as const]),
                  ]),
                }),
                { label: 'Change the scope' },
              );
            }}
          />
        );
      })}
    </>
  );
}
