import { sql, type Sql } from './statement.ts';

/**
 * Clouds bill each token class as a product of its own and name it in words: `gpt 4o 1120 cached Inp glbl Tokens`,
 * `USW2-Claude4.5Sonnet-cache-read-input-token-count`, `Gemini 2.5 Flash Thinking Text Output - Predictions`.
 */
const CLASS_PATTERNS = {
  isWrite: sql`'cache[-_ ]?(write|creation)|cachewrite'`,
  isHour: sql`'(^|[-_ (])1 ?h(r|our)?([-_ )]|$)|ephemeral_1h'`,
  isFiveMinutes: sql`'(^|[-_ (])5 ?m(in)?([-_ )]|$)|ephemeral_5m'`,
  isRead: sql`'cache[-_ ]?(read|hit)|cacheread|cached|cchd|(^|[ -])cd([ -]|$)|caching|input[-_ ]cache'`,
  isReasoning: sql`'thinking|reasoning'`,
  isOutput: sql`'output|outp|outpt|(^|[ -])opt([ -]|$)|completion|generated'`,
  isInput: sql`'input|inpt|(^|[ -])inp([ -]|$)|prompt'`,
} as const;

const matches = (text: Sql, pattern: Sql): Sql => sql`regexp_matches(${text}, ${pattern})`;

/** The token class a product's words name, as a column name of `usage`; NULL where they name none. `text` in lower case. */
export const tokenClassOf = (text: Sql): Sql => sql`CASE
  WHEN ${matches(text, CLASS_PATTERNS.isWrite)} THEN CASE
    WHEN ${matches(text, CLASS_PATTERNS.isHour)} THEN 'in_cache_write_1h'
    WHEN ${matches(text, CLASS_PATTERNS.isFiveMinutes)} THEN 'in_cache_write_5m' ELSE 'in_cache_write_unknown' END
  WHEN ${matches(text, CLASS_PATTERNS.isRead)} THEN 'in_cache_read'
  WHEN ${matches(text, CLASS_PATTERNS.isOutput)} THEN CASE
    WHEN ${matches(text, CLASS_PATTERNS.isReasoning)} THEN 'out_reasoning'
    WHEN contains(${text}, 'audio') OR contains(${text}, ' aud ') THEN 'out_audio'
    WHEN contains(${text}, 'image') THEN 'out_image' ELSE 'out_unsplit' END
  WHEN ${matches(text, CLASS_PATTERNS.isInput)} THEN CASE
    WHEN contains(${text}, 'audio') OR contains(${text}, ' aud ') THEN 'in_audio'
    WHEN contains(${text}, 'image') THEN 'in_image' ELSE 'in_fresh' END END`;

/** The classes that a charge's quantity can go to. */
export const SKU_CLASSES = [
  'in_fresh',
  'in_cache_read',
  'in_cache_write_5m',
  'in_cache_write_1h',
  'in_cache_write_unknown',
  'in_audio',
  'in_image',
  'out_reasoning',
  'out_audio',
  'out_image',
  'out_unsplit',
] as const;

/** The service tier a product's words name; NULL where they name none, which is the standard one. */
export const tierOf = (text: Sql): Sql => sql`CASE
  WHEN regexp_matches(${text}, '(^|[^a-z])batch([^a-z]|$)') THEN 'batch'
  WHEN regexp_matches(${text}, '(^|[^a-z])flex([^a-z]|$)') THEN 'flex'
  WHEN regexp_matches(${text}, '(^|[^a-z])(priority|prty|pri)([^a-z]|$)') THEN 'priority'
  WHEN regexp_matches(${text}, 'provisioned|(^|[^a-z])ptu') THEN 'provisioned' END`;

/** Tokens in one unit of a quantity; NULL where the unit is not of tokens. Example: `1K tokens` holds 1000. */
export const tokensPerUnit = (unit: Sql): Sql => sql`CASE
  WHEN regexp_matches(lower(trim(${unit})), '^([0-9][0-9.,]* ?)?(k|m|thousand|million|thousands of|millions of)? ?(input |output )?tokens?$')
  THEN COALESCE(TRY_CAST(replace(regexp_extract(trim(${unit}), '^([0-9][0-9.,]*)', 1), ',', '') AS DOUBLE), 1)
    * CASE WHEN regexp_matches(lower(trim(${unit})), '^([0-9.,]+ ?)?(k|thousand)') THEN 1000
      WHEN regexp_matches(lower(trim(${unit})), '^([0-9.,]+ ?)?(m|million)') THEN 1000000 ELSE 1 END END`;
