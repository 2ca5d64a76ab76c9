import type { Recogniser } from '../reading.ts';

const GEOGRAPHIES = 'us|eu|apac|jp|au|ca|in|sa|us-gov|global|regional';
const VENDORS =
  'anthropic|amazon|meta|mistral|cohere|ai21|deepseek|openai|qwen|google|nvidia|writer|moonshot|moonshotai|minimax|stability|twelvelabs|luma|zai|xai|x-ai';
const BEDROCK_ID = new RegExp(`^(?:(${GEOGRAPHIES})\\.)?(${VENDORS})\\.(?=[a-z])(.+)$`, 'i');

/**
 * Ids of Bedrock: `anthropic.claude-sonnet-4-5-20250929-v1:0`, with the geography of a cross-region inference profile in
 * front (`us.`, `eu.`, `global.`), which changes the price, and a context variant behind (`:200k`).
 */
export const bedrockId: Recogniser = (reading) => {
  if (!reading.text.includes('.')) return null;
  const found = BEDROCK_ID.exec(reading.text);
  if (found === null) return null;
  const [, geography, , model = ''] = found;
  return {
    ...reading,
    text: model.replace(/:\d+k$/i, ''),
    seller: 'aws',
    route: 'bedrock',
    region: geography?.toLowerCase() ?? reading.region,
  };
};
