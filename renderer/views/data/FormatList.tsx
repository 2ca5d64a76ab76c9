import type { ReactElement } from 'react';
import { IMPORTERS } from '../../../shared/data/importers/registry.ts';
import { Card } from '../../components/View.tsx';

const SURENESS = {
  A: 'checked against the vendor’s own description or real files',
  B: 'checked against real headers',
  C: 'not checked against a real file',
} as const;

/** What can be opened. */
export function FormatList(): ReactElement {
  return (
    <Card title="What can be opened">
      <ul className="formats">
        {IMPORTERS.map((importer) => (
          <li key={importer.id}>
            {importer.title} <span className="muted">{SURENESS[importer.confidence]}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
