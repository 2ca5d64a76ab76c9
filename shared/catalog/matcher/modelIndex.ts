import { SELLERS, sellerOf } from '../sellers.ts';
import { listedName } from './names.ts';
import type { ListedName } from './names.ts';

/** One entry of a seller's price list: the names under which it sells one or more models at the same rates. */
export type KnownList = {
  readonly seller: string;
  readonly id: string;
  readonly names: readonly string[];
  /** Set where every name is another word for one model. */
  readonly model: string | null;
  /** True where the price source accepts any ending of these names. */
  readonly isOpenEnded: boolean;
  /** False for names that only our overlay, the user or our aliases add: those never take a name from a list. */
  readonly isListed: boolean;
};

/** A model in one seller's list, found under a key of words. */
export type IndexEntry = {
  readonly seller: string;
  readonly listId: string;
  readonly model: string;
  /** Who made the model; null for open models that nobody sells under their own name. */
  readonly vendor: string | null;
  readonly isOpenEnded: boolean;
};

/** What a name was found as, and the words that are left. */
export type IndexHit = { readonly entry: IndexEntry; readonly leftover: readonly string[] };

/** The longest known name at the beginning of some words, in one seller's list. */
export type FindIn = (seller: string) => IndexHit | null;

export type ModelIndex = {
  /** Reads the words once, for any number of sellers; null where nobody has a name that begins like this. */
  read(words: readonly string[]): FindIn | null;
  /** Every model with its sellers, vendors first. */
  readonly entries: readonly IndexEntry[];
};

/** Which models a seller makes itself, where its list also holds other makers' models. */
const OWN_MODELS: Readonly<Record<string, RegExp>> = {
  aws: /^(nova|titan)/,
  azure: /^(phi|mai)/,
  google: /^(gemini|gemma|imagen|veo|lyria)/,
};

function vendorOf(seller: string, model: string): string | null {
  if (sellerOf(seller)?.isVendor !== true) return null;
  return (OWN_MODELS[seller]?.test(model) ?? true) ? seller : null;
}

/** Azure's meters shorten a snapshot to month and day: `gpt 4o 0513` is gpt-4o-2024-05-13, which has its own price. */
function putShortDate({ words, kept }: ListedName, put: (key: string) => void): void {
  const [year = '', month = '', day = ''] = words.slice(kept.length);
  if (/^20\d\d$/.test(year) && month !== '' && day !== '') put(`${kept.join(' ')} ${month}${day}`);
}

type Lists = ReadonlyMap<string, Map<string, IndexEntry>>;

/** Reads one seller's lists. Every full name is known before endings are cut, so that a snapshot never takes a model's place. */
function readSellerLists(known: readonly KnownList[], lists: Lists, models: Map<string, IndexEntry>): IndexEntry[] {
  const entries: IndexEntry[] = [];
  const owners = new Map<string, string>();
  const named = known.flatMap((list) => list.names.map((text) => ({ list, name: listedName(text) })));
  for (const { list, name } of named) {
    const key = name.words.join(' ');
    if (list.isListed && !owners.has(key)) owners.set(key, list.id);
  }
  const put = (key: string, entry: IndexEntry): void => {
    const list = lists.get(entry.seller);
    if (list === undefined || list.has(key)) return;
    list.set(key, entry);
    if (!models.has(key)) models.set(key, entry);
    entries.push(entry);
  };
  for (const { list, name } of named) {
    if (name.words.length === 0) continue;
    const [key, keptKey] = [name.words.join(' '), name.kept.join(' ')];
    const owner = owners.get(keptKey);
    // A snapshot that its vendor prices apart from the model (gpt-4o-2024-05-13) is a model of its own, and so is an
    // alias such as `chatgpt-4o-latest` whose short form nobody lists.
    const isApart = key !== keptKey && (owner === undefined ? name.isAlias : owner !== list.id);
    const joined = models.get(key) ?? (isApart ? undefined : models.get(keptKey));
    const model = list.model ?? joined?.model ?? (isApart ? name.spelling : name.keptSpelling);
    const entry: IndexEntry = {
      seller: list.seller,
      listId: list.id,
      model,
      vendor: joined?.vendor ?? vendorOf(list.seller, model),
      isOpenEnded: list.isOpenEnded,
    };
    put(key, entry);
    if (isApart)
      putShortDate(name, (shortKey) => {
        put(shortKey, entry);
      });
    else put(keptKey, entry);
    // Bedrock's billing leaves `instruct` out of the names of open models: Llama4-Maverick-17B.
    if (list.seller === 'aws') put(keptKey.replace(/ (instruct|it)$/, ''), entry);
  }
  return entries;
}

/**
 * Builds the index. Vendors' own lists are read first, so that every other seller's name joins the vendor's model:
 * `us.anthropic.claude-opus-4-6-v1`, `anthropic/claude-opus-4.6` and `claude-opus-4-6` become one.
 */
export function buildIndex(known: readonly KnownList[]): ModelIndex {
  const sellers = [...new Set([...SELLERS.map(({ id }) => id), ...known.map(({ seller }) => seller)])];
  const lists: Lists = new Map(sellers.map((id) => [id, new Map<string, IndexEntry>()]));
  const models = new Map<string, IndexEntry>();
  const entries = sellers.flatMap((id) =>
    readSellerLists(
      known.filter(({ seller }) => seller === id),
      lists,
      models,
    ),
  );
  const root = newNode();
  for (const [seller, list] of lists) for (const [key, entry] of list) put(root, key.split(' '), seller, entry);
  return { read: (words) => findIn(words, root), entries };
}

/** Names as a tree of words: a name that nobody sells is left at its first unknown word. */
type Node = { readonly sellers: Map<string, IndexEntry>; readonly next: Map<string, Node> };

const newNode = (): Node => ({ sellers: new Map(), next: new Map() });

function put(root: Node, words: readonly string[], seller: string, entry: IndexEntry): void {
  let node = root;
  for (const word of words) {
    const next = node.next.get(word) ?? newNode();
    node.next.set(word, next);
    node = next;
  }
  node.sellers.set(seller, entry);
}

/** Looks every beginning of the words up once, so that asking forty sellers costs no more than asking one. */
function findIn(words: readonly string[], root: Node): FindIn | null {
  const beginnings: { readonly length: number; readonly sellers: ReadonlyMap<string, IndexEntry> }[] = [];
  let node = root;
  for (let length = 1; length <= words.length; length += 1) {
    const next = node.next.get(words[length - 1] ?? '');
    if (next === undefined) break;
    node = next;
    if (node.sellers.size > 0) beginnings.unshift({ length, sellers: node.sellers });
  }
  if (beginnings.length === 0) return null;
  return (seller) => {
    for (const { length, sellers } of beginnings) {
      const entry = sellers.get(seller);
      if (entry !== undefined) return { entry, leftover: words.slice(length) };
    }
    return null;
  };
}
