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
  'sources:known',
  'sources:look',
  'sources:taken',
  'folder:list',
  'folder:watch',
  'export:open',
  'progress:show',
] as const;

/** The names of all messages from the host to its page. */
export const EVENTS = ['menu:command', 'project:arrived'] as const;
export type EventName = (typeof EVENTS)[number];

/**
 * From the preload script to the desktop's main process only, never from the page: the path of a file that the user
 * dropped or picked. The page gets a token for it.
 */
export const GIVEN_FILE = 'file:given';

export type Channel = (typeof CHANNELS)[number];

/** Where large bytes travel as streams, by token: `GET` and `PUT` of this path, never inside a message. */
export const BLOB_PATH = '/blob/';
