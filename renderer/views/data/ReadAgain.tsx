import { useState, type ReactElement } from 'react';
import { IMPORTERS } from '../../../shared/data/importers/registry.ts';
import type { ImportReport } from '../../../shared/data/import/report.ts';
import { Button, Select } from '../../components/Controls.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { MappingDialog } from './MappingDialog.tsx';

const FORMATS = [
  { value: '', label: 'Read it as …' },
  ...IMPORTERS.map(({ id, title }) => ({ value: id, label: title })),
];

/** What the user can do when a file was not recognised, or not as what it is. */
export function ReadAgain({ report }: { readonly report: ImportReport }): ReactElement | null {
  const isAtHand = useWorkbench((state) => state.openedFiles.has(report.file));
  const readAs = useWorkbench((state) => state.readAs);
  const [isMapping, setIsMapping] = useState(false);
  if (!isAtHand) return null;
  return (
    <div className="row">
      {report.format === null && (
        <Button
          onClick={() => {
            setIsMapping(true);
          }}
        >
          Map its columns
        </Button>
      )}
      <Select
        label={`Read ${report.file} as`}
        value=""
        options={FORMATS}
        onChange={(format) => {
          if (format !== '') void readAs(report.file, format);
        }}
      />
      {isMapping && (
        <MappingDialog
          file={report.file}
          onClose={() => {
            setIsMapping(false);
          }}
        />
      )}
    </div>
  );
}
