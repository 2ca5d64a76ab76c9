import type { QualityComparison, QualityPoint } from '../../../shared/plan/results.ts';
import { compactUsd, ratePerMtok } from '../../../shared/units/format.ts';
import type { FigureModel, Trace } from '../figure.ts';
import { SERIES_COLOURS } from '../palette.ts';

const OTHERS = 'Other models';
const FRONTIER = 'Efficient frontier';
const OWN = 'Models in use';
const LABELS_ON_FRONTIER = 9;

/** Diameter in pixels for a spend: the area grows with the money. */
const bubble = (usd: number, largest: number): number => 10 + 26 * Math.sqrt(largest === 0 ? 0 : usd / largest);

/** Quality against blended price, price on a logarithmic axis: to the upper left is better for less. */
export function qualityCost(comparison: QualityComparison): FigureModel {
  const priced = comparison.points.filter(
    (point): point is QualityPoint & { readonly usdPerMtok: number } => point.usdPerMtok !== null,
  );
  const own = priced.filter(({ spendUsd }) => spendUsd !== null);
  const frontier = priced
    .filter(({ isOnFrontier }) => isOnFrontier)
    .toSorted((left, right) => left.usdPerMtok - right.usdPerMtok);
  const others = priced.filter(({ spendUsd }) => spendUsd === null);
  const largest = Math.max(0, ...own.map(({ spendUsd }) => spendUsd ?? 0));
  const hover = (point: QualityPoint): string =>
    `${point.publishedAs}<br>${comparison.benchmark} ${String(point.score)} ${comparison.unit}, ${point.date}<br>${ratePerMtok(point.usdPerMtok)} USD per 1 M tokens on your mix${
      point.spendUsd === null ? '' : `<br>you spent ${compactUsd(point.spendUsd)} in 3 months`
    }`;
  const scatter = (name: string, points: readonly QualityPoint[], extra: Trace): Trace => ({
    type: 'scatter',
    name,
    x: points.map(({ usdPerMtok }) => usdPerMtok),
    y: points.map(({ score }) => score),
    text: points.map(hover),
    customdata: points.map(({ model }) => model),
    hovertemplate: '%{text}<extra></extra>',
    error_y: sampling(points),
    ...extra,
  });
  return {
    traces: [
      scatter(OTHERS, others, {
        mode: 'markers',
        marker: { color: '#9aa3ad', size: 7, opacity: 0.7, symbol: 'circle-open' },
      }),
      scatter(FRONTIER, frontier, {
        mode: 'lines+markers',
        line: { color: SERIES_COLOURS[2], width: 2, shape: 'hv' },
        marker: { color: SERIES_COLOURS[2], size: 8, symbol: 'diamond' },
      }),
      scatter(OWN, own, {
        mode: 'markers',
        marker: {
          color: SERIES_COLOURS[0],
          size: own.map(({ spendUsd }) => bubble(spendUsd ?? 0, largest)),
          opacity: 0.85,
          line: { width: 1, color: '#ffffff' },
        },
      }),
    ],
    layout: {
      hovermode: 'closest',
      xaxis: { type: 'log', title: { text: 'USD per 1 M tokens on your own mix, log scale', font: { size: 11 } } },
      yaxis: { title: { text: `${comparison.benchmark}, ${comparison.unit}`, font: { size: 11 } } },
      annotations: labels(distinctLabels([...own, ...frontier]).slice(0, LABELS_ON_FRONTIER + own.length)),
    },
    summary: `${String(priced.length)} results on ${comparison.benchmark}; on the efficient frontier: ${distinctLabels(
      frontier,
    )
      .map(({ label }) => label)
      .join(', ')}.`,
    table: [
      ['Model', 'Published as', 'Effort', comparison.unit, 'USD per 1 M tokens', 'Date', 'Source'],
      ...priced.map((point) => [
        point.label,
        point.publishedAs,
        point.effort ?? '',
        String(point.score),
        ratePerMtok(point.usdPerMtok),
        point.date,
        point.source,
      ]),
    ],
  };
}

/** The 95 % interval of a score by the number of its cases, where that is known. */
const sampling = (points: readonly QualityPoint[]): Trace => ({
  type: 'data',
  symmetric: false,
  array: points.map(({ range, score }) => (range === null ? 0 : range[1] - score)),
  arrayminus: points.map(({ range, score }) => (range === null ? 0 : score - range[0])),
  thickness: 1,
  width: 0,
  visible: points.some(({ range }) => range !== null),
});

type Priced = QualityPoint & { readonly usdPerMtok: number };

/** The best result of each model carries its name. */
function distinctLabels(points: readonly Priced[]): readonly Priced[] {
  const best = new Map<string, Priced>();
  for (const point of points) {
    const known = best.get(point.label);
    if (known === undefined || point.score > known.score) best.set(point.label, point);
  }
  return [...best.values()];
}

const labels = (points: readonly Priced[]): readonly Trace[] =>
  points.map((point) => ({
    x: Math.log10(point.usdPerMtok),
    y: point.score,
    text: point.label,
    showarrow: false,
    yshift: 14,
    font: { size: 11 },
  }));
