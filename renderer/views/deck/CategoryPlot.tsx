import type { ReactElement } from 'react';
import { INK } from '../../../shared/deck/colours.ts';
import type { CategoryChart, Series } from '../../../shared/deck/model.ts';
import { barRange, roundStep, type Range } from '../../../shared/deck/scale.ts';
import { count } from '../../../shared/units/format.ts';
import { GRID, pathOf, placed, TEXT, tickText, ticksOf, type Box } from './plotParts.ts';

const MOST_LABELS = 15;
const TICKS = 6;
const GAP_SHARE = 0.375;

/** Bands, bars and lines over months or names. */
export function CategoryPlot({ chart, box }: { readonly chart: CategoryChart; readonly box: Box }): ReactElement {
  return chart.direction === 'upright' ? <Upright chart={chart} box={box} /> : <Sideways chart={chart} box={box} />;
}

/** Bands stand on each other: their upper edges are running sums. */
function edgesOf(bands: readonly Series[], length: number): readonly (readonly number[])[] {
  const sums = Array.from({ length }, () => 0);
  return bands.map(({ values }) => {
    for (const index of sums.keys()) sums[index] = (sums[index] ?? 0) + (values[index] ?? 0);
    return [...sums];
  });
}

function rangeOf(chart: CategoryChart, edges: readonly (readonly number[])[]): Range {
  if (chart.hasLabels || chart.bars === 'stacked') return barRange(chart);
  const values = [
    ...edges.flat(),
    ...chart.series
      .filter(({ mark }) => mark !== 'band')
      .flatMap(({ values: known }) => known.filter((v) => v !== null)),
  ];
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const step = roundStep(high - low, TICKS);
  return { minimum: Math.floor(low / step) * step, maximum: Math.ceil(high / step) * step };
}

function Upright({ chart, box }: { readonly chart: CategoryChart; readonly box: Box }): ReactElement {
  const { categories, series } = chart;
  const bands = series.filter(({ mark }) => mark === 'band');
  const bars = series.filter(({ mark }) => mark === 'bar');
  const edges = edgesOf(bands, categories.length);
  const range = rangeOf(chart, edges);
  const [left, right, top, bottom] = [box.x + 62, box.x + box.width - 12, box.y + 6, box.y + box.height - 34];
  const y = (value: number): number => placed(value, range, bottom, top);
  const slot = (right - left) / (bars.length > 0 ? categories.length : Math.max(1, categories.length - 1));
  const x = (index: number): number => left + slot * (bars.length > 0 ? index + 0.5 : index);
  const abreast = chart.bars === 'beside' ? Math.max(1, bars.length) : 1;
  const barWidth = (slot * (1 - GAP_SHARE)) / abreast;
  const feet = chart.bars === 'stacked' ? edgesOf(bars, categories.length) : [];
  const every = Math.ceil(categories.length / MOST_LABELS);
  return (
    <g>
      {ticksOf(range, TICKS).map((tick) => (
        <g key={tick}>
          <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} stroke={GRID} strokeWidth={0.5} />
          <text x={left - 6} y={y(tick) + 3.5} textAnchor="end" {...TEXT}>
            {count(tick)}
          </text>
        </g>
      ))}
      <text
        transform={`translate(${String(box.x + 10)} ${String((top + bottom) / 2)}) rotate(-90)`}
        textAnchor="middle"
        {...TEXT}
      >
        {chart.valueTitle}
      </text>
      {bands.map(({ name, colour }, band) => {
        const upper = edges[band] ?? [];
        const lower = edges[band - 1] ?? upper.map(() => 0);
        const there = upper.map((value, index) => `${x(index).toFixed(1)} ${y(value).toFixed(1)}`);
        const back = lower.map((value, index) => `${x(index).toFixed(1)} ${y(value).toFixed(1)}`).toReversed();
        return colour === null ? null : <path key={name} d={`M${[...there, ...back].join('L')}Z`} fill={colour} />;
      })}
      {bars.map(({ name, values, colour }, bar) =>
        values.map((value, index) => {
          if (value === null || colour === null) return null;
          const foot = feet[bar - 1]?.[index] ?? 0;
          const start = x(index) - (barWidth * abreast) / 2 + (abreast === 1 ? 0 : bar * barWidth);
          const [from, to] = [y(foot), y(foot + value)];
          return (
            <g key={`${name} ${String(index)}`}>
              <rect x={start} width={barWidth} y={Math.min(from, to)} height={Math.abs(to - from)} fill={colour} />
              {chart.hasLabels && (
                <text
                  x={start + barWidth / 2}
                  y={chart.bars === 'stacked' ? (from + to) / 2 + 3 : Math.min(from, to) - 4}
                  textAnchor="middle"
                  {...TEXT}
                  fontSize={9}
                  fill={INK.text}
                >
                  {count(value)}
                </text>
              )}
            </g>
          );
        }),
      )}
      <line x1={left} x2={right} y1={y(0)} y2={y(0)} stroke={INK.line} />
      {series
        .filter(({ mark }) => mark === 'line')
        .map(({ name, values, colour, isDashed }) => (
          <path
            key={name}
            d={pathOf(values.map((value, index) => [x(index), value === null ? null : y(value)]))}
            fill="none"
            stroke={colour ?? 'none'}
            strokeWidth={isDashed ? 2 : 2.5}
            strokeLinejoin="round"
            {...(isDashed ? { strokeDasharray: '6 4' } : {})}
          />
        ))}
      {categories.map((category, index) =>
        index % every === 0 ? <Category key={category} text={category} x={x(index)} y={bottom + 13} /> : null,
      )}
    </g>
  );
}

