import { constant, identifier, integer, join, sql, type Sql } from './statement.ts';

/** Service tiers as vendors name them -> ours. What is not listed stays as exported, in lower case. */
const TIERS = {
  default: 'standard',
  auto: 'standard',
  on_demand: 'standard',
  'on-demand': 'standard',
  message: 'standard',
  priority_on_demand: 'priority',
  flex_discount: 'flex',
  flex_processing: 'flex',
  scale: 'provisioned',
  provisioned_throughput: 'provisioned',
} as const;

/** A vendor's service tier in our words. Example: OpenAI's `default` is `standard`. */
export const serviceTier = (name: Sql): Sql => translated(name, TIERS);

/** `base` up to 200k tokens of context, `long` beyond; vendors write `0-200k`, `≤ 200k`, `200k-1M`, `> 200k`. */
export const contextBand = (name: Sql): Sql => sql`CASE
  WHEN ${name} IN ('0-200k', '≤ 200k', '<= 200k', '<=200k') THEN 'base'
  WHEN ${name} IN ('200k-1M', '> 200k', '>200k') THEN 'long' END`;

/** How a gateway or cloud names a provider -> who bills, and by which road the request went. */
const UPSTREAMS: Readonly<Record<string, readonly [provider: string, route: string]>> = {
  bedrock: ['aws', 'bedrock'],
  bedrock_converse: ['aws', 'bedrock'],
  'amazon-bedrock': ['aws', 'bedrock'],
  'aws-bedrock': ['aws', 'bedrock'],
  'amazon bedrock': ['aws', 'bedrock'],
  'aws.bedrock': ['aws', 'bedrock'],
  sagemaker: ['aws', 'sagemaker'],
  azure: ['azure', 'azure'],
  'azure-openai': ['azure', 'azure'],
  azure_ai: ['azure', 'azure'],
  'az.ai.inference': ['azure', 'azure'],
  'az.ai.openai': ['azure', 'azure'],
  'azure.ai.inference': ['azure', 'azure'],
  'azure.ai.openai': ['azure', 'azure'],
  vertex_ai: ['google', 'vertex'],
  vertex_ai_beta: ['google', 'vertex'],
  'vertex-ai': ['google', 'vertex'],
  'google-vertex': ['google', 'vertex'],
  'google vertex': ['google', 'vertex'],
  'gcp.vertex_ai': ['google', 'vertex'],
  gemini: ['google', 'direct'],
  google: ['google', 'direct'],
  'google ai studio': ['google', 'direct'],
  'google-ai-studio': ['google', 'direct'],
  'gcp.gemini': ['google', 'direct'],
  'gcp.gen_ai': ['google', 'direct'],
  openrouter: ['openrouter', 'openrouter'],
  mistral_ai: ['mistral', 'direct'],
  'mistral-ai': ['mistral', 'direct'],
  x_ai: ['xai', 'direct'],
  'x-ai': ['xai', 'direct'],
  together_ai: ['together', 'direct'],
  fireworks_ai: ['fireworks', 'direct'],
  cohere_chat: ['cohere', 'direct'],
  'text-completion-openai': ['openai', 'direct'],
};

/** Our name of the provider that a gateway names. Example: `bedrock` is `aws`, `anthropic` stays. */
export const provider = (name: Sql): Sql =>
  translated(name, Object.fromEntries(Object.entries(UPSTREAMS).map(([key, [value]]) => [key, value])));

/** The road of a request by the provider that a gateway names; `direct` where it names a provider of models. */
export const route = (name: Sql): Sql => sql`CASE WHEN ${name} IS NULL THEN NULL
  ELSE COALESCE(${lookup(name, Object.fromEntries(Object.entries(UPSTREAMS).map(([key, [, value]]) => [key, value])))}, 'direct') END`;

const lookup = (name: Sql, words: Readonly<Record<string, string>>): Sql => {
  const branches = Object.entries(words).map(([from, to]) => sql`WHEN ${constant(from)} THEN ${constant(to)}`);
  return sql`CASE lower(${name}) ${join(branches, ' ')} END`;
};

const translated = (name: Sql, words: Readonly<Record<string, string>>): Sql =>
  sql`COALESCE(${lookup(name, words)}, lower(${name}))`;

/** The first group of a pattern of ours in a column, or NULL where it does not match. */
export const extracted = (column: string, pattern: Sql, group = 1): Sql =>
  sql`NULLIF(regexp_extract(${identifier(column)}, ${pattern}, ${integer(group)}), '')`;
