import { tokenise } from '../tokens.ts';
import type { Recogniser } from '../reading.ts';
import { readWords, withMeanings } from '../words.ts';
import type { WordTable } from '../words.ts';

const WORDS: WordTable = {
  input: 'input',
  output: 'output',
  caching: 'cached',
  cached: 'cached',
  cache: 'drop',
  read: 'cached',
  hit: 'cached',
  write: 'write',
  writes: 'write',
  storage: 'storage',
  text: 'text',
  audio: 'audio',
  image: 'image',
  video: 'video',
  thinking: 'thinking',
  predictions: 'drop',
  prediction: 'drop',
  tokens: 'drop',
  token: 'drop',
  count: 'drop',
  generate: 'drop',
  content: 'drop',
  vertex: 'drop',
  api: 'drop',
  ga: 'drop',
  batch: 'batch',
  flex: 'flex',
  priority: 'priority',
  global: 'global',
  regional: 'regional',
  long: 'long',
  short: 'short',
  context: 'drop',
  tuning: 'training',
  training: 'training',
};

const SKU =
  /(\b(text|audio|image|video) (input|output)\b|\binput text caching\b|- predictions|\b(input|output) tokens?\b|token count|caching storage)/i;
const MODEL = /\b(gemini|gemma|claude|mistral|codestral|llama|deepseek)\b/i;

/**
 * SKU descriptions of Google Cloud's billing export: `Gemini 2.5 Flash GA Thinking Text Output - Predictions`,
 * `Gemini 3 Flash Text Input Caching Storage`, `Gemini 3.7 Flash Global Text Input - Predictions`,
 * `Generate content input token count gemini 2.5 flash`.
 */
export const googleSku: Recogniser = (reading) => {
  if (!reading.text.includes(' ') || !SKU.test(reading.text) || !MODEL.test(reading.text)) return null;
  if (reading.seller !== null && reading.seller !== 'google') return null;
  const { meanings, rest } = readWords(tokenise(reading.text), WORDS);
  // The Gemini API has SKUs of its own; every other one is Vertex AI's.
  const route = /generate[ _]content/i.test(reading.text) ? 'direct' : 'vertex';
  const isImage = meanings.has('image') && meanings.has('output');
  // Only the image model makes images, and its SKUs leave the second `image` out.
  const text = isImage && rest[0] === 'gemini' ? [...rest, 'image'].join(' ') : rest.join(' ');
  return { ...withMeanings(reading, meanings, text), seller: 'google', route };
};
