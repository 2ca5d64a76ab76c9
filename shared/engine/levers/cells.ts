import { TOKENS_PER_MTOK } from '../../units/quantities.ts';
import { at } from '../series.ts';
import type { Cell } from './definition.ts';

/** The cells that a price list charges: neither fees nor own hardware. */
export const metered = (cells: readonly Cell[]): Cell[] => cells.filter(({ stream }) => stream.model.isMetered);

/** Known spend of some cells in a month that is still paid by use, USD. */
export const spendIn = (cells: readonly Cell[], month: number): number =>
  cells.reduce((sum, { usd, kept }) => {
    const spend = at(usd, month) * at(kept, month);
    return Number.isNaN(spend) ? sum : sum + spend;
  }, 0);

/** Million tokens in a month that are still paid by use, an output token counted as several input tokens. */
export const demandIn = (cells: readonly Cell[], month: number, outputWeight: number): number =>
  cells.reduce((sum, { inputTokens, outputTokens, kept }) => {
    const tokens = at(inputTokens, month) + outputWeight * at(outputTokens, month);
    return sum + (tokens * at(kept, month)) / TOKENS_PER_MTOK;
  }, 0);
