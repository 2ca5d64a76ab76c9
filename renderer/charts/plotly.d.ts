/** The strict bundle ships no types; these are the parts that Figure.tsx calls. */
declare module 'plotly.js-strict-dist-min' {
  export type PlotlyElement = HTMLElement & {
    on(event: string, listener: (event: unknown) => unknown): void;
    removeAllListeners(event: string): void;
  };
  const Plotly: {
    react(
      element: HTMLElement,
      data: readonly unknown[],
      layout: Readonly<Record<string, unknown>>,
      config: Readonly<Record<string, unknown>>,
    ): Promise<PlotlyElement>;
    purge(element: HTMLElement): void;
    relayout(element: HTMLElement, change: Readonly<Record<string, unknown>>): Promise<PlotlyElement>;
    toImage(
      figure: { readonly data: readonly unknown[]; readonly layout: Readonly<Record<string, unknown>> },
      options: { format: 'png' | 'svg'; width: number; height: number; scale?: number },
    ): Promise<string>;
    Plots: { resize(element: HTMLElement): Promise<void> };
  };
  // The package has one export, and it is the default one.
  // eslint-disable-next-line no-restricted-syntax
  export default Plotly;
}
