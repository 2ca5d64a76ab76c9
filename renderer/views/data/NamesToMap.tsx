import type { ReactElement } from 'react';
import { compact } from '../../../shared/units/format.ts';
import { Button } from '../../components/Controls.tsx';
import { Card } from '../../components/View.tsx';
import { mapName } from '../../state/nameEdits.ts';
import { useStoreApi, useWorkbench } from '../../state/useStore.tsx';
import { ModelField } from '../ModelField.tsx';

/** Names without a price, asked once and remembered in the project; and what was answered before. */
export function NamesToMap(): ReactElement | null {
  const store = useStoreApi();
  const unpriced = useWorkbench((state) => state.dataset.summary?.unpriced);
  const aliases = useWorkbench((state) => state.document.aliases);
  const edit = useWorkbench((state) => state.edit);
  const names = unpriced ?? [];
  if (names.length === 0 && aliases.length === 0) return null;
  return (
    <Card
      title={
        names.length === 0
          ? 'Names you mapped'
          : `Map ${String(names.length)} ${names.length === 1 ? 'name' : 'names'} without a price`
      }
    >
      <ul className="settings__list">
        {names.map(({ model, tokens }) => (
          <li key={model}>
            <ModelField
              label={`${model}, ${compact(tokens)} tokens, is`}
              value=""
              onCommit={(key) => {
                const edited = mapName(store, model, key);
                return edited.ok ? null : edited.message;
              }}
            />
          </li>
        ))}
        {aliases.map((alias) => (
          <li key={alias.name}>
            <span>
              {alias.name} is {alias.model}
            </span>
            <Button
              look="quiet"
              label={`Forget ${alias.name}`}
              onClick={() => {
                edit(`Forget what ${alias.name} is`, (draft) => {
                  draft.aliases = draft.aliases.filter(({ name }) => name !== alias.name);
                });
              }}
            >
              Forget
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
