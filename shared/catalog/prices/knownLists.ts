import type { KnownList } from '../matcher/modelIndex.ts';
import type { GenaiModel } from './genaiRows.ts';
import names from './names.json' with { type: 'json' };
import type { PriceRow } from './rows.ts';

const listKey = (provider: string, list: string): string => `${provider}|${list}`;

const IGNORED = new Set(names.ignored.map(({ provider, list }) => listKey(provider, list)));
const IGNORED_NAMES = new Set(names.ignoredNames);
const MODELS = new Map(names.models.map(({ provider, list, model }) => [listKey(provider, list), model]));
const REGIONAL = new Set(names.regional.map(({ provider, list }) => listKey(provider, list)));

/** The package's models without those that `names.json` leaves out, each line of which says why. */
export const usedModels = (models: readonly GenaiModel[]): readonly GenaiModel[] =>
  models.filter(({ provider, id }) => !IGNORED.has(listKey(provider, id)));

/** Bedrock sells most models in two lists, in-region and global; the package tells them apart by the id's first word. */
export function regionOfList(provider: string, id: string): 'global' | 'regional' | null {
  if (provider !== 'aws') return null;
  if (id.startsWith('global.')) return 'global';
  return id.startsWith('regional.') || REGIONAL.has(listKey(provider, id)) ? 'regional' : null;
}

/** Every name that the price lists, our overlay, the user's own rates and our aliases know. */
export function knownLists(
  models: readonly GenaiModel[],
  rows: readonly Pick<PriceRow, 'provider' | 'model'>[],
): readonly KnownList[] {
  const listed = usedModels(models).map(({ provider, id, names: listNames, isOpenEnded }): KnownList => ({
    seller: provider,
    id,
    names: listNames.filter((name) => !IGNORED_NAMES.has(name)),
    model: MODELS.get(listKey(provider, id)) ?? null,
    isOpenEnded,
    isListed: true,
  }));
  const own = [...new Set(rows.map(({ provider, model }) => listKey(provider, model)))].map((key): KnownList => {
    const bar = key.indexOf('|');
    const [seller, model] = [key.slice(0, bar), key.slice(bar + 1)];
    return { seller, id: `own:${model}`, names: [model], model, isOpenEnded: false, isListed: false };
  });
  const aliases = names.aliases.map(({ provider, name, model }): KnownList => ({
    seller: provider,
    id: `alias:${model}`,
    names: [name],
    model,
    isOpenEnded: false,
    isListed: false,
  }));
  return [...listed, ...own, ...aliases];
}
