import type { ReactElement } from 'react';
import type { Chart } from '../../../shared/deck/model.ts';
import { CategoryPlot } from './CategoryPlot.tsx';
import { TEXT } from './plotParts.ts';
import { PointPlot } from './PointPlot.tsx';

const ROW_HEIGHT = 14;
const ENTRY_PADDING = 34;
const LETTER_WIDTH = 5.2;

/** A chart as the slide prints it. */
export function SlideChart(props: {
  readonly chart: Chart;
  readonly title: string;
  readonly width: number;
  readonly height: number;
}): ReactElement {
  const { chart, width, height } = props;
  const rows = legendRows(chart, width);
  const top = rows.length * ROW_HEIGHT + 6;
  const box = { x: 0, y: top, width, height: height - top };
  return (
    <svg width={width} height={height} role="img" aria-label={props.title}>
      {rows.map((entries, row) => (
        <LegendRow key={entries[0]?.name ?? row} entries={entries} width={width} y={row * ROW_HEIGHT + 8} />
      ))}
      {chart.kind === 'category' ? <CategoryPlot chart={chart} box={box} /> : <PointPlot chart={chart} box={box} />}
    </svg>
  );
}

type Entry = {
  readonly name: string;
  readonly colour: string;
  readonly isLine: boolean;
  readonly isDashed: boolean;
  readonly width: number;
};

/** Entries in rows that fit. */
function legendRows(chart: Chart, width: number): readonly (readonly Entry[])[] {
  const rows: Entry[][] = [[]];
  let used = 0;
  for (const series of chart.series) {
    if (series.colour === null) continue;
    const { name, colour, mark } = series;
    const entry = {
      name,
      colour,
      isLine: mark === 'line',
      isDashed: 'isDashed' in series && series.isDashed,
      width: name.length * LETTER_WIDTH + ENTRY_PADDING,
    };
    if (used + entry.width > width && used > 0) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push(entry);
    used += entry.width;
  }
  return rows;
}

function LegendRow(props: {
  readonly entries: readonly Entry[];
  readonly width: number;
  readonly y: number;
}): ReactElement {
  const before = (index: number): number => props.entries.slice(0, index).reduce((sum, entry) => sum + entry.width, 0);
  const start = Math.max(0, (props.width - before(props.entries.length)) / 2);
  return (
    <g>
      {props.entries.map(({ name, colour, isLine, isDashed }, index) => (
        <g key={name} transform={`translate(${String(start + before(index))} ${String(props.y)})`}>
          {isLine ? (
            <line x2={18} stroke={colour} strokeWidth={2} {...(isDashed ? { strokeDasharray: '5 3' } : {})} />
          ) : (
            <rect x={4} y={-4} width={10} height={8} fill={colour} />
          )}
          <text x={22} y={3.5} {...TEXT}>
            {name}
          </text>
        </g>
      ))}
    </g>
  );
}
