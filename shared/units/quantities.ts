declare const unit: unique symbol;
type Quantity<Unit extends string> = number & { readonly [unit]: Unit };

/** US dollars as float64, never rounded before display. */
export type Usd = Quantity<'Usd'>;
/** A count of tokens; fractional in forecasts. */
export type Tokens = Quantity<'Tokens'>;
/** US dollars per million tokens: the unit every price list is quoted in. */
export type UsdPerMtok = Quantity<'UsdPerMtok'>;

/** Tokens in the denominator of a quoted price. */
export const TOKENS_PER_MTOK = 1_000_000;

export const usd = (value: number): Usd => value as Usd;
export const tokens = (value: number): Tokens => value as Tokens;
export const usdPerMtok = (value: number): UsdPerMtok => value as UsdPerMtok;

/** Tokens times a quoted price. Example: 59,200 tokens at 2.50 USD per million cost 0.148 USD. */
export function costOf(amount: Tokens, rate: UsdPerMtok): Usd {
  return usd((amount * rate) / TOKENS_PER_MTOK);
}
