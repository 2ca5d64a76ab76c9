/** Tokens in the denominator of a quoted price. */
export const TOKENS_PER_MTOK = 1_000_000;
