import { SELLERS, VENDORS, readSeller, sellerOf } from '../sellers.ts';
import { judgeLeftover } from './leftover.ts';
import type { FindIn, IndexEntry, ModelIndex } from './modelIndex.ts';
import { modelWords } from './modelWords.ts';
import { hasVersionDates, isMaker } from './names.ts';
import type { Reading } from './reading.ts';

/** Which model a reading is, in whose list, and how sure that is. */
export type Resolution = {
  readonly entry: IndexEntry;
  /** Seller who bills; differs from `entry.seller` where that seller's list is used in its place. */
  readonly seller: string;
  readonly serviceTier: string | null;
  /** Why a person should confirm the match; null where every part of the name was understood. */
  readonly assumption: string | null;
};

type Found = {
  readonly entry: IndexEntry;
  readonly serviceTier: string | null;
  readonly isClear: boolean;
  readonly leftoverWords: number;
};

/** A model's words and what the lists know of them. */
type Name = { readonly words: readonly string[]; readonly hits: FindIn };

/** A name in one list; null where the words after the longest known name make it another model. */
function findIn({ hits, words }: Name, seller: string): Found | null {
  const hit = hits(seller);
  if (hit === null) return null;
  const vendor = hasVersionDates(words) ? 'mistral' : (hit.entry.vendor ?? '');
  const { kind, serviceTier } = judgeLeftover(hit.leftover, vendor, hit.entry.isOpenEnded);
  if (kind === 'other-model') return null;
  return { entry: hit.entry, serviceTier, isClear: kind === 'known', leftoverWords: hit.leftover.length };
}

/**
 * The better of two finds: a clear one, then the one that knows more of the name if it names another model (a snapshot
 * with a price of its own), then the earlier.
 */
function better(first: Found | null, second: Found | null): Found | null {
  if (first === null || second === null) return first ?? second;
  if (first.isClear !== second.isClear) return first.isClear ? first : second;
  const knowsMore = second.leftoverWords < first.leftoverWords && second.entry.model !== first.entry.model;
  return knowsMore ? second : first;
}

function assumptionOf(found: Found, seller: string, isLike: boolean): string | null {
  if (!found.isClear) return 'the end of the name is not a date or a known suffix';
  if (isLike) return `${seller} lists no price for it; the list of ${found.entry.seller} is used`;
  return null;
}

/** Looks in a seller's own list, then in the lists that apply in its place. */
function findAt(name: Name, seller: string): Resolution | null {
  const known = sellerOf(seller);
  const inLists = (lists: readonly string[]): Found | null =>
    lists.reduce<Found | null>((best, list) => better(best, findIn(name, list)), null);
  const own = findIn(name, seller);
  const same = inLists(known?.sameAs ?? []);
  const like = inLists(known?.like ?? []);
  const sure = better(own, same);
  const found = better(sure, like);
  if (found === null) return null;
  const assumption = assumptionOf(found, seller, found !== sure);
  return { entry: found.entry, seller, serviceTier: found.serviceTier, assumption };
}

type Offer = { readonly id: string; readonly found: Found };

/** The hosts that list a name, where all of it was understood. */
function sellersAmong(name: Name, hosts: readonly string[]): readonly Offer[] {
  return hosts.flatMap((id) => {
    const found = findIn(name, id);
    return found?.isClear === true ? [{ id, found }] : [];
  });
}

/** The first vendor in whose own list all of the name is understood, else the first that has its beginning. */
function findAtVendor(name: Name): Offer | null {
  let first: Offer | null = null;
  for (const { id } of VENDORS) {
    const found = findIn(name, id);
    if (found?.entry.vendor !== id) continue;
    if (found.isClear) return { id, found };
    first ??= { id, found };
  }
  return first;
}

/** A bare model name: the vendor's own list if one vendor has it, else the one host that does. */
function findAnywhere(name: Name, hosts: readonly string[]): Resolution | null {
  const best = findAtVendor(name);
  if (best !== null) {
    const assumption = best.found.isClear ? null : assumptionOf(best.found, best.id, false);
    return { entry: best.found.entry, seller: best.id, serviceTier: best.found.serviceTier, assumption };
  }
  const sellers = sellersAmong(name, hosts);
  const [only] = sellers;
  if (only === undefined || sellers.length > 1) return null;
  const assumption = `nothing says who bills it; only ${only.id} lists this name`;
  return { entry: only.found.entry, seller: only.id, serviceTier: only.found.serviceTier, assumption };
}

/** The model's words without the folders in front of them, and whether every folder is a maker's name. */
function modelText(text: string): { readonly words: readonly string[]; readonly hasUnknownFolder: boolean } {
  if (!text.includes('/')) return { words: modelWords(text.replace(/@/g, ' ')), hasUnknownFolder: false };
  const segments = text.split('/');
  const folders = segments.slice(0, -1).filter((folder) => folder !== '');
  const name = segments.at(-1) ?? '';
  return {
    words: modelWords(name.replace(/@/g, ' ')),
    hasUnknownFolder: folders.some((folder) => !isMaker(folder) && readSeller(folder).seller === null),
  };
}

/** Sellers of models that others made: who of them bills a bare name cannot be known if several list it. */
const HOSTS = SELLERS.filter(({ id, isVendor }) => !isVendor || id === 'aws' || id === 'azure' || id === 'google').map(
  ({ id }) => id,
);

function readName(index: ModelIndex, reading: Reading): (Name & { readonly hasUnknownFolder: boolean }) | null {
  const { words, hasUnknownFolder } = modelText(reading.text);
  const wanted = reading.isFineTuned && words[0] !== 'ft' ? ['ft', ...words] : words;
  const hits = index.read(wanted);
  return hits === null ? null : { words: wanted, hits, hasUnknownFolder };
}

/** Keys `seller/model` of a bare name that several sellers list: what a person may choose from. */
export function sellersOf(index: ModelIndex, reading: Reading): readonly string[] {
  const name = reading.seller === null ? readName(index, reading) : null;
  return name === null ? [] : sellersAmong(name, HOSTS).map(({ id, found }) => `${id}/${found.entry.model}`);
}

/** Finds the model that a reading names. Null where no list has it, or several have it at different prices. */
export function resolve(index: ModelIndex, reading: Reading, ownSellers: readonly string[]): Resolution | null {
  const name = readName(index, reading);
  if (name === null) return null;
  const seller = reading.seller;
  const found = seller === null ? findAnywhere(name, [...HOSTS, ...ownSellers]) : findAt(name, seller);
  const resolution = found ?? (seller === null ? null : elsewhere(name, seller));
  if (resolution === null) return null;
  return name.hasUnknownFolder
    ? { ...resolution, assumption: resolution.assumption ?? 'the folder in front of the name is unknown' }
    : resolution;
}

/** A provider column often names the interface (`openai` for anything that speaks its protocol), not who bills. */
function elsewhere(name: Name, seller: string): Resolution | null {
  const resolution = findAnywhere(name, []);
  if (resolution === null) return null;
  return { ...resolution, assumption: `${seller} does not sell it; the price of ${resolution.seller} is used` };
}
