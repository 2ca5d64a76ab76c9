import type PlotlyModule from 'plotly.js-strict-dist-min';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { FigureModel } from './figure.ts';
import { themedLayout, type ChartTheme } from './layout.ts';

type Plotly = typeof PlotlyModule;

/** The chart library is the largest part of the page; it is fetched from the host when the first chart is drawn. */
const loadPlotly = async (): Promise<Plotly> => (await import('plotly.js-strict-dist-min')).default;

export type PointClick = { readonly series: string; readonly x: string; readonly isShift: boolean };

const CONFIG = { displaylogo: false, responsive: false, displayModeBar: false, doubleClick: 'reset' };

/** Draws a figure. The only door to the chart library. */
export function Figure(props: {
  readonly figure: FigureModel;
  readonly theme: ChartTheme;
  readonly heightPx: number;
  readonly onPoint?: (click: PointClick) => void;
}): ReactElement {
  const { figure, theme, heightPx, onPoint } = props;
  const host = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    let isCurrent = true;
    const draw = async (): Promise<void> => {
      const plotly = await loadPlotly();
      if (!isCurrent) return;
      const drawn = await plotly.react(element, figure.traces, themedLayout(figure.layout, theme), CONFIG);
      drawn.removeAllListeners('plotly_click');
      if (onPoint !== undefined) {
        drawn.on('plotly_click', (event) => {
          const click = pointOf(event);
          if (click !== null) onPoint(click);
        });
      }
      element.dataset.drawn = 'true';
    };
    draw().catch((error: unknown) => {
      setFailure(error instanceof Error ? error.message : String(error));
    });
    return () => {
      isCurrent = false;
    };
  }, [figure, theme, onPoint]);

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

/** What the chart library tells about a click, reduced to what views need. */
function pointOf(event: unknown): PointClick | null {
  if (typeof event !== 'object' || event === null || !('points' in event) || !Array.isArray(event.points)) return null;
  const point: unknown = event.points[0];
  if (typeof point !== 'object' || point === null || !('x' in point) || !('data' in point)) return null;
  const { data, x } = point;
  const series = typeof data === 'object' && data !== null && 'name' in data ? String(data.name) : '';
  const pressed = 'event' in event && event.event instanceof MouseEvent && event.event.shiftKey;
  return { series, x: String(x), isShift: pressed };
}
