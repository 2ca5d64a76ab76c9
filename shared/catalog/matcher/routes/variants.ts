import type { Recogniser } from '../reading.ts';

/** Variants behind a colon or in brackets that change nothing about the price per token. */
const NEUTRAL =
  /(?::(?:thinking|exacto|online|beta|latest|\d+)|\[1m\]|\s*\((?:high|low|medium|minimal|xhigh|max|thinking|none)\))$/i;
const BATCH = /:batch$/i;
const QUOTES = /^["'`\s]+|["'`\s]+$/g;

/** A mark without which there is nothing to take off. */
const MAY_VARY = /[:[("'`\s]/;

/** Takes off quotes and the variants of OpenRouter (`:thinking`), Claude Code (`[1m]`) and benchmark tables (`(high)`). */
export const variant: Recogniser = (reading) => {
  if (!MAY_VARY.test(reading.text)) return null;
  const bare = reading.text.replace(QUOTES, '');
  if (BATCH.test(bare)) return { ...reading, text: bare.replace(BATCH, ''), serviceTier: 'batch' };
  const text = bare.replace(NEUTRAL, '');
  return text === reading.text || text === '' ? null : { ...reading, text };
};
