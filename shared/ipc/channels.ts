/** The names of all calls from the page to its host. The preload script imports nothing else. */
export const CHANNELS = [
  'app:info',
  'settings:read',
  'settings:write',
  'project:open',
  'project:recent',
  'project:save',
  'project:duplicate',
  'project:delete',
  'project:restore',
  'project:export',
  'project:import',
  'data:upload',
  'samples:open',
  'export:open',
  'progress:show',
] as const;

/** The names of all messages from the host to its page. */
export const EVENTS = ['menu:command', 'project:arrived'] as const;
export type EventName = (typeof EVENTS)[number];

export type Channel = (typeof CHANNELS)[number];

/** Where large bytes travel as streams, by token: `GET` and `PUT` of this path, never inside a message. */
export const BLOB_PATH = '/blob/';
