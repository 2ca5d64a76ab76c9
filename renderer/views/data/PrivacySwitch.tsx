import type { ReactElement } from 'react';
import { Switch } from '../../components/Controls.tsx';
import { useWorkbench } from '../../state/useStore.tsx';

const KEY_BYTES = 32;

const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(KEY_BYTES))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Whether files opened from now on name people. Prompts and answers are never kept, whatever stands here. */
export function PrivacySwitch(): ReactElement {
  const isOn = useWorkbench((state) => state.document.privacy.pseudonymise);
  const edit = useWorkbench((state) => state.edit);
  return (
    <Switch
      label="Replace e-mail addresses and user names by pseudonyms in files opened from now on"
      isLabelShown
      isOn={isOn}
      onChange={(isWanted) => {
        edit(isWanted ? 'Replace people by pseudonyms' : 'Keep people as exported', (draft) => {
          draft.privacy.pseudonymise = isWanted;
          // The key stays for good, so that a person keeps one pseudonym in all files of the project.
          if (draft.privacy.key === '') draft.privacy.key = newKey();
        });
      }}
    />
  );
}
