import type PlotlyModule from 'plotly.js-strict-dist-min';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { onDark } from './darkColours.ts';
import type { FigureModel } from './figure.ts';
import { DARK, themedLayout, type ChartTheme } from './layout.ts';

type Plotly = typeof PlotlyModule;

/** The chart library is the largest part of the page; it is fetched from the host when the first chart is drawn. */
const loadPlotly = async (): Promise<Plotly> => (await import('plotly.js-strict-dist-min')).default;

export type PointClick = {
  readonly series: string;
  readonly x: string;
  readonly y: string;
  readonly isShift: boolean;
};

/** What can be done with a drawn figure. */
export type FigureTools = {
  /** The chart as it stands, on the colour of its card, as a `data:` address. */
  readonly image: (format: 'png' | 'svg') => Promise<string>;
  readonly resetZoom: () => Promise<void>;
};

const CONFIG = { displaylogo: false, responsive: false, displayModeBar: false, doubleClick: 'reset' };
/** Sharp enough for a slide. */
const PNG_SCALE = 2;

/** Draws a figure. The only door to the chart library. A click on a bar or on its name in the legend is a point click. */
export function Figure(props: {
  readonly figure: FigureModel;
  readonly theme: ChartTheme;
  readonly heightPx: number;
  readonly onPoint?: (click: PointClick) => void;
  readonly onTools?: (tools: FigureTools) => void;
  readonly onZoom?: (isZoomed: boolean) => void;
}): ReactElement {
  const { figure, theme, heightPx, onPoint, onTools, onZoom } = props;
  const host = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    let isCurrent = true;
    const draw = async (): Promise<void> => {
      const plotly = await loadPlotly();
      if (!isCurrent) return;
      const shown = theme === DARK ? onDark(figure) : figure;
      const layout = themedLayout(shown.layout, theme);
      const drawn = await plotly.react(element, shown.traces, layout, CONFIG);
      for (const event of ['plotly_click', 'plotly_legendclick', 'plotly_relayout']) drawn.removeAllListeners(event);
      if (onPoint !== undefined) {
        const answer = (point: PointClick | null): false => {
          if (point !== null) onPoint(point);
          return false;
        };
        drawn.on('plotly_click', (event) => answer(pointOf(event)));
        drawn.on('plotly_legendclick', (event) => answer(legendPointOf(event)));
      }
      drawn.on('plotly_relayout', (change) => onZoom?.(isZoom(change)));
      onTools?.(toolsOf(plotly, element, shown, layout, theme));
      element.dataset.drawn = 'true';
    };
    draw().catch((error: unknown) => {
      setFailure(error instanceof Error ? error.message : String(error));
    });
    return () => {
      isCurrent = false;
    };
  }, [figure, theme, onPoint, onTools, onZoom]);

  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      if (element.dataset.drawn === 'true') void loadPlotly().then((plotly) => plotly.Plots.resize(element));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      void loadPlotly().then((plotly) => {
        plotly.purge(element);
      });
    };
  }, []);

  if (failure !== null) return <p className="muted">The chart could not be drawn: {failure}</p>;
  return (
    <figure className="figure">
      <div ref={host} className="figure__plot" style={{ height: heightPx }} aria-hidden="true" />
      <figcaption className="visually-hidden">{figure.summary}</figcaption>
    </figure>
  );
}

function toolsOf(
  plotly: Plotly,
  element: HTMLElement,
  figure: FigureModel,
  layout: Readonly<Record<string, unknown>>,
  theme: ChartTheme,
): FigureTools {
  return {
    image: (format) => {
      const { width, height } = element.getBoundingClientRect();
      const scale = format === 'png' ? PNG_SCALE : 1;
      const drawn = { data: figure.traces, layout: { ...layout, paper_bgcolor: theme.panel, width, height } };
      return plotly.toImage(drawn, { format, width, height, scale });
    },
    resetZoom: async () => {
      await plotly.relayout(element, { 'xaxis.autorange': true, 'yaxis.autorange': true });
    },
  };
}

/** Whether a change of the layout set a range of its own; double-click and the reset button take it away. */
const isZoom = (change: unknown): boolean =>
  typeof change === 'object' && change !== null && Object.keys(change).some((key) => key.includes('.range['));

const isShifted = (event: object): boolean =>
  'event' in event && event.event instanceof MouseEvent && event.event.shiftKey;

const nameOf = (trace: unknown): string =>
  typeof trace === 'object' && trace !== null && 'name' in trace ? String(trace.name) : '';

/** What the chart library tells about a click, reduced to what views need. */
function pointOf(event: unknown): PointClick | null {
  if (typeof event !== 'object' || event === null || !('points' in event) || !Array.isArray(event.points)) return null;
  const point: unknown = event.points[0];
  if (typeof point !== 'object' || point === null || !('x' in point) || !('y' in point) || !('data' in point))
    return null;
  return { series: nameOf(point.data), x: String(point.x), y: String(point.y), isShift: isShifted(event) };
}

function legendPointOf(event: unknown): PointClick | null {
  if (typeof event !== 'object' || event === null || !('curveNumber' in event) || !('data' in event)) return null;
  const { curveNumber, data } = event;
  const trace: unknown = Array.isArray(data) && typeof curveNumber === 'number' ? data[curveNumber] : null;
  return { series: nameOf(trace), x: '', y: '', isShift: isShifted(event) };
}
