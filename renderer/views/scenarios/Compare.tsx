import { useMemo, useState, type ReactElement } from 'react';
import type { PlanResults } from '../../../shared/plan/results.ts';
import { compareFans, MOST_COMPARED } from '../../charts/figures/compareFans.ts';
import { SERIES_COLOURS } from '../../charts/palette.ts';
import { ChartCard } from '../chart/ChartCard.tsx';
import { CompareTable } from './CompareTable.tsx';

/** Up to six scenarios side by side: the same months, the same prices, the same axes. */
export function Compare({ results }: { readonly results: PlanResults }): ReactElement {
  const { scenarios, history } = results;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => scenarios.filter(({ id }) => !left.has(id)).slice(0, MOST_COMPARED), [scenarios, left]);
  const figure = useMemo(
    () =>
      compareFans({
        history,
        lines: shown.map((one) => ({ ...one, colour: scenarioColour(scenarios.indexOf(one) - 1) })),
      }),
    [history, scenarios, shown],
  );
  return (
    <>
      <fieldset className="row compare-choice">
        <legend className="visually-hidden">Scenarios to compare</legend>
        {scenarios.map(({ id, name }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={shown.some((one) => one.id === id)}
              disabled={shown.length >= MOST_COMPARED && !shown.some((one) => one.id === id)}
              onChange={() => {
                setLeft(new Set(left.has(id) ? [...left].filter((one) => one !== id) : [...left, id]));
              }}
            />
            {name}
          </label>
        ))}
      </fieldset>
      <ChartCard title="Side by side, on the same axes" figure={figure} heightPx={230} />
      <CompareTable results={results} shown={shown} />
    </>
  );
}

/** The same scenario has the same colour wherever it is drawn. */
export const scenarioColour = (position: number): string =>
  SERIES_COLOURS[Math.max(0, position) % SERIES_COLOURS.length] ?? SERIES_COLOURS[0];
