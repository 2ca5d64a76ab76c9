import { z } from 'zod';
import type { Channel, EventName } from './channels.ts';
import { documentChange } from './journal.ts';

/** An opaque name for something on disk. Paths never cross to the page. */
const token = z.string().regex(/^[\w-]{16,64}$/);
const nothing = z.strictObject({});
const name = z.string().min(1).max(200);

/** The document as JSON text; the page parses and migrates it, the host only keeps it. */
const documentText = z.string().max(50_000_000);
const revision = z.int().nonnegative();

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  showsGettingStarted: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;
export const DEFAULT_SETTINGS: Settings = { theme: 'system', showsGettingStarted: true };

const projectSummary = z.strictObject({
  token,
  name,
  savedAt: z.string(),
  headline: z.string().max(500),
  /** Why it cannot be opened; null for a sound one. */
  problem: z.string().nullable(),
});
export type ProjectSummary = z.infer<typeof projectSummary>;
const project = z.strictObject({ token });

/** A file or folder as people see it, a way inside a chosen folder included; never a path of this machine. */
const displayName = z.string().min(1).max(2000);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const folder = z.strictObject({ token, name: displayName });

/** Request and response of each call: the only definition of the boundary between page and host. */
export const contract = {
  'app:info': {
    request: nothing,
    response: z.strictObject({ version: z.string(), host: z.enum(['desktop', 'serve']) }),
  },
  'settings:read': { request: nothing, response: settingsSchema },
  'settings:write': { request: settingsSchema, response: nothing },
  'project:open': {
    /** `null` opens the project used last, or a new one; `new` always a new one. */
    request: z.strictObject({ token: z.union([token, z.literal('new')]).nullable() }),
    response: z.strictObject({
      token,
      name,
      revision,
      document: documentText.nullable(),
      data: z.strictObject({ download: token, revision, bytes: z.int().nonnegative() }).nullable(),
    }),
  },
  'project:recent': { request: nothing, response: z.strictObject({ projects: z.array(projectSummary).max(50) }) },
  'project:save': {
    request: z.strictObject({
      token,
      name,
      revision,
      headline: z.string().max(500),
      document: documentText,
      /** What was done since the last save, oldest first, for the journal. */
      changes: z.array(documentChange).max(1000).default([]),
    }),
    response: nothing,
  },
  /** A copy under a token of its own. */
  'project:duplicate': { request: project, response: project },
  /** Takes a project out of the list; `project:restore` brings it back. */
  'project:delete': { request: project, response: nothing },
  'project:restore': { request: project, response: nothing },
  'project:export': {
    request: z.strictObject({ token, suggestedName: name }),
    /** `download` is fetched by the browser; null where the host has saved the file itself, or was told not to. */
    response: z.strictObject({ download: token.nullable(), isSaved: z.boolean() }),
  },
  'project:import': {
    /** `isCopy` makes a project of its own, also of a file whose project is here already. */
    request: z.strictObject({ isCopy: z.boolean() }),
    /** Where to PUT the file, and the token under which the project is opened once it is stored. */
    response: z.strictObject({ upload: token, token }),
  },
  'data:upload': {
    request: z.strictObject({ token, revision }),
    /** Where to PUT the database file; it replaces the kept one only when complete. */
    response: z.strictObject({ upload: token }),
  },
  'samples:open': {
    request: nothing,
    response: z.strictObject({
      document: documentText,
      files: z.array(z.strictObject({ name, bytes: z.int().nonnegative(), download: token })).max(100),
    }),
  },
  /** What of a project's files can be read again: those of the watched folder, and those whose place is known. */
  'sources:known': {
    request: project,
    response: z.strictObject({
      folder: z.strictObject({ name: displayName, problem: z.string().nullable() }).nullable(),
      /** SHA-256 of the contents that came from a known place. */
      readable: z.array(sha256),
    }),
  },
  /** Looks for files that are new or have changed since they were read. */
  'sources:look': {
    request: z.strictObject({ token, what: z.enum(['folder', 'all']) }),
    response: z.strictObject({
      changed: z.array(
        z.strictObject({ file: token, name: displayName, bytes: z.int().nonnegative(), download: token }),
      ),
      gone: z.array(displayName),
      busy: z.array(displayName),
      unchanged: z.int().nonnegative(),
      hasMore: z.boolean(),
    }),
  },
  /** The page has read these files; they are offered again only when they change. */
  'sources:taken': {
    request: z.strictObject({
      token,
      files: z
        .array(z.strictObject({ file: token, sha256 }))
        .min(1)
        .max(1000),
    }),
    response: nothing,
  },
  /** For hosts without a native dialog: the folders in a folder, or the places to begin at for null. */
  'folder:list': {
    request: z.strictObject({ folder: token.nullable() }),
    response: z.strictObject({ folder: folder.nullable(), parent: token.nullable(), folders: z.array(folder) }),
  },
  /** `choose` asks with the native dialog; `needsList` says that this host has none. Null watches no folder. */
  'folder:watch': {
    request: z.strictObject({ token, folder: z.union([token, z.literal('choose')]).nullable() }),
    response: z.strictObject({ needsList: z.boolean() }),
  },
  'export:open': {
    request: z.strictObject({ suggestedName: name, kind: z.enum(['pptx', 'xlsx', 'csv', 'png', 'svg', 'json']) }),
    /** Null when the user cancelled, or when this host leaves saving to the browser's own download. */
    response: z.strictObject({ upload: token.nullable(), isDownload: z.boolean() }),
  },
  'progress:show': {
    request: z.strictObject({ share: z.number().min(0).max(1).nullable() }),
    response: nothing,
  },
} as const satisfies Record<Channel, { request: z.ZodType; response: z.ZodType }>;

export type Request<C extends Channel> = z.infer<(typeof contract)[C]['request']>;
export type Response<C extends Channel> = z.infer<(typeof contract)[C]['response']>;

/** What a host implements; a missing handler does not compile. */
export type Handlers = { readonly [C in Channel]: (request: Request<C>) => Promise<Response<C>> };

/** What the page sees of the host: `window.workbench` on the desktop. Answers are checked by the page again. */
export type Bridge = { readonly [C in Channel]: (request: Request<C>) => Promise<unknown> };

const failure = z.strictObject({
  ok: z.literal(false),
  error: z.strictObject({ code: z.string(), message: z.string() }),
});
const success = z.strictObject({ ok: z.literal(true), value: z.unknown() });

/** How an answer crosses: errors as values, because a thrown Error loses its fields on the way. */
export const answerSchema = z.union([success, failure]);
export type Answer = z.infer<typeof answerSchema>;

const menuCommand = z.enum([
  'open-files',
  'read-again',
  'save',
  'undo',
  'redo',
  'export-deck',
  'find',
  'palette',
  'shortcuts',
]);
export type MenuCommand = z.infer<typeof menuCommand>;

/** What the host may tell the page, checked by the page. */
export const events = {
  'menu:command': menuCommand,
  /** A project came in from a file that the user opened in the system's file manager, or why it could not. */
  'project:arrived': z.union([project, z.strictObject({ problem: z.string() })]),
} as const satisfies Record<EventName, z.ZodType>;

export type HostEvent<E extends EventName> = z.infer<(typeof events)[E]>;

/** `window.workbenchEvents` on the desktop; the returned function stops listening. */
export type EventBridge = { readonly listen: (event: EventName, listener: (payload: unknown) => void) => () => void };
