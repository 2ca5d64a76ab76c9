import type { Recogniser } from '../reading.ts';

const ARN = /^arn:aws[\w-]*:bedrock:([a-z0-9-]*):\d*:([a-z-]+)\/(.+)$/i;
const VERTEX =
  /^(?:\/\/[\w.-]+\/)?(?:v\d\w*\/)?(?:projects\/[^/]+\/)?(?:locations\/([^/]+)\/)?publishers\/([^/]+)\/models\/(.+)$/i;
const ENDPOINT = /^(?:\/\/[\w.-]+\/)?projects\/[^/]+\/locations\/[^/]+\/(endpoints|models)\//i;
const AZURE_DEPLOYMENT = /^\/?subscriptions\/.+\/deployments\/([^/]+)$/i;
/** What a user made: its name says nothing about the model behind it. */
const USER_MADE = new Set([
  'application-inference-profile',
  'provisioned-model',
  'custom-model',
  'imported-model',
  'custom-model-deployment',
]);

/** ARNs of Bedrock, resource names of Vertex and Gemini, and resource ids of Azure deployments. */
export const resourcePath: Recogniser = (reading) => {
  if (!reading.text.includes('/')) return null;
  const arn = ARN.exec(reading.text);
  if (arn !== null) {
    const [, region = '', kind = '', id = ''] = arn;
    const isOpaque = USER_MADE.has(kind.toLowerCase());
    return { ...reading, text: id, seller: 'aws', route: 'bedrock', region: region === '' ? null : region, isOpaque };
  }
  const vertex = VERTEX.exec(reading.text);
  if (vertex !== null) {
    const [, location = null, , model = ''] = vertex;
    return { ...reading, text: model, seller: 'google', route: 'vertex', region: location ?? reading.region };
  }
  if (ENDPOINT.test(reading.text)) return { ...reading, seller: 'google', route: 'vertex', isOpaque: true };
  const deployment = AZURE_DEPLOYMENT.exec(reading.text);
  if (deployment !== null) return { ...reading, text: deployment[1] ?? '', seller: 'azure', route: 'azure' };
  if (/^(tuned)?models\//i.test(reading.text)) {
    return {
      ...reading,
      text: reading.text.slice(reading.text.indexOf('/') + 1),
      isOpaque: /^tuned/i.test(reading.text),
    };
  }
  return null;
};
