import { dateLength, tokenise } from './tokens.ts';

const CLAUDE_FAMILIES = new Set(['opus', 'sonnet', 'haiku', 'fable', 'mythos']);
const isVersion = (token: string | undefined): token is string => token !== undefined && /^\d{1,2}$/.test(token);

/**
 * Claude's names exist in both orders and with and without a trailing zero: `claude-4.6-opus`, `Claude Opus 4.6`,
 * `claude-opus-4-0`. Answers the vendor's own order: version first up to 3.x, family first from 4 on.
 */
function claudeWords(tokens: readonly string[]): readonly string[] {
  const version: string[] = [];
  let family: string | null = null;
  let next = 1;
  for (; next < tokens.length; next += 1) {
    const token = tokens[next] ?? '';
    if (family === null && CLAUDE_FAMILIES.has(token)) family = token;
    else if (version.length < 2 && isVersion(token) && dateLength(tokens, next) === 0) version.push(token);
    else break;
    if (family !== null && version.length === 2) {
      next += 1;
      break;
    }
  }
  if (family === null || version.length === 0) return tokens;
  const numbers = version[1] === '0' ? version.slice(0, 1) : version;
  const ordered = Number(numbers[0]) < 4 ? [...numbers, family] : [family, ...numbers];
  return ['claude', ...ordered, ...tokens.slice(next)];
}

/** Spellings of the same word: what stands left is read as what stands right. */
const REWRITES: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/^(open ?ai )?gpt 35\b/, 'gpt 3 5'],
  [/^gpt 41\b/, 'gpt 4 1'],
  [/^chat gpt\b/, 'chatgpt'],
  [/^gpt 4 omini\b/, 'gpt 4 o mini'],
  [/^gpt 4 o realtimeprvw\b/, 'gpt 4 o realtime preview'],
  [/^gemini (flash|pro) (\d+) (\d+)\b/, 'gemini $2 $3 $1'],
  [/^gemini (\d+) 0 pro\b/, 'gemini $1 pro'],
  [/^gemini 3 0\b/, 'gemini 3'],
  [/^nova 2 0\b/, 'nova 2'],
  [/^nova(lite|micro|premier|pro)\b/, 'nova $1'],
  [/^deep seek\b/, 'deepseek'],
  [/^embedding ada\b/, 'text embedding ada'],
  [/^gemini embedding$/, 'gemini embedding 001'],
  [/^gemini (\d+) (\d+) flash live$/, 'gemini live $1 $2 flash'],
];

/** First words of the names above: all other names need not be tried. */
const REWRITTEN = new Set(['open', 'openai', 'gpt', 'chat', 'gemini', 'deep', 'embedding']);
const hasOtherSpellings = (first: string): boolean => REWRITTEN.has(first) || first.startsWith('nova');

/** `Anthropic Claude Sonnet 4.5`: the maker's name in front says nothing new. */
const MAKER_NAMES = new Set(['anthropic', 'openai', 'google', 'amazon', 'meta', 'xai']);
const MAKER_MODELS = new Set(['claude', 'gpt', 'o', 'gemini', 'gemma', 'nova', 'titan', 'llama', 'grok']);

/**
 * The words of a model's name in one spelling, so that every way to write it is found under the same key.
 * Examples: `Claude4.6Opus` and `claude-opus-4-6` -> claude opus 4 6; `gpt-35-turbo` -> gpt 3 5 turbo.
 */
export function modelWords(text: string): readonly string[] {
  const [first = '', ...rest] = tokenise(text);
  const tokens = MAKER_NAMES.has(first) && MAKER_MODELS.has(rest[0] ?? '') ? rest : [first, ...rest];
  if (tokens[0] === 'claude') return claudeWords(tokens);
  if (!hasOtherSpellings(tokens[0] ?? '')) return tokens;
  const joined = tokens.join(' ').trim();
  for (const [pattern, replacement] of REWRITES) {
    if (pattern.test(joined)) return joined.replace(pattern, replacement).split(' ');
  }
  return tokens;
}
