/**
 * Formats in which the same spend can come twice. Within a family one import replaces another where scope and period
 * overlap: the later one, but a report that repeats requests (by tag) never replaces one that does not.
 */
export type Family = {
  readonly name: string;
  /** Format id -> rank; the higher rank wins, among equals the later import. */
  readonly ranks: Readonly<Record<string, number>>;
  /**
   * `account`: each export states everything of an account and period anew (invoices), also what has gone since.
   * `labels`: an export may be of some projects or keys only, and replaces just those.
   */
  readonly scope: 'account' | 'labels';
  /** One export comes in several files; files of one format opened together add up. */
  readonly comesInParts?: true;
};

export const FAMILIES: readonly Family[] = [
  { name: 'openai-usage', scope: 'labels', ranks: { 'openai-usage-csv': 1, 'openai-usage-json': 1 } },
  { name: 'openai-cost', scope: 'labels', ranks: { 'openai-cost-csv': 1, 'openai-costs-json': 1 } },
  { name: 'anthropic-usage', scope: 'labels', ranks: { 'anthropic-usage-json': 1, 'anthropic-console-usage-csv': 1 } },
  { name: 'anthropic-cost', scope: 'labels', ranks: { 'anthropic-cost-json': 1, 'anthropic-console-cost-csv': 1 } },
  {
    name: 'cloud-invoice',
    scope: 'account',
    comesInParts: true,
    ranks: { 'aws-cur': 1, 'azure-cost': 1, focus: 1, 'gcp-billing': 1 },
  },
  { name: 'langfuse', scope: 'labels', ranks: { 'langfuse-observations': 1, 'langfuse-daily-json': 1 } },
  {
    name: 'litellm',
    scope: 'labels',
    ranks: {
      'litellm-spend-logs': 1,
      'litellm-daily-spend': 1,
      'litellm-daily-activity-json': 1,
      'litellm-daily-tag-spend': 0,
    },
  },
  { name: 'openrouter', scope: 'labels', ranks: { 'openrouter-generations': 1, 'openrouter-activity': 1 } },
  { name: 'vercel', scope: 'labels', ranks: { 'vercel-ai-gateway': 1, 'vercel-ai-gateway-tags': 0 } },
];

/** Formats that name nobody and no model, or count time from no date: two of their files are never the same use. */
export const NEVER_THE_SAME: readonly string[] = ['azure-llm-trace', 'burstgpt-trace', 'mooncake-trace'];
