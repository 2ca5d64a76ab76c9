import { z } from 'zod';
import type { ClockWindow } from '../types.ts';

/** What a price row prices. Only classes that price lists name; the 13 classes of the usage table follow from them. */
export const PRICE_CLASSES = [
  'input',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
  'output',
  'reasoning',
  'audioInput',
  'audioOutput',
  'imageInput',
  'imageOutput',
] as const;
export type PriceClass = (typeof PRICE_CLASSES)[number];

/** One rate: of one model at one seller, for one class, in one period. */
export type PriceRow = {
  /** Canonical model. */
  readonly model: string;
  /** Seller id of `sellers.ts`. */
  readonly provider: string;
  /** Null holds for every route of the seller. */
  readonly route: string | null;
  /** `global` or `regional` where the seller has two lists; null where it has one. */
  readonly region: string | null;
  /** Null is the standard tier. */
  readonly tier: string | null;
  readonly class: PriceClass;
  /** USD per million tokens. */
  readonly usdPerMtok: number;
  /** ISO day or instant in UTC, null is open; `to` is exclusive. */
  readonly from: string | null;
  readonly to: string | null;
  /** 0, or the number of input tokens above which a whole request pays this rate. */
  readonly aboveTokens: number;
  readonly clock: ClockWindow | null;
  readonly source: string;
  readonly checkedOn: string | null;
  /** Why the rate may be wrong; null where sources agree. */
  readonly doubt: string | null;
};

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/, 'an ISO day or instant in UTC');

/** The shape of `overlay.json`: fields that are null or 0 are left out there. */
const overlayRow = z.strictObject({
  model: z.string(),
  provider: z.string(),
  route: z.string().nullable().default(null),
  region: z.enum(['global', 'regional']).nullable().default(null),
  tier: z.string().nullable().default(null),
  class: z.enum(PRICE_CLASSES),
  usdPerMtok: z.number().nonnegative(),
  from: day.nullable().default(null),
  to: day.nullable().default(null),
  aboveTokens: z.number().int().nonnegative().default(0),
  clock: z
    .strictObject({ fromMinute: z.number().int().min(0).max(1440), toMinute: z.number().int().min(0).max(1440) })
    .nullable()
    .default(null),
  source: z.string().min(1),
  checkedOn: day.nullable(),
  doubt: z.string().nullable().default(null),
});

/** Names a row for a person: every message about a row begins with it. */
export const describeRow = (row: Pick<PriceRow, 'provider' | 'model' | 'class' | 'from'>): string =>
  `${row.provider}/${row.model} ${row.class}${row.from === null ? '' : ` from ${row.from}`}`;

/** Parses rows of an overlay. Throws with the row's number and name where a field is wrong. */
export function parseRows(rows: readonly unknown[]): readonly PriceRow[] {
  return rows.map((row, index) => {
    const parsed = overlayRow.safeParse(row);
    if (parsed.success) return parsed.data;
    throw new Error(`Price row ${String(index + 1)} ${JSON.stringify(row)}: ${z.prettifyError(parsed.error)}`);
  });
}
