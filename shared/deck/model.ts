import type { DeckSlideId } from '../model/deckOptions.ts';
import type { Finding } from '../units/findings.ts';
import type { Brand } from './colours.ts';

/** A place on a slide, inches from its upper left corner. */
export type Frame = { readonly x: number; readonly y: number; readonly w: number; readonly h: number };

export type ColumnKind =
  | 'text'
  /** USD; whole dollars on a slide, cents in a spreadsheet. Its parts are rounded to add up where the table has a total. */
  | 'usd'
  /** USD of a quantile: never added up, so never adjusted. */
  | 'usdQuantile'
  /** A share of 1. */
  | 'percent'
  | 'count'
  /** A small amount, a price per million tokens. */
  | 'rate'
  | 'score';

export type Column = {
  readonly header: string;
  readonly kind: ColumnKind;
  /** Width beside the other columns. */
  readonly weight: number;
};

/** Exact values; null is unknown and shown as a dash. */
export type CellValue = string | number | null;

export type Table = {
  /** Name of its sheet in the workbook. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly CellValue[])[];
  /** True where the last row is the total of those before it. */
  readonly hasTotal: boolean;
};

export type Series = {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** Bands stand on each other: a band's value is its height over the one before it. */
  readonly mark: 'band' | 'line' | 'bar';
  /** Null draws nothing: the foot that the bands stand on, which is no entry of the legend either. */
  readonly colour: string | null;
  readonly isDashed: boolean;
};

/** Values over months or names. */
export type CategoryChart = {
  readonly kind: 'category';
  readonly direction: 'upright' | 'sideways';
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  readonly valueTitle: string;
  /** How bars of one category stand: beside each other, on each other (a waterfall), or in one place (a tornado). */
  readonly bars: 'beside' | 'stacked' | 'over';
  /** Values are written at the bars. */
  readonly hasLabels: boolean;
  /** Columns of the chart's sheet that are not drawn, the edges of its bands for example. */
  readonly further: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
};

export type Point = { readonly x: number; readonly y: number; readonly name: string };

export type PointSeries = {
  readonly name: string;
  readonly points: readonly Point[];
  readonly colour: string;
  readonly mark: 'dot' | 'diamond' | 'line';
  /** Names are written under the points, or to the left of all but the first and last of a rising line. */
  readonly labels: 'sides' | 'below' | 'none';
};

/** Two measures against each other, the horizontal one on a logarithmic scale. */
export type PointChart = {
  readonly kind: 'points';
  readonly series: readonly PointSeries[];
  readonly horizontalTitle: string;
  readonly verticalTitle: string;
};

export type Chart = CategoryChart | PointChart;

export type Figure = { readonly label: string; readonly value: string; readonly note: string };

export type Block =
  | { readonly kind: 'chart'; readonly frame: Frame; readonly title: string; readonly chart: Chart }
  /** Rows `from` to `to` (exclusive) of a table. */
  | {
      readonly kind: 'table';
      readonly frame: Frame;
      readonly title: string;
      readonly table: Table;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'figures'; readonly frame: Frame; readonly figures: readonly Figure[] }
  | {
      readonly kind: 'text';
      readonly frame: Frame;
      readonly title: string;
      readonly lines: readonly string[];
      readonly isSmall: boolean;
    };

export type Slide = {
  readonly id: DeckSlideId;
  /** Its place among the slides of the same kind, from 0. */
  readonly page: number;
  /** The answer, as a sentence made from the numbers. */
  readonly title: string;
  readonly blocks: readonly Block[];
  /** What the speaker may be asked: how the numbers were made. */
  readonly notes: string;
};

/** Everything that PPTX, XLSX and the page show: one model, several writers. */
export type Deck = {
  readonly title: string;
  readonly subtitle: string;
  readonly slides: readonly Slide[];
  /** Every table in full, whether or not its slide is included. */
  readonly tables: readonly Table[];
  /** Sums that must tie: two ways to one number. */
  readonly checks: readonly Check[];
  readonly footer: string;
  readonly brand: Brand;
  readonly inputHash: string;
  readonly findings: readonly Finding[];
};

export type Check = { readonly name: string; readonly left: number; readonly right: number };
