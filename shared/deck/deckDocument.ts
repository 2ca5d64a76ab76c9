import type { Finding } from '../units/findings.ts';
import { shownText } from './cells.ts';
import type { Chart, Deck } from './model.ts';

/** What `deck --json` tells of one chart: its exact numbers. */
export type ChartDocument = {
  readonly title: string;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
};

export type DeckDocument = {
  readonly slides: readonly {
    readonly title: string;
    readonly charts: readonly ChartDocument[];
    /** Tables as they are printed, header first. */
    readonly tables: readonly { readonly title: string; readonly rows: readonly (readonly string[])[] }[];
  }[];
  readonly inputHash: string;
  readonly findings: readonly Finding[];
};

/** What automation reads of a deck; the same numbers as on its slides. */
export const deckDocument = ({ slides, inputHash, findings }: Deck): DeckDocument => ({
  slides: slides.map(({ title, blocks }) => ({
    title,
    charts: blocks.flatMap((block) => (block.kind === 'chart' ? [chartDocument(block.title, block.chart)] : [])),
    tables: blocks.flatMap((block) =>
      block.kind === 'table'
        ? [
            {
              title: block.title,
              rows: [
                block.table.columns.map(({ header }) => header),
                ...shownText(block.table).slice(block.from, block.to),
              ],
            },
          ]
        : [],
    ),
  })),
  inputHash,
  findings,
});

/** A point series gives its vertical values; its horizontal ones are a series of their own. */
function chartDocument(title: string, chart: Chart): ChartDocument {
  if (chart.kind === 'category') {
    const series = [...chart.series, ...chart.further].map(({ name, values }) => ({ name, values }));
    return { title, categories: chart.categories, series };
  }
  const points = chart.series.flatMap((series) => series.points);
  return {
    title,
    categories: points.map(({ name }) => name),
    series: [
      { name: chart.horizontalTitle, values: points.map(({ x }) => x) },
      { name: chart.verticalTitle, values: points.map(({ y }) => y) },
    ],
  };
}
