import { tokenise } from '../tokens.ts';
import type { Meter } from '../../meters.ts';
import type { Reading, Recogniser } from '../reading.ts';
import { readWords, withMeanings } from '../words.ts';
import type { WordTable } from '../words.ts';

const CLASS_WORDS: WordTable = {
  input: 'input',
  output: 'output',
  cached: 'cached',
  read: 'cached',
  reads: 'cached',
  hit: 'cached',
  hits: 'cached',
  refreshes: 'drop',
  cache: 'drop',
  write: 'write',
  writes: 'write',
  creation: 'write',
  text: 'text',
  audio: 'audio',
  image: 'image',
  reasoning: 'thinking',
  token: 'drop',
  tokens: 'drop',
  usage: 'drop',
  uncached: 'drop',
  no: 'drop',
  prompt: 'input',
  completion: 'output',
  long: 'long',
  short: 'short',
  context: 'drop',
  batch: 'batch',
  flex: 'flex',
  priority: 'priority',
  fast: 'fast',
  mode: 'drop',
  standard: 'drop',
  training: 'training',
  voice: 'audio',
  session: 'session',
};

/** `evals | gpt-4o-mini, input`: what stands before the bar is a tier or the product that called the model. */
const PREFIX_TIERS = new Set(['batch', 'flex', 'priority', 'fast']);

/** Lines that name no model at all. */
const MODELLESS: readonly (readonly [pattern: RegExp, meter: Meter])[] = [
  [/web search/i, 'web-search'],
  [/file search/i, 'file-search'],
  [/code (interpreter|execution)/i, 'code-execution'],
];

/** What every line item has and most names have not. */
const MAY_BE_LINE = /,| \| |training$|search|code/i;

function modellessLine(reading: Reading): Reading | null {
  if (!/search|code/i.test(reading.text)) return null;
  const found = MODELLESS.find(([pattern]) => pattern.test(reading.text));
  if (found === undefined || /(gpt|claude|gemini|o\d)[- ]/i.test(reading.text)) return null;
  return { ...reading, text: '', meter: found[1] };
}

/**
 * Line items of OpenAI's costs (split on the last comma): `gpt-4o-mini-2024-07-18, cached input`,
 * `priority | gpt-5.6-sol, output, long context`, `gpt-audio-mini-2025-12-15 audio, input`, `web search tool calls`.
 */
export const openaiLineItem: Recogniser = (reading) => {
  if (!MAY_BE_LINE.test(reading.text)) return null;
  const bar = reading.text.lastIndexOf(' | ');
  const product = bar < 0 ? '' : reading.text.slice(0, bar).trim().toLowerCase();
  const line: Reading = {
    ...reading,
    text: bar < 0 ? reading.text : reading.text.slice(bar + 3),
    serviceTier: PREFIX_TIERS.has(product) ? product : reading.serviceTier,
  };
  const modelless = modellessLine(line);
  if (modelless !== null) return modelless;
  const isTraining = line.text.slice(-8).toLowerCase() === 'training';
  const training = isTraining ? /,? (fine-tuning )?training$/i.exec(line.text) : null;
  if (training !== null) return { ...line, text: line.text.slice(0, training.index), meter: 'training' };
  const comma = line.text.indexOf(',');
  if (comma < 0) return bar < 0 ? null : line;
  const after = readWords(tokenise(line.text.slice(comma + 1)), CLASS_WORDS);
  if (after.rest.length > 0) return bar < 0 ? null : line;
  const modality = / (audio|text|image)$/i.exec(line.text.slice(0, comma));
  const before = readWords(modality === null ? [] : tokenise(modality[0]), CLASS_WORDS);
  const model = line.text.slice(0, modality === null ? comma : modality.index);
  return withMeanings(line, new Set([...before.meanings, ...after.meanings]), model);
};

/**
 * Descriptions of Anthropic's cost report: `Claude Sonnet 4.5 Usage - Input Tokens`,
 * `Claude Opus 4.6 Usage - Input Tokens, Cache Write (1h)`.
 */
export const anthropicDescription: Recogniser = (reading) => {
  const usage = /\bUsage\b\s*(?:\([^)]*\)\s*)?(?:-|–|:|$)/i.exec(reading.text);
  if (usage === null || !/claude/i.test(reading.text)) return null;
  const details = reading.text.slice(usage.index);
  const isHour = /\b1\s?h(our)?\b/i.test(details);
  const isLong = /> ?200k|200k-1m|long/i.test(details);
  const isInUs = /(?:-|–|,|\()\s*US(?:-only|\b)/.test(details);
  const plain = details.replace(/[([]?[>≤<] ?200k|200k-1m|[([]?(?:5 ?m(?:in(?:utes)?)?|1 ?h(?:our)?)\b/gi, ' ');
  const { meanings, rest } = readWords(tokenise(plain), CLASS_WORDS);
  const classes = isHour && meanings.has('write') ? new Set([...meanings, 'write-1h' as const]) : meanings;
  return {
    ...withMeanings(reading, classes, reading.text.slice(0, usage.index).trim()),
    contextBand: isLong ? 'long' : reading.contextBand,
    region: isInUs ? 'us' : reading.region,
    unreadWords: isInUs ? rest.filter((word) => word !== 'us' && word !== 'only') : rest,
  };
};
