import { changeDocument } from './documentEdits.ts';
import type { Edited } from './scenarioEdits.ts';
import type { WorkbenchStore } from './store.ts';

/** Says which model a name in the exports stands for; `key` is a key of the price book, `openai/gpt-5.2`. */
export function mapName(store: WorkbenchStore, name: string, key: string): Edited {
  const slash = key.indexOf('/');
  const alias = { name, model: key.slice(slash + 1), provider: slash < 0 ? null : key.slice(0, slash) };
  return changeDocument(store, `Map ${name}`, ({ aliases }) => ({
    aliases: [...aliases.filter((known) => known.name !== name), alias],
  }));
}
