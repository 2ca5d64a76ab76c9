import type { LeverValue } from '../../../shared/plan/results.ts';
import { cents, compactUsd } from '../../../shared/units/format.ts';
import type { FigureModel } from '../figure.ts';
import { SERIES_COLOURS } from '../palette.ts';

/** What each lever is worth over the horizon: alone, in the stack, and its fair share; savings point left. */
export function leverBars(levers: readonly LeverValue[]): FigureModel {
  const ordered = levers.toSorted((left, right) => (right.shapleyUsd ?? 0) - (left.shapleyUsd ?? 0));
  const names = ordered.map(({ title, sentence }) => (sentence.length > 46 ? title : sentence));
  const bars = (name: string, values: readonly (number | null)[], colour: string) => ({
    type: 'bar',
    orientation: 'h',
    name,
    y: names,
    x: values,
    marker: { color: colour },
    hovertemplate: '%{x:,.0f} USD',
  });
  return {
    traces: [
      bars(
        'Alone',
        ordered.map(({ aloneUsd }) => aloneUsd),
        SERIES_COLOURS[4],
      ),
      bars(
        'In the stack',
        ordered.map(({ stackedUsd }) => stackedUsd),
        SERIES_COLOURS[0],
      ),
      bars(
        'Fair share',
        ordered.map(({ shapleyUsd }) => shapleyUsd),
        SERIES_COLOURS[2],
      ),
    ],
    layout: {
      barmode: 'group',
      hovermode: 'y unified',
      xaxis: { title: { text: 'USD over the horizon, savings negative', font: { size: 11 } }, tickformat: '~s' },
      yaxis: { automargin: true },
      margin: { l: 160, r: 16, t: 8, b: 40 },
    },
    summary: ordered.map(({ title, stackedUsd }) => `${title}: ${compactUsd(stackedUsd)}`).join('; '),
    table: [
      ['Lever', 'Alone, USD', 'In the stack, USD', 'Fair share, USD'],
      ...ordered.map((lever) => [
        lever.sentence,
        cents(lever.aloneUsd),
        cents(lever.stackedUsd),
        cents(lever.shapleyUsd),
      ]),
    ],
  };
}
