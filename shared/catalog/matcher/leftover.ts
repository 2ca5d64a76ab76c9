import { dateLength } from './tokens.ts';

/** What the words after a model's name say about the match. */
export type Leftover = {
  /** `known`: nothing, a date or a known suffix. `other-model`: a word that names another model. `unclear`: anything else. */
  readonly kind: 'known' | 'other-model' | 'unclear';
  /** Set where the suffix is a service tier, such as `-fast`. */
  readonly serviceTier: string | null;
};

/** Suffixes that never change a price. */
const HARMLESS = new Set(['latest', 'ga', 'stable', 'default', 'version', 'maas', 'hd']);
/** How hard the model thinks: billed by tokens at the same rate. */
const EFFORTS = new Set(['high', 'low', 'medium', 'minimal', 'xhigh', 'max', 'adaptive']);
const THINKING = new Set(['thinking', 'reasoning', 'nothinking', 'none', 'non']);
/** Words that make another model, so that the price of the shorter name would be wrong. */
const OTHER_MODEL = new Set(
  (
    'mini nano pro max ultra lite flash turbo codex image images audio realtime live tts stt transcribe translate embed ' +
    'embedding embeddings vision search deep research coder code large small medium micro premier plus air sonic distill ' +
    'instruct chat base reranker rerank guard safeguard moderation vl omni terra sol luna astra opus sonnet haiku fable ' +
    'mythos instant fast slow spark express light reasoner reasoning thinking non exp experimental ' +
    'cyber mamba robotics er api multi agent beta free native computer use customtools speciale sp highspeed preview extended oss'
  ).split(' '),
);
/** Vendors whose models run at several efforts under one price. */
const EFFORT_VENDORS = new Set(['openai', 'anthropic', 'google', 'x-ai']);
const THINKING_VENDORS = new Set(['anthropic', 'google', 'x-ai']);

/**
 * Judges what is left of a name after its model. Guards against the costliest mistake of name matching: taking
 * `claude-sonnet-5-5` for `claude-sonnet-5` because the one begins with the other.
 *
 * `isOpenEnded` says that the price source itself accepts any ending of this name (a preview of the same model).
 */
export function judgeLeftover(tokens: readonly string[], vendor: string, isOpenEnded: boolean): Leftover {
  let at = 0;
  let serviceTier: string | null = null;
  while (at < tokens.length) {
    const token = tokens[at] ?? '';
    // Mistral's four digits are a version with a price of its own (mistral-large-2411 and -2512), and so is its `latest`.
    const isVersioned = vendor === 'mistral';
    const date = isVersioned ? 0 : dateLength(tokens, at);
    if (date > 0) at += date;
    else if (!isVersioned && HARMLESS.has(token)) at += 1;
    else if (token === 'v' && /^\d$/.test(tokens[at + 1] ?? '')) at += tokens[at + 2] === '0' ? 3 : 2;
    else if (/^00\d$/.test(token)) at += 1;
    else if (EFFORT_VENDORS.has(vendor) && EFFORTS.has(token)) at += 1;
    else if (THINKING_VENDORS.has(vendor) && THINKING.has(token)) at += 1;
    else if (token === 'preview' && isOpenEnded) at += 1;
    // An experimental version was often free: the listed price is only likely.
    else if (/^exp(erimental)?$/.test(token) && isOpenEnded) return { kind: 'unclear', serviceTier };
    else if (token === 'fast' && vendor === 'anthropic') {
      serviceTier = 'fast';
      at += 1;
    } else if (/^\d{1,4}$/.test(token) || OTHER_MODEL.has(token)) return { kind: 'other-model', serviceTier };
    else return { kind: 'unclear', serviceTier };
  }
  return { kind: 'known', serviceTier };
}
