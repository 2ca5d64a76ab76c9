import type { ReactElement } from 'react';
import type { Lever } from '../../../shared/engine/types.ts';
import { monthName } from '../../../shared/units/format.ts';
import { addMonths, monthRange, type Month } from '../../../shared/units/months.ts';
import { Select } from '../../components/Controls.tsx';
import { changeLever } from '../../state/scenarioEdits.ts';
import { planOf } from '../../state/selectors.ts';
import { useStoreApi, useWorkbench } from '../../state/useStore.tsx';

const RAMPS = [0, 1, 2, 3, 6, 12];
const OPEN_END = '';

/** When a lever acts: from which month, how fast it comes in, and until when. */
export function TimeFields({
  scenarioId,
  lever,
}: {
  readonly scenarioId: string;
  readonly lever: Lever;
}): ReactElement {
  const store = useStoreApi();
  const months = useWorkbench(planOf)?.scenarios[0]?.months ?? [];
  const first = months[0]?.month ?? lever.start;
  const last = months.at(-1)?.month ?? addMonths(lever.start, 12);
  const named = (list: readonly Month[]) =>
    [...new Set(list)].sort().map((month) => ({ value: month, label: monthName(month) }));
  const change = (label: string, part: Partial<Lever>): void => {
    changeLever(store, scenarioId, lever.id, (one) => ({ ...one, ...part }), { label });
  };
  return (
    <>
      <Select
        label="From"
        isLabelShown
        value={lever.start}
        options={named([...monthRange(first, lever.end ?? last), lever.start])}
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
          label: count === 0 ? 'at once' : count === 1 ? '1 month' : `${String(count)} months`,
        }))}
        onChange={(count) => {
          change('Change the ramp', { rampMonths: Number(count) });
        }}
      />
      <Select
        label="Until"
        isLabelShown
        value={lever.end ?? OPEN_END}
        options={[
          { value: OPEN_END, label: 'stays' },
          ...named([...monthRange(lever.start, last), ...(lever.end === null ? [] : [lever.end])]),
        ]}
        onChange={(month) => {
          // The options are months, and one that stands for no end.
          change('Change the end', { end: month === OPEN_END ? null : (month as Month) });
        }}
      />
    </>
  );
}
