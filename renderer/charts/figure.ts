/** A Plotly figure as plain data: traces and layout. Made by the pure functions in figures/, drawn by Figure.tsx. */
export type Trace = Readonly<Record<string, unknown>>;

export type FigureModel = {
  readonly traces: readonly Trace[];
  readonly layout: Readonly<Record<string, unknown>>;
  /** What the chart shows, in a sentence or two, for those who do not see it. */
  readonly summary: string;
  /** The numbers of the chart as a table, header first. */
  readonly table: readonly (readonly string[])[];
};
