import type { ParameterUnit } from '../../../shared/engine/levers/descriptors.ts';
import { compact } from '../../../shared/units/format.ts';
import type { Amount } from '../../components/amount.ts';

/** What stands behind a field; a share is written with its percent sign instead. */
export const UNIT_WORDS: Readonly<Record<ParameterUnit, string>> = {
  share: '',
  factor: 'times',
  usd: 'USD',
  'usd-per-month': 'USD a month',
  'usd-per-hour': 'USD an hour',
  'usd-per-request': 'USD a request',
  'usd-per-mtok': 'USD per 1 M tokens',
  'usd-per-mtok-hour': 'USD per 1 M tokens and hour',
  mtok: 'M tokens',
  'mtok-per-month': 'M tokens a month',
  tokens: 'tokens',
  'tokens-per-second': 'tokens a second',
  months: 'months',
  days: 'days',
  hours: 'hours',
  count: '',
};

/** An amount as a field shows it and reads it back. Examples: 0.35 as a share -> `35 %`; a range -> `20 % to 40 %`. */
export function amountText(amount: Amount, unit: ParameterUnit): string {
  const one = (value: number): string =>
    unit === 'share' ? `${(value * 100).toLocaleString('en-US', { maximumFractionDigits: 2 })} %` : plain(value);
  return typeof amount === 'number' ? one(amount) : `${one(amount.low)} to ${one(amount.high)}`;
}

/** Exact up to 12 significant digits, so that leaving a field does not change its value. */
function plain(value: number): string {
  const short = compact(value).replaceAll('\u202f', ' ');
  return Math.abs(value) >= 1e6 && Number(value.toPrecision(3)) === value
    ? short
    : value.toLocaleString('en-US', { maximumSignificantDigits: 12 });
}
