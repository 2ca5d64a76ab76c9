/** A price list: who bills the tokens. Ids are those of the price data. */
export type Seller = {
  readonly id: string;
  /** What `route` says when nothing else does. */
  readonly route: string;
  /** Other spellings in exports, lower case without separators: see `spelling`. */
  readonly spellings: readonly string[];
  /** Whose own list applies where this seller has none, at the same rates. */
  readonly sameAs: readonly string[];
  /** Whose own list is the best guess where this seller has none. */
  readonly like: readonly string[];
  /** True where the seller makes the models it sells, so that a bare model name means this seller. */
  readonly isVendor: boolean;
};

const vendor = (id: string, ...spellings: string[]): Seller => ({
  id,
  route: 'direct',
  spellings: [id, ...spellings],
  sameAs: [],
  like: [],
  isVendor: true,
});

const host = (id: string, ...spellings: string[]): Seller => ({ ...vendor(id, ...spellings), isVendor: false });

/** In the order in which a bare model name is looked up: a vendor's own list first. */
export const SELLERS: readonly Seller[] = [
  vendor('openai', 'open ai', 'text-completion-openai', 'openai-api', 'codex', 'chatgpt'),
  vendor('anthropic', 'claude', 'claude code', 'anthropic-api', 'claude ai'),
  {
    ...vendor('google', 'gemini', 'google ai studio', 'google gemini', 'gemini api', 'gcp gemini', 'google deepmind'),
    sameAs: ['anthropic'],
    like: ['mistral', 'deepseek', 'moonshotai', 'x-ai'],
  },
  vendor('x-ai', 'xai', 'x_ai', 'grok'),
  vendor('mistral', 'mistralai', 'mistral ai', 'codestral'),
  vendor('deepseek', 'deep seek'),
  vendor('cohere', 'cohere_chat', 'cohere ai'),
  vendor('moonshotai', 'moonshot', 'kimi', 'moonshot ai'),
  vendor('minimax'),
  vendor('zai', 'z-ai', 'z.ai', 'zai-org'),
  vendor('perplexity', 'pplx'),
  vendor('voyageai', 'voyage'),
  vendor('arcee', 'arcee-ai'),
  {
    ...vendor('aws', 'bedrock', 'amazon bedrock', 'aws bedrock', 'amazon', 'bedrock_converse', 'amazon web services'),
    route: 'bedrock',
    like: ['anthropic', 'openai', 'mistral', 'cohere', 'deepseek', 'moonshotai', 'x-ai', 'google'],
  },
  {
    ...vendor('azure', 'azure_ai', 'azure openai', 'azure ai openai', 'azure ai inference', 'microsoft', 'foundry'),
    route: 'azure',
    sameAs: ['openai', 'anthropic'],
    like: ['deepseek', 'x-ai', 'moonshotai', 'mistral', 'cohere'],
  },
  {
    ...host('openrouter', 'open router'),
    route: 'openrouter',
    like: ['openai', 'anthropic', 'google', 'x-ai', 'mistral', 'cohere', 'perplexity'],
  },
  { ...host('github-copilot', 'copilot', 'github', 'github models'), like: ['openai', 'anthropic', 'google', 'x-ai'] },
  { ...host('cursor'), like: ['anthropic', 'openai', 'google', 'x-ai', 'deepseek', 'moonshotai'] },
  // The maker of GLM sells it abroad as Z.ai, at other prices: a bare name does not mean this list.
  host('zhipuai', 'zhipu', 'bigmodel'),
  host('groq'),
  host('cerebras'),
  host('fireworks', 'fireworks_ai', 'fireworks ai'),
  host('together', 'together_ai', 'together ai', 'togetherai'),
  host('cloudflare', 'workers ai', 'cloudflare workers ai'),
  host('novita', 'novita ai'),
  host('baseten'),
  host('ovhcloud'),
  host('avian'),
  host('doubleword'),
  host('modal'),
  host('quicksilverpro'),
  host('typesafe'),
  host('huggingface_cerebras'),
  host('huggingface_fireworks-ai'),
  host('huggingface_groq'),
  host('huggingface_hyperbolic'),
  host('huggingface_nebius'),
  host('huggingface_novita'),
  host('huggingface_nscale'),
  host('huggingface_ovhcloud'),
  host('huggingface_publicai'),
  host('huggingface_sambanova'),
  host('huggingface_together'),
];

/** Gateways and tools that pass a vendor's price on: they say nothing about whose list applies. */
const PASS_THROUGH = new Set(
  [
    'litellm',
    'litellm_proxy',
    'portkey',
    'helicone',
    'langfuse',
    'vercel',
    'vercel ai gateway',
    'direct',
    'api',
    'proxy',
  ].map(spelling),
);

/** Lower case without separators: `vertex_ai-anthropic_models` and `Vertex AI` begin alike. */
export function spelling(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

const SELLERS_BY_ID = new Map(SELLERS.map((seller) => [seller.id, seller]));
const IDS_BY_SPELLING = new Map(SELLERS.flatMap(({ id, spellings }) => spellings.map((text) => [spelling(text), id])));

/** What a provider or route column says: whose price list, and how it was reached. */
export type SellerHint = { readonly seller: string | null; readonly route: string | null };

/**
 * Reads a provider or route as any export writes it. Unknown words give nulls, never a guess.
 * Examples: `aws.bedrock` -> aws by bedrock; `vertex_ai-anthropic_models` -> google by vertex; `litellm` -> nothing.
 */
export function readSeller(text: string | null): SellerHint {
  if (text === null || text.trim() === '') return { seller: null, route: null };
  const word = spelling(text);
  if (PASS_THROUGH.has(word)) return { seller: null, route: null };
  if (/^(gcp|google|googlecloud)?vertex/.test(word)) return { seller: 'google', route: 'vertex' };
  if (word === 'gcp' || word.startsWith('googlecloud')) return { seller: 'google', route: 'vertex' };
  const id = IDS_BY_SPELLING.get(word);
  if (id !== undefined) return { seller: id, route: SELLERS_BY_ID.get(id)?.route ?? null };
  if (word.includes('bedrock')) return { seller: 'aws', route: 'bedrock' };
  if (word.startsWith('azure') || word.startsWith('microsoft')) return { seller: 'azure', route: 'azure' };
  return { seller: null, route: null };
}

export const sellerOf = (id: string): Seller | null => SELLERS_BY_ID.get(id) ?? null;
export const VENDORS: readonly Seller[] = SELLERS.filter(({ isVendor }) => isVendor);
