import { tokenise } from '../tokens.ts';
import type { Recogniser } from '../reading.ts';
import { readWords, withMeanings } from '../words.ts';
import type { WordTable } from '../words.ts';

/** Abbreviations seen in MeterName of Azure's cost exports and its retail price list. */
const WORDS: WordTable = {
  inp: 'input',
  inpt: 'input',
  input: 'input',
  in: 'input',
  outp: 'output',
  outpt: 'output',
  out: 'output',
  opt: 'output',
  output: 'output',
  cached: 'cached',
  cchd: 'cached',
  ccchd: 'cached',
  cd: 'cached',
  glbl: 'global',
  gl: 'global',
  global: 'global',
  dz: 'data-zone',
  dzn: 'data-zone',
  dzone: 'data-zone',
  datazone: 'data-zone',
  data: 'drop',
  zone: 'data-zone',
  regnl: 'regional',
  rgnl: 'regional',
  regional: 'regional',
  batch: 'batch',
  pp: 'priority',
  priority: 'priority',
  std: 'drop',
  tokens: 'drop',
  token: 'drop',
  tkn: 'drop',
  unit: 'drop',
  units: 'drop',
  azure: 'drop',
  foundry: 'drop',
  shortco: 'short',
  longco: 'long',
  aud: 'audio',
  audio: 'audio',
  txt: 'text',
  text: 'text',
  img: 'image',
  ft: 'fine-tuned',
  dev: 'drop',
  training: 'training',
  trng: 'training',
  hstng: 'hosting',
  hosting: 'hosting',
  prvw: 'drop',
};

/** Products whose meters leave the vendor's name out: `5.4 inp Gl`, `V4 Pro Inp glbl`, `K2.5 Thinking Inp glbl`. */
const STEMS: readonly (readonly [pattern: RegExp, stem: string])[] = [
  [/^grok 4 1$/, 'grok 4 1 fast reasoning'],
  [/^4 (20|3|5|6)( |$)/, 'grok $&'],
  [/^\d+( \d+)?( |$)(?!b )/, 'gpt $&'],
  [/^(v \d|r 1( |$))/, 'deepseek $&'],
  [/^k \d/, 'kimi $&'],
];

const DEPLOYMENT = /\b(glbl|gl|dz|dzn|dzone|regnl|rgnl)\b/i;
const CLASS = /\b(inp|inpt|outp|outpt|opt|input|output|out|cached|training|trng|hstng|base)\b/i;
const ENDS_AS_METER = /\b(tokens?|units?)$/i;
/** Old meters name one class or none: `gpt-35-turbo-0301 Tokens`, `Embedding-Ada-002 Tokens`. */
const OLD_METER = /^(azure openai\W+)?(gpt|o\d|text|embedding|dall|davinci|babbage)[\w.-]*([ -][\w.-]+)* tokens$/i;
/** A word that every meter has; most names have none, and each name passes here. */
const MAY_BE_METER =
  /\b(glbl|gl|dz|dzn|dzone|regnl|rgnl|inp|inpt|outp|outpt|opt|input|output|out|cached|training|trng|hstng|base|tokens|provisioned)\b/i;
const PROVISIONED = /^(azure openai\W+)?provisioned[ -]managed\b.*\b(global|regional|data ?zone)\b/i;

/** `rt` in a meter is the realtime model, and audio and text are then its two token classes. */
function modelText(words: readonly string[], isAudioMeter: boolean): string {
  const joined = words
    .join(' ')
    .replace(/^embedding /, 'text embedding ')
    .replace(/ rt( |$)/, ' realtime preview$1');
  const text =
    isAudioMeter && !/ realtime| audio| transcribe| tts/.test(joined)
      ? joined.replace(/( \d{4})?$/, ' audio preview$1')
      : joined;
  const stem = STEMS.find(([pattern]) => pattern.test(text));
  return stem === undefined ? text : text.replace(stem[0], stem[1]);
}

/**
 * Meters of Azure OpenAI and Foundry, such as `gpt 4.1 nano cached Inp glbl Tokens` and `5.5 ShortCo opt Dz 1M Tokens`.
 * `1M` and `1K` are the unit that the quantity is counted in, which the importer applies, not a part of the name.
 */
export const azureMeter: Recogniser = (reading) => {
  if (!MAY_BE_METER.test(reading.text)) return null;
  const withoutUnit = reading.text.replace(/\b1[KM]\b(?=\s*(tokens?)?$)/i, ' ').trim();
  const signs = [DEPLOYMENT, CLASS, ENDS_AS_METER].filter((pattern) => pattern.test(withoutUnit));
  const provisioned = PROVISIONED.exec(withoutUnit);
  if (provisioned !== null) {
    const region = provisioned[2]?.toLowerCase().replace(/data ?zone/, 'data-zone') ?? null;
    return { ...reading, text: '', seller: 'azure', route: 'azure', region, meter: 'provisioned' };
  }
  if (signs.length < 2 && !OLD_METER.test(withoutUnit)) return null;
  const { meanings, rest } = readWords(tokenise(withoutUnit), WORDS);
  if (rest.length === 0) return null;
  const isAudioModel = meanings.has('audio') || (meanings.has('text') && /\brt\b|aud/i.test(withoutUnit));
  const read = withMeanings(reading, meanings, modelText(rest, isAudioModel));
  // An embedding has one class, which its meter leaves out: `text-embedding-3-small-glbl Tokens`.
  const isEmbedding = read.usageClass === null && rest.includes('embedding');
  return { ...read, usageClass: isEmbedding ? 'in_fresh' : read.usageClass, seller: 'azure', route: 'azure' };
};
