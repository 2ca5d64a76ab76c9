import type { PerTokenClass } from '../../units/tokenClasses.ts';
import type { MatchedTokenClass } from '../types.ts';
import type { ListRates } from './sheets.ts';

/**
 * From the classes of a price list to the thirteen of the usage table.
 *
 * - Writes cost what the list says; where it names no write price, writing costs what reading fresh input costs (OpenAI
 *   before gpt-5.6, Gemini, DeepSeek), except with vendors that price writes apart (`chargesForWrites`): there it is
 *   unknown.
 * - A write of unknown lifetime costs the 5-minute rate. A list with one write price has it for both lifetimes.
 * - Input that is not split costs input; every text output costs output.
 * - Audio and images have a rate only where the list names one: nothing is guessed.
 *
 * Example: claude-sonnet-4-5 with input 3, read 0.30, writes 3.75 and 6, output 15 gives in_cache_write_unknown 3.75 and
 * out_reasoning 15; gpt-4o with input 2.5, read 1.25, output 10 gives in_cache_write_5m 2.5.
 */
export function expandRates(list: ListRates, chargesForWrites: boolean): PerTokenClass<number | null> {
  const unpricedWrite = chargesForWrites ? null : list.input;
  const write5m = list.cacheWrite5m ?? list.cacheWrite1h ?? unpricedWrite;
  return {
    in_fresh: list.input,
    in_cache_read: list.cacheRead,
    in_cache_write_5m: write5m,
    in_cache_write_1h: list.cacheWrite1h ?? write5m,
    in_cache_write_unknown: write5m,
    in_audio: list.audioInput,
    in_image: list.imageInput,
    in_unsplit: list.input,
    out_visible: list.output,
    out_reasoning: list.reasoning ?? list.output,
    out_audio: list.audioOutput,
    out_image: list.imageOutput,
    out_unsplit: list.output,
  };
}

/** The five rates that a price list is read for. */
export const listedRates = (list: ListRates): Readonly<Record<MatchedTokenClass, number | null>> => ({
  input: list.input,
  cacheRead: list.cacheRead,
  cacheWrite5m: list.cacheWrite5m,
  cacheWrite1h: list.cacheWrite1h,
  output: list.output,
});
