/** Colours of the page that a chart takes on; a chart never sets its own background. */
export type ChartTheme = {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly panel: string;
};

export const LIGHT: ChartTheme = { text: '#1b2027', muted: '#56616f', line: '#e1e5ea', panel: '#ffffff' };
export const DARK: ChartTheme = { text: '#e7eaee', muted: '#a3aebb', line: '#333a44', panel: '#1e2228' };

type Layout = Readonly<Record<string, unknown>>;

const axis = (theme: ChartTheme, own: unknown): Layout => ({
  gridcolor: theme.line,
  zerolinecolor: theme.line,
  linecolor: theme.line,
  tickfont: { color: theme.muted, size: 11 },
  automargin: true,
  ...(typeof own === 'object' ? own : {}),
});

/** The common look of all charts: light grid, no box, one hover label for all series. */
export function themedLayout(layout: Layout, theme: ChartTheme): Layout {
  return {
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { family: 'inherit', size: 12, color: theme.text },
    margin: { l: 56, r: 16, t: 8, b: 36 },
    hovermode: 'x unified',
    hoverlabel: { bgcolor: theme.panel, bordercolor: theme.line, font: { color: theme.text, size: 12 } },
    legend: {
      orientation: 'h',
      y: 1.02,
      yanchor: 'bottom',
      x: 0,
      traceorder: 'normal',
      font: { size: 11, color: theme.text },
    },
    dragmode: 'zoom',
    // A chart that is drawn anew while the user edits keeps the part the user has zoomed into.
    uirevision: 'kept',
    ...layout,
    xaxis: axis(theme, layout.xaxis),
    yaxis: axis(theme, layout.yaxis),
    ...Object.fromEntries(
      Object.entries(layout).flatMap(([key, own]) => (/^[xy]axis\d+$/.test(key) ? [[key, axis(theme, own)]] : [])),
    ),
  };
}
