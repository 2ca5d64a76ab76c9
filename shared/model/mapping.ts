import { z } from 'zod';

/** What a column of an export without a known format can mean: columns of the usage table, and the two plain totals. */
export const MAPPED_FIELDS = [
  'period_start',
  'period_end',
  'provider',
  'route',
  'region',
  'service_tier',
  'context_band',
  'account',
  'project',
  'team',
  'feature',
  'environment',
  'customer',
  'user_key',
  'api_key',
  'session_id',
  'request_id',
  'model_raw',
  'requests',
  'input',
  'in_cache_read',
  'in_cache_write_5m',
  'in_cache_write_1h',
  'in_cache_write_unknown',
  'in_audio',
  'in_image',
  'output',
  'out_reasoning',
  'out_audio',
  'out_image',
  'other_qty',
  'other_unit',
  'billed_amount',
  'billed_currency',
] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number];

/** Fields that may have one value for the whole file. */
export const CONSTANT_FIELDS = [
  'provider',
  'route',
  'region',
  'service_tier',
  'account',
  'project',
  'team',
  'feature',
  'environment',
  'customer',
  'model_raw',
  'other_unit',
  'billed_currency',
  'period_start',
  'period_end',
] as const satisfies readonly MappedField[];
export type ConstantField = (typeof CONSTANT_FIELDS)[number];

const scale = z
  .union([z.literal(1), z.literal(1_000), z.literal(1_000_000), z.literal(0.01), z.literal(0.000_001)])
  .describe('What one unit of the column is worth: 1000 for thousands of tokens, 0.01 for cents');

const mappedColumn = z.strictObject({
  column: z.string().min(1).describe('Header name in the file, any case; in JSON rows a path such as usage.input'),
  scale: scale.default(1),
});

/** The columns that `input` and `output` may contain, as `inputIncludesCached` and `outputIncludesReasoning` say. */
export const INPUT_PARTS = [
  'in_cache_read',
  'in_cache_write_5m',
  'in_cache_write_1h',
  'in_cache_write_unknown',
  'in_audio',
  'in_image',
] as const satisfies readonly MappedField[];
export const OUTPUT_PARTS = ['out_reasoning', 'out_audio', 'out_image'] as const satisfies readonly MappedField[];

/** How to read an export of no known format. It can be saved and used again for the next month's file. */
export const genericMapping = z
  .strictObject({
    name: z.string().min(1).max(200).describe('What the mapping is called; files read by it replace each other'),
    columns: z
      .partialRecord(z.enum(MAPPED_FIELDS), mappedColumn)
      .describe('Meaning -> column. input and output are totals as the source counts them'),
    constants: z
      .partialRecord(z.enum(CONSTANT_FIELDS), z.string().min(1).max(200))
      .default({})
      .describe('Values that hold for every row and that the file does not have'),
    rowCovers: z
      .enum(['request', 'minute', 'hour', 'day', 'month'])
      .describe('How much time a row stands for when period_end is not mapped; request also counts one request a row'),
    dates: z
      .enum(['iso', 'month-first', 'day-first', 'unix-seconds', 'unix-milliseconds'])
      .default('iso')
      .describe('How the file writes times'),
    timeZone: z.string().default('UTC').describe('IANA zone of times without an offset'),
    inputIncludesCached: z
      .boolean()
      .optional()
      .describe('Whether input contains the other input columns: cached, cache-written, audio, image'),
    outputIncludesReasoning: z
      .boolean()
      .optional()
      .describe('Whether output contains the other output columns: reasoning, audio, image'),
    billedBasis: z.enum(['net', 'gross', 'list', 'estimate', 'amortized']).default('net'),
  })
  .superRefine(({ columns, constants, inputIncludesCached, outputIncludesReasoning }, context) => {
    const say = (message: string): void => {
      context.addIssue({ code: 'custom', message });
    };
    if (columns.period_start === undefined && constants.period_start === undefined) {
      say('say which column holds the time, or the period of the whole file');
    }
    const isMapped = (field: MappedField): boolean => columns[field] !== undefined;
    if (isMapped('input') && INPUT_PARTS.some(isMapped) && inputIncludesCached === undefined) {
      say('say whether input includes the cached tokens');
    }
    if (isMapped('output') && OUTPUT_PARTS.some(isMapped) && outputIncludesReasoning === undefined) {
      say('say whether output includes the reasoning tokens');
    }
    if (isMapped('billed_amount') && !isMapped('billed_currency') && constants.billed_currency === undefined) {
      say('say which currency the amounts are in');
    }
  });
export type GenericMapping = z.infer<typeof genericMapping>;