/** A month over two lines, as PowerPoint breaks it. */
function Category({ text, x, y }: { readonly text: string; readonly x: number; readonly y: number }): ReactElement {
  const month = /^(\w{3}) (\d{4})$/.exec(text);
  return (
    <text x={x} y={y} textAnchor="middle" {...TEXT}>
      {month === null ? text : month[1]}
      {month !== null && (
        <tspan x={x} dy={11}>
          {month[2]}
        </tspan>
      )}
    </text>
  );
}

function Sideways({ chart, box }: { readonly chart: CategoryChart; readonly box: Box }): ReactElement {
  const { categories, series } = chart;
  const range = rangeOf(chart, []);
  const names = Math.min(box.width * 0.35, Math.max(40, ...categories.map(({ length }) => length * 5.2)) + 8);
  const [left, right, top, bottom] = [box.x + names, box.x + box.width - 10, box.y + 6, box.y + box.height - 34];
  const x = (value: number): number => placed(value, range, left, right);
  const slot = (bottom - top) / Math.max(1, categories.length);
  const abreast = chart.bars === 'beside' ? Math.max(1, series.length) : 1;
  const height = (slot * (1 - GAP_SHARE)) / abreast;
  return (
    <g>
      {ticksOf(range, TICKS - 2).map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={top} y2={bottom} stroke={GRID} strokeWidth={0.5} />
          <text x={x(tick)} y={bottom + 14} textAnchor="middle" {...TEXT}>
            {tickText(tick)}
          </text>
        </g>
      ))}
      {categories.map((category, row) => (
        <text key={category} x={left - 6} y={top + slot * (row + 0.5) + 3.5} textAnchor="end" {...TEXT}>
          {category}
        </text>
      ))}
      {series.map(({ name, values, colour }, bar) =>
        values.map((value, row) => {
          if (value === null) return null;
          const y = top + slot * (row + 0.5) - (height * abreast) / 2 + (abreast === 1 ? 0 : bar * height);
          const end = x(value);
          return (
            <g key={`${name} ${String(row)}`}>
              <rect
                x={Math.min(end, x(0))}
                width={Math.abs(end - x(0))}
                y={y}
                height={height}
                fill={colour ?? 'none'}
              />
              {chart.hasLabels && (
                <text
                  x={value < 0 ? end - 4 : end + 4}
                  y={y + height / 2 + 3}
                  textAnchor={value < 0 ? 'end' : 'start'}
                  {...TEXT}
                  fontSize={9}
                  fill={INK.text}
                >
                  {count(value)}
                </text>
              )}
            </g>
          );
        }),
      )}
      <line x1={x(0)} x2={x(0)} y1={top} y2={bottom} stroke={INK.line} />
    </g>
  );
}
