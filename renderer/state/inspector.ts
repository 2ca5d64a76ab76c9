import type { Finding } from '../../shared/units/findings.ts';
import type { SpendFilter } from '../../shared/data/sql/spend.ts';

/** One part of a number, in words: what it is, its value as shown, and where it comes from. */
export type InspectorLine = { readonly label: string; readonly value: string; readonly source?: string };

/** What the inspector shows of a number that was clicked: how it is made and what it rests on. */
export type InspectorTarget = {
  readonly title: string;
  readonly value: string;
  /** The formula in words, `tokens x price of the day, added up`. */
  readonly formula: string;
  readonly lines: readonly InspectorLine[];
  readonly findings: readonly Finding[];
  /** The usage rows behind it, where there are any. */
  readonly rows: SpendFilter | null;
};
