import type { ReactElement } from 'react';
import { INK } from '../../../shared/deck/colours.ts';
import type { PointChart, PointSeries } from '../../../shared/deck/model.ts';
import { pointRange } from '../../../shared/deck/scale.ts';
import { GRID, pathOf, placed, TEXT, ticksOf, type Box } from './plotParts.ts';

/** Two measures against each other, the horizontal one on a logarithmic scale. */
export function PointPlot({ chart, box }: { readonly chart: PointChart; readonly box: Box }): ReactElement {
  const horizontal = pointRange(chart, 'x');
  const vertical = pointRange(chart, 'y');
  const decades = { minimum: Math.log10(horizontal.minimum), maximum: Math.log10(horizontal.maximum) };
  const [left, right, top, bottom] = [box.x + 44, box.x + box.width - 12, box.y + 6, box.y + box.height - 36];
  const x = (value: number): number => placed(Math.log10(value), decades, left, right);
  const y = (value: number): number => placed(value, vertical, bottom, top);
  return (
    <g>
      {ticksOf(vertical, 8).map((tick) => (
        <g key={tick}>
          <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} stroke={GRID} strokeWidth={0.5} />
          <text x={left - 6} y={y(tick) + 3.5} textAnchor="end" {...TEXT}>
            {String(Number(tick.toPrecision(6)))}
          </text>
        </g>
      ))}
      {ticksOf(decades, Math.max(1, Math.round(decades.maximum - decades.minimum)))
        .map((decade) => 10 ** decade)
        .map((tick) => (
          <g key={tick}>
            <line x1={x(tick)} x2={x(tick)} y1={top} y2={bottom} stroke={GRID} strokeWidth={0.5} />
            <text x={x(tick)} y={bottom + 14} textAnchor="middle" {...TEXT}>
              {String(Number(tick.toPrecision(3)))}
            </text>
          </g>
        ))}
      <text x={(left + right) / 2} y={bottom + 30} textAnchor="middle" {...TEXT}>
        {chart.horizontalTitle}
      </text>
      <text
        transform={`translate(${String(box.x + 8)} ${String((top + bottom) / 2)}) rotate(-90)`}
        textAnchor="middle"
        {...TEXT}
      >
        {chart.verticalTitle}
      </text>
      {chart.series.map((series) => (
        <Marks key={series.name} series={series} x={x} y={y} />
      ))}
    </g>
  );
}

function Marks(props: {
  readonly series: PointSeries;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}): ReactElement {
  const { points, colour, mark, labels } = props.series;
  const places = points.map((point) => [props.x(point.x), props.y(point.y)] as const);
  return (
    <g>
      {mark === 'line' && <path d={pathOf(places)} fill="none" stroke={colour} strokeWidth={1.5} />}
      {places.map(([x, y], index) =>
        mark === 'diamond' ? (
          <rect
            key={index}
            x={x - 4}
            y={y - 4}
            width={8}
            height={8}
            fill={colour}
            transform={`rotate(45 ${String(x)} ${String(y)})`}
          />
        ) : (
          <circle key={index} cx={x} cy={y} r={mark === 'line' ? 3.5 : 2.5} fill={colour} />
        ),
      )}
      {labels !== 'none' &&
        points.map(({ name }, index) => {
          const [x, y] = places[index] ?? [0, 0];
          const isEnd = index === 0 || index === points.length - 1;
          const anchor = labels === 'below' ? 'middle' : isEnd ? 'start' : 'end';
          const shift = anchor === 'middle' ? 0 : anchor === 'start' ? 7 : -7;
          return (
            <text
              key={index}
              x={x + shift}
              y={labels === 'below' ? y + 15 : y + 3}
              textAnchor={anchor}
              {...TEXT}
              fontSize={9}
              fill={INK.text}
            >
              {name}
            </text>
          );
        })}
    </g>
  );
}
