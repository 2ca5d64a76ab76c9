/** Things that are billed in other units than tokens of a request. */
export const METERS = [
  'web-search',
  'file-search',
  'code-execution',
  'session',
  'cache-storage',
  'provisioned',
  'training',
  'hosting',
  'image',
  'audio-time',
  'request',
] as const;
export type Meter = (typeof METERS)[number];
