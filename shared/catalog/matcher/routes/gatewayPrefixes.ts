import type { Reading, Recogniser } from '../reading.ts';

/** Prefixes of LiteLLM and other gateways, before the first slash. A null seller only takes the prefix off. */
const PREFIXES: Readonly<Record<string, { readonly seller: string | null; readonly route: string | null }>> = {
  openai: { seller: 'openai', route: 'direct' },
  'text-completion-openai': { seller: 'openai', route: 'direct' },
  anthropic: { seller: 'anthropic', route: 'direct' },
  gemini: { seller: 'google', route: 'direct' },
  vertex_ai: { seller: 'google', route: 'vertex' },
  vertex_ai_beta: { seller: 'google', route: 'vertex' },
  vertex: { seller: 'google', route: 'vertex' },
  azure: { seller: 'azure', route: 'azure' },
  azure_ai: { seller: 'azure', route: 'azure' },
  azure_text: { seller: 'azure', route: 'azure' },
  bedrock: { seller: 'aws', route: 'bedrock' },
  bedrock_converse: { seller: 'aws', route: 'bedrock' },
  bedrock_mantle: { seller: 'aws', route: 'bedrock' },
  amazon_bedrock: { seller: 'aws', route: 'bedrock' },
  xai: { seller: 'x-ai', route: 'direct' },
  groq: { seller: 'groq', route: 'direct' },
  mistral: { seller: 'mistral', route: 'direct' },
  codestral: { seller: 'mistral', route: 'direct' },
  deepseek: { seller: 'deepseek', route: 'direct' },
  perplexity: { seller: 'perplexity', route: 'direct' },
  cohere: { seller: 'cohere', route: 'direct' },
  cohere_chat: { seller: 'cohere', route: 'direct' },
  moonshot: { seller: 'moonshotai', route: 'direct' },
  together_ai: { seller: 'together', route: 'direct' },
  fireworks_ai: { seller: 'fireworks', route: 'direct' },
  cerebras: { seller: 'cerebras', route: 'direct' },
  novita: { seller: 'novita', route: 'direct' },
  voyage: { seller: 'voyageai', route: 'direct' },
  minimax: { seller: 'minimax', route: 'direct' },
  zai: { seller: 'zai', route: 'direct' },
  openrouter: { seller: 'openrouter', route: 'openrouter' },
  github_copilot: { seller: 'github-copilot', route: 'direct' },
  'github-copilot': { seller: 'github-copilot', route: 'direct' },
  cloudflare: { seller: 'cloudflare', route: 'direct' },
  baseten: { seller: 'baseten', route: 'direct' },
  cursor: { seller: 'cursor', route: 'direct' },
  'google-gla': { seller: 'google', route: 'direct' },
  'google-vertex': { seller: 'google', route: 'vertex' },
  litellm_proxy: { seller: null, route: null },
  litellm: { seller: null, route: null },
  vercel: { seller: null, route: null },
  vercel_ai_gateway: { seller: null, route: null },
  '@cf': { seller: 'cloudflare', route: 'direct' },
};

/** Namespaces that only OpenRouter uses. */
const OPENROUTER_ONLY = new Set(
  (
    'google x-ai mistralai meta-llama qwen moonshotai z-ai amazon microsoft nousresearch nvidia inception baidu tencent ' +
    'bytedance bytedance-seed stepfun-ai stepfun ai21 arcee-ai inflection liquid minimaxai thudm xiaomi allenai switchpoint'
  ).split(' '),
);
/** Below these the next folder is the maker, a part of the host's own names (`groq` with `openai/gpt-oss-120b`). */
const HOSTS = new Set(['openrouter', 'groq', 'together', 'fireworks', 'cloudflare', 'baseten', 'novita']);
/** Namespaces that are a LiteLLM prefix as well as a vendor on OpenRouter. */
const SHARED = new Set(['openai', 'anthropic', 'deepseek', 'cohere', 'perplexity', 'minimax']);

/** Deployment folders of LiteLLM's own keys: `azure/eu/gpt-4o`, `azure/global-standard/gpt-4o`, `bedrock/us-east-1/...`. */
const AZURE_ZONES: Readonly<Record<string, string>> = {
  eu: 'eu',
  us: 'us',
  global: 'global',
  'global-standard': 'global',
  regional: 'regional',
};

/** Interfaces and handlers that LiteLLM names between `bedrock/` and the id. */
const BEDROCK_INTERFACES = new Set(
  'invoke converse converse_like deepseek_r1 llama nova moonshot qwen2 qwen3 openai'.split(' '),
);

function deploymentFolder(reading: Reading): Reading {
  const slash = reading.text.indexOf('/');
  const folder = slash < 0 ? '' : reading.text.slice(0, slash).toLowerCase();
  const rest = { ...reading, text: reading.text.slice(slash + 1) };
  if (reading.seller === 'azure' && Object.hasOwn(AZURE_ZONES, folder)) {
    return { ...rest, region: AZURE_ZONES[folder] ?? null };
  }
  if (reading.seller !== 'aws' || slash < 0) return reading;
  if (BEDROCK_INTERFACES.has(folder)) return deploymentFolder(rest);
  return /^[a-z]{2}(-gov)?-[a-z]+-\d$/.test(folder) ? deploymentFolder({ ...rest, region: folder }) : reading;
}

/**
 * `openrouter/anthropic/claude-sonnet-4.5`, `vertex_ai/claude-sonnet-4-5@20250929`, `azure/eu/gpt-4o`, and the slugs of
 * OpenRouter without a prefix (`x-ai/grok-4.3`). A prefix that vendors and OpenRouter share is a guess.
 */
export const gatewayPrefix: Recogniser = (reading) => {
  if (reading.seller === null && reading.text.startsWith('accounts/fireworks/models/'))
    return { ...reading, seller: 'fireworks', route: 'direct' };
  const [slash, colon] = [reading.text.indexOf('/'), reading.text.indexOf(':')];
  const end = slash < 0 || (colon >= 0 && colon < slash) ? colon : slash;
  if (end <= 0) return null;
  const first = reading.text.slice(0, end).toLowerCase().replace(/^~/, '');
  const rest = { ...reading, text: reading.text.slice(end + 1) };
  const prefix = Object.hasOwn(PREFIXES, first) ? PREFIXES[first] : undefined;
  // Agent frameworks write `openai:gpt-4o`; any other colon belongs to the name (`ft:`, `v1:0`, `:free`).
  if (reading.text.charAt(end) === ':')
    return prefix === undefined || prefix.seller === null ? null : { ...rest, ...prefix };
  if (reading.seller !== null && !reading.sellerIsGuess) {
    if (prefix === undefined || SHARED.has(first) || HOSTS.has(reading.seller)) return deploymentFolder(reading);
    return deploymentFolder({ ...rest, seller: prefix.seller ?? reading.seller, route: prefix.route ?? reading.route });
  }
  if (OPENROUTER_ONLY.has(first))
    return { ...reading, seller: 'openrouter', route: 'openrouter', sellerIsGuess: false };
  if (prefix === undefined) return null;
  if (prefix.seller === null) return rest;
  const sellerIsGuess = SHARED.has(first);
  return deploymentFolder({ ...rest, seller: prefix.seller, route: prefix.route, sellerIsGuess });
};
