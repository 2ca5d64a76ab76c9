import { useState, type ReactElement } from 'react';
import type { Lever } from '../../../shared/engine/types.ts';
import type { GrowthShape } from '../../../shared/forecast/growthCurve.ts';
import { percent } from '../../../shared/units/format.ts';
import { Button } from '../../components/Controls.tsx';
import { changeLever } from '../../state/scenarioEdits.ts';
import { useStoreApi, useWorkbench } from '../../state/useStore.tsx';

type Told = { readonly isRefused: boolean; readonly text: string };

/** Takes the ceiling of an S-curve from the history, or says why the history cannot tell it. */
export function CeilingFit(props: { readonly scenarioId: string; readonly lever: Lever }): ReactElement | null {
  const { scenarioId, lever } = props;
  const store = useStoreApi();
  const fitGrowth = useWorkbench((state) => state.fitGrowth);
  const [told, setTold] = useState<Told | null>(null);
  const { curve } = lever.parameters;
  if (curve !== 'logistic' && curve !== 'gompertz') return null;
  const fit = async (shape: GrowthShape): Promise<void> => {
    const found = await fitGrowth(shape);
    if (found === null) return;
    if (!found.ok) {
      setTold({ isRefused: true, text: found.reason });
      return;
    }
    // A logistic curve is told by its ceiling and its growth far below it; for Gompertz the lever's growth is that of today.
    const fitted = {
      ceiling: found.ceilingMultiple,
      ...(shape === 'logistic' ? { rate: found.earlyGrowthPerYear } : {}),
    };
    const edited = changeLever(
      store,
      scenarioId,
      lever.id,
      (one) => ({ ...one, parameters: { ...one.parameters, ...fitted } }),
      { label: 'Fit the ceiling' },
    );
    setTold(
      edited.ok
        ? { isRefused: false, text: `Fitted on ${percent(found.shareOfCeiling, 0)} of the ceiling.` }
        : { isRefused: true, text: edited.message },
    );
  };
  return (
    <div className="row">
      <Button onClick={() => void fit(curve)}>Fit the ceiling to your history</Button>
      {told !== null && (
        <span
          className={told.isRefused ? 'amount__problem' : 'amount__source'}
          role={told.isRefused ? 'alert' : 'status'}
        >
          {told.text}
        </span>
      )}
    </div>
  );
}
