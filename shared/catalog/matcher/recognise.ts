import { unread } from './reading.ts';
import type { Reading, Recogniser } from './reading.ts';
import { awsUsageType } from './routes/awsUsageTypes.ts';
import { azureMeter } from './routes/azureMeters.ts';
import { bedrockId } from './routes/bedrockIds.ts';
import { fineTune } from './routes/fineTunes.ts';
import { gatewayPrefix } from './routes/gatewayPrefixes.ts';
import { googleSku } from './routes/googleSkus.ts';
import { resourcePath } from './routes/resourcePaths.ts';
import { variant } from './routes/variants.ts';
import { anthropicDescription, openaiLineItem } from './routes/vendorLines.ts';

/**
 * In this order, because the outer syntax stands first: a cost line holds an id, a path holds an id, a gateway's prefix
 * stands before an id, and a variant stands behind it. One entry may apply more than once (`litellm_proxy/azure/...`).
 */
const RECOGNISERS: readonly Recogniser[] = [
  awsUsageType,
  anthropicDescription,
  googleSku,
  azureMeter,
  openaiLineItem,
  resourcePath,
  gatewayPrefix,
  gatewayPrefix,
  gatewayPrefix,
  resourcePath,
  variant,
  bedrockId,
  fineTune,
  variant,
];

/** Takes one layer of syntax after the other off a name. */
export function recognise(name: string, seller: string | null, route: string | null): Reading {
  let reading: Reading = { ...unread(name), seller, route };
  for (const recogniser of RECOGNISERS) reading = recogniser(reading) ?? reading;
  return reading;
}
