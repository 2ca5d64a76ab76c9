import { TOKENS_PER_MTOK } from '../../units/quantities.ts';
import { multiplyTokens, reduceQuality } from '../factors.ts';
import { TEXT_INPUT_ROWS } from '../prices.ts';
import { at } from '../series.ts';
import { defineLever } from './definition.ts';
import { factor, qualityKept, quantity, share } from './descriptors.ts';

/**
 * Input is shortened: in' = in * (1 - s * (1 - 1/k)) + compressor. A compressed prefix no longer matches the cache: that
 * part is paid as fresh input; what is compressed without breaking the cache saves at the cached price only.
 * Example: s 0.5 and k 2 leave 1 - 0.5 * 0.5 = 0.75 of fresh input. A cached input of 1 Mtok at 0.50 (fresh 5.00) becomes
 * 0.5 read at 0.50 and 0.25 fresh at 5.00: 1.50 instead of 0.50 USD.
 */
export const promptCompression = defineLever({
  kind: 'prompt-compression',
  title: 'Compress prompts',
  stage: 'tokens',
  scopeBy: 'workload',
  sentence: 'Compress {compressibleShare} of the input of {scope} {ratio} from {start}',
  risk: 2,
  parameters: {
    compressibleShare: share('Compressible input', 'Share of the input text that may be shortened.', {
      hasDefault: true,
    }),
    ratio: factor('Compression', 'Times shorter the compressed part becomes.', {
      min: 1,
      max: 100,
      hasDefault: true,
    }),
    cacheBreakShare: share('Breaks the cache', 'Share of compressed cached text that no longer matches its entry.', {
      hasDefault: true,
    }),
    compressorUsdPerMtok: quantity('usd-per-mtok', 'Compressor', 'Cost of reading one million tokens to shorten them.'),
    qualityKept: qualityKept({ hasDefault: true }),
  },
  conflicts: [
    {
      with: 'prompt-caching',
      because:
        'a compressed prefix no longer matches the cache and is paid as fresh input, and elsewhere the saving is at the cached price',
    },
  ],
  apply(values, factors, context) {
    const compressed = (month: number): number => at(context.dose, month) * values.compressibleShare;
    const length = (month: number): number => 1 - compressed(month) * (1 - 1 / values.ratio);
    multiplyTokens(factors, TEXT_INPUT_ROWS, length);
    for (let month = 0; month < context.monthCount; month += 1) {
      const broken = (compressed(month) * values.cacheBreakShare) / values.ratio / length(month);
      factors.uncached[month] = 1 - (1 - at(factors.uncached, month)) * (1 - broken);
      factors.usdPerInputToken[month] =
        at(factors.usdPerInputToken, month) + (at(context.dose, month) * values.compressorUsdPerMtok) / TOKENS_PER_MTOK;
    }
    reduceQuality(factors, values.qualityKept, (month) => at(context.dose, month));
  },
});
