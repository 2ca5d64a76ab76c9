/**
 * The only place where a number is rounded. All functions take exact values and return text for people; a missing value
 * is an en dash, never 0.
 */
export const MISSING = '–';

const NARROW_SPACE = '\u202f';

function plain(value: number, decimals: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

const SCALES = [
  { from: 1e12, divisor: 1e12, suffix: 'T' },
  { from: 1e9, divisor: 1e9, suffix: 'B' },
  { from: 1e6, divisor: 1e6, suffix: 'M' },
  { from: 1e3, divisor: 1e3, suffix: 'k' },
] as const;

/** Three significant digits with a scale word. Examples: 1,240,000 -> `1.24 M`; 28,400 -> `28.4 k`; 0.0123 -> `0.0123`. */
export function compact(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return MISSING;
  const size = Math.abs(Number(value.toPrecision(3)));
  const scale = SCALES.find(({ from }) => size >= from);
  const scaled = scale === undefined ? value : value / scale.divisor;
  const digits = Number(scaled.toPrecision(3)).toLocaleString('en-US', { maximumSignificantDigits: 3 });
  return scale === undefined ? digits : `${digits}${NARROW_SPACE}${scale.suffix}`;
}

/** A headline amount. Example: 1,240,000 -> `1.24 M USD`. */
export const compactUsd = (value: number | null): string =>
  value === null ? MISSING : `${compact(value)}${NARROW_SPACE}USD`;

/** A range as people say it. Example: 28,000 and 55,000 -> `28 to 55 k USD`. */
export function compactUsdRange(low: number | null, high: number | null): string {
  if (low === null || high === null) return MISSING;
  const [lowText, highText] = [compact(low), compact(high)];
  const [lowNumber, lowScale] = lowText.split(NARROW_SPACE);
  const [, highScale] = highText.split(NARROW_SPACE);
  const from = lowScale !== undefined && lowScale === highScale ? lowNumber : lowText;
  return `${from ?? lowText} to ${highText}${NARROW_SPACE}USD`;
}

/** A table amount with cents. Example: 1234.5 -> `1,234.50`. */
export const cents = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? MISSING : plain(value === 0 ? 0 : value, 2);

/** A small amount such as a unit cost: two significant digits at least. Example: 0.00412 -> `0.0041`. */
export function smallUsd(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return MISSING;
  if (value === 0 || Math.abs(value) >= 1) return plain(value, 2);
  return value.toLocaleString('en-US', { minimumSignificantDigits: 2, maximumSignificantDigits: 2 });
}

/** A price per million tokens, without trailing noise. Examples: 2.5 -> `2.50`; 0.025 -> `0.025`. */
export function ratePerMtok(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return MISSING;
  return value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 6 });
}

/** A count with separators. Example: 5200000 -> `5,200,000`. */
export const count = (value: number | null): string => (value === null ? MISSING : plain(Math.round(value), 0));

/**
 * A share of 1 as a percentage. A part never reads as nothing or as all: 0.999999 would otherwise claim that everything
 * is priced. Examples: 0.987 -> `98.7 %`; 0.00001 -> `< 0.1 %`; 0.999999 -> `> 99.9 %`; 1 -> `100.0 %`.
 */
export function percent(share: number | null, decimals = 1): string {
  if (share === null || !Number.isFinite(share)) return MISSING;
  const unit = `${NARROW_SPACE}%`;
  const step = 10 ** -decimals;
  const shown = plain(share * 100, decimals);
  if (share > 0 && shown === plain(0, decimals)) return `< ${plain(step, decimals)}${unit}`;
  if (share < 1 && shown === plain(100, decimals)) return `> ${plain(100 - step, decimals)}${unit}`;
  return `${shown}${unit}`;
}

const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** Example: `2026-09` -> `Sep 2026`. */
export function monthName(month: string): string {
  return `${MONTH_NAMES[Number(month.slice(5, 7)) - 1] ?? month} ${month.slice(0, 4)}`;
}

/** Example: `2026-09-12` -> `12 Sep 2026`. */
export const dayName = (day: string): string => `${String(Number(day.slice(8, 10)))} ${monthName(day)}`;

/** Bytes with a binary scale. Example: 755,423 -> `738 KiB`. */
export function byteSize(bytes: number): string {
  const steps = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let [value, step] = [bytes, 0];
  while (value >= 1024 && step < steps.length - 1) {
    value /= 1024;
    step += 1;
  }
  return `${value.toLocaleString('en-US', { maximumSignificantDigits: 3 })}${NARROW_SPACE}${steps[step] ?? 'B'}`;
}
