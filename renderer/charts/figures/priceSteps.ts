import type { PriceHistory } from '../../../shared/plan/priceHistory.ts';
import type { RatePeriod } from '../../../shared/catalog/types.ts';
import { MISSING, ratePerMtok } from '../../../shared/units/format.ts';
import type { FigureModel, Trace } from '../figure.ts';
import { SERIES_COLOURS } from '../palette.ts';

const CLASSES = [
  { key: 'input', label: 'Input' },
  { key: 'cacheRead', label: 'Cached input' },
  { key: 'output', label: 'Output' },
] as const;
type ListedClass = (typeof CLASSES)[number]['key'];

const MILLISECONDS_PER_DAY = 86_400_000;
/** An open end is drawn this far past the last known change, or before the first. */
const OPEN_DAYS = 180;

const day = (instant: string): string => instant.slice(0, 10);
const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);

/** Base rates that hold all day, in order of time; of a price by the hour the dearer hours, which a budget is made from. */
function steps(periods: readonly RatePeriod[]): readonly RatePeriod[] {
  const base = periods.filter(({ aboveTokens }) => aboveTokens === 0);
  const dearest = base.filter(
    (period) =>
      !base.some(
        (other) =>
          other !== period &&
          other.from === period.from &&
          other.to === period.to &&
          (other.listed.output ?? 0) > (period.listed.output ?? 0),
      ),
  );
  return dearest.toSorted((left, right) => (left.from ?? '').localeCompare(right.from ?? ''));
}

/** What a model has cost over time and will cost, as steps on a logarithmic axis; today is marked. */
export function priceSteps({ model, periods }: PriceHistory, today: string): FigureModel {
  const ordered = steps(periods);
  const dates = ordered
    .flatMap(({ from, to }) => [from, to])
    .flatMap((instant) => (instant === null ? [] : [day(instant)]));
  const known = [...dates, today].sort();
  const [first, last] = [daysAfter(known[0] ?? today, -OPEN_DAYS), daysAfter(known.at(-1) ?? today, OPEN_DAYS)];
  const line = (key: ListedClass, label: string, index: number): Trace => ({
    type: 'scatter',
    mode: 'lines',
    name: label,
    x: ordered.flatMap(({ from, to }) => [from === null ? first : day(from), to === null ? last : day(to)]),
    y: ordered.flatMap(({ listed }) => [listed[key], listed[key]]),
    line: { color: SERIES_COLOURS[index], width: 2.5, shape: 'hv', dash: index === 1 ? 'dot' : 'solid' },
    hovertemplate: `${label} %{y} USD per 1 M tokens`,
  });
  const shown = CLASSES.filter(({ key }) => ordered.some(({ listed }) => listed[key] !== null));
  const current = ordered.find(
    ({ from, to }) => (from === null || day(from) <= today) && (to === null || today < day(to)),
  );
  return {
    traces: shown.map(({ key, label }, index) => line(key, label, index)),
    layout: {
      xaxis: { type: 'date' },
      yaxis: { type: 'log', title: { text: 'USD per 1 M tokens, log scale', font: { size: 11 } } },
      shapes: [
        {
          type: 'line',
          x0: today,
          x1: today,
          yref: 'paper',
          y0: 0,
          y1: 1,
          line: { width: 1, dash: 'dash', color: '#7a8591' },
        },
      ],
      annotations: [
        { x: today, yref: 'paper', y: 1, yanchor: 'bottom', text: 'today', showarrow: false, font: { size: 11 } },
      ],
      showlegend: true,
    },
    summary: `${model} costs ${ratePerMtok(current?.listed.input ?? null)} in and ${ratePerMtok(current?.listed.output ?? null)} out today; ${String(ordered.length)} prices are known.`,
    table: [
      ['From', 'Until', ...CLASSES.map(({ label }) => `${label}, USD per 1 M tokens`), 'Source', 'Checked on'],
      ...ordered.map(({ from, to, listed, source, checkedOn }) => [
        from === null ? MISSING : day(from),
        to === null ? MISSING : day(to),
        ...CLASSES.map(({ key }) => ratePerMtok(listed[key])),
        source,
        checkedOn ?? MISSING,
      ]),
    ],
  };
}
