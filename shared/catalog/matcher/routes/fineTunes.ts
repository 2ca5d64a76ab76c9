import type { Recogniser } from '../reading.ts';

const PATTERNS: readonly RegExp[] = [
  // ft:gpt-4.1-mini-2025-04-14:my-org::abc123
  /^ft:([^:]+)(?::.*)?$/i,
  // ft-gpt-4o-2024-08-06-my-org-abc123 (costs), ft-gpt-4o (costs)
  /^ft-((?:gpt-[\d.]+o?(?:-(?:mini|nano|turbo))*|o\d(?:-mini)?|babbage-002|davinci-002)(?:-\d{4}-\d{2}-\d{2}|-\d{4})?)(?:-.*)?$/i,
  // gpt-4o-mini-2024-07-18.ft-0ab1 and gpt-4o-2024-08-06-ft-0ab1 (Azure deployments)
  /^((?:gpt|o\d)[a-z0-9.-]*\d)[.-]ft-.+$/i,
];

/** Fine-tuned models of OpenAI: the base model decides the price, which is higher than the base model's own. */
export const fineTune: Recogniser = (reading) => {
  if (!/ft[:-]/i.test(reading.text)) return null;
  for (const pattern of PATTERNS) {
    const base = pattern.exec(reading.text)?.[1];
    if (base !== undefined) return { ...reading, text: base, isFineTuned: true };
  }
  return null;
};
