import type { HeatMap } from '../../../shared/simulate/heatMap.ts';
import { cents, compactUsd, percent } from '../../../shared/units/format.ts';
import type { FigureModel, Trace } from '../figure.ts';
import { SERIES_COLOURS } from '../palette.ts';

/** One driver of the map as people read it. */
export type MapAxis = {
  readonly label: string;
  readonly show: (value: number) => string;
  readonly tickformat: string;
};

/** A place of the map that has a name, such as 24 times the tokens by 2030. */
export type MapPlace = { readonly x: number; readonly y: number; readonly text: string };

const LINE_COLOUR = '#1b2027';
/** From cheaper (blue) over as dear (white) to dearer (orange): apart for every kind of colour blindness. */
const SCALE = [
  [0, SERIES_COLOURS[0]],
  [0.5, '#f7f7f7'],
  [1, SERIES_COLOURS[5]],
] as const;

/**
 * Spend over two drivers as the share by which it is above or below the scenario as it is, with the line along which both
 * cost the same.
 */
export function breakEvenMap(map: HeatMap, x: MapAxis, y: MapAxis, places: readonly MapPlace[] = []): FigureModel {
  const change = (usd: number): number | null => (map.referenceUsd === 0 ? null : usd / map.referenceUsd - 1);
  const text = map.usd.map((row, index) =>
    row.map(
      (usd, column) =>
        `${x.label} ${x.show(map.x[column] ?? 0)}<br>${y.label} ${y.show(map.y[index] ?? 0)}<br>${compactUsd(usd)}, ${signed(change(usd))}`,
    ),
  );
  const largest = Math.max(...map.usd.flat().map((usd) => Math.abs(change(usd) ?? 0)));
  const found = map.breakEven.filter((value) => value !== null);
  return {
    traces: [
      {
        type: 'heatmap',
        name: 'Spend',
        x: map.x,
        y: map.y,
        z: map.usd.map((row) => row.map(change)),
        text,
        hovertemplate: '%{text}<extra></extra>',
        colorscale: SCALE,
        zmid: 0,
        // One far corner must not wash out everything that is near the line.
        zmin: -Math.min(largest, 1),
        zmax: Math.min(largest, 1),
        colorbar: { tickformat: '+.0%', thickness: 12, title: { text: 'against<br>today’s plan', font: { size: 11 } } },
      },
      {
        type: 'scatter',
        mode: 'lines',
        name: 'Costs the same',
        x: map.x,
        y: map.breakEven,
        connectgaps: false,
        line: { color: LINE_COLOUR, width: 2.5 },
        text: map.breakEven.map((value, index) =>
          value === null ? '' : `${x.show(map.x[index] ?? 0)} and ${y.show(value)} cost the same`,
        ),
        hovertemplate: '%{text}<extra></extra>',
      },
      ...(places.length === 0 ? [] : [placesOf(places)]),
    ],
    layout: {
      hovermode: 'closest',
      showlegend: false,
      xaxis: { title: { text: x.label, font: { size: 11 } }, tickformat: x.tickformat },
      yaxis: { title: { text: y.label, font: { size: 11 } }, tickformat: y.tickformat },
      shapes: places.map((place) => ({
        type: 'line',
        xref: 'paper',
        x0: 0,
        x1: 1,
        y0: place.y,
        y1: place.y,
        line: { color: LINE_COLOUR, width: 1, dash: 'dot' },
      })),
      margin: { l: 72, r: 16, t: 16, b: 48 },
    },
    summary:
      found.length === 0
        ? `Nowhere on this map does it cost ${compactUsd(map.referenceUsd)}, as it does now.`
        : `It costs the same as now, ${compactUsd(map.referenceUsd)}, along a line from ${y.label.toLowerCase()} ${y.show(found[0] ?? 0)} to ${y.show(found.at(-1) ?? 0)}.${places
            .map((place) => ` ${place.text}.`)
            .join('')}`,
    table: [
      [`${y.label} / ${x.label}`, ...map.x.map((value) => `${x.show(value)}, USD`)],
      ...map.y.map((value, index) => [y.show(value), ...(map.usd[index] ?? []).map((usd) => cents(usd))]),
      ['Costs the same at', ...map.breakEven.map((value) => (value === null ? '' : y.show(value)))],
    ],
  };
}

const signed = (share: number | null): string =>
  share === null ? '' : `${share > 0 ? '+' : share < 0 ? '−' : ''}${percent(Math.abs(share))}`;

const placesOf = (places: readonly MapPlace[]): Trace => ({
  type: 'scatter',
  mode: 'markers+text',
  name: 'Named places',
  x: places.map(({ x }) => x),
  y: places.map(({ y }) => y),
  text: places.map(({ text }) => text),
  textposition: 'top left',
  textfont: { color: LINE_COLOUR, size: 11 },
  cliponaxis: false,
  hovertemplate: '%{text}<extra></extra>',
  marker: { color: LINE_COLOUR, size: 9, symbol: 'diamond' },
});
