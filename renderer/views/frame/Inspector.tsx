import { Fragment, type ReactElement } from 'react';
import { Button } from '../../components/Controls.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { RowList } from './RowList.tsx';

/** Where a number comes from: formula, inputs, prices with their source, findings, and the rows behind it. */
export function Inspector(): ReactElement | null {
  const target = useWorkbench((state) => state.inspector);
  const inspect = useWorkbench((state) => state.inspect);
  if (target === null) return null;
  return (
    <aside className="inspector" aria-label="Where this comes from">
      <div className="inspector__head">
        <h2>{target.title}</h2>
        <Button
          look="quiet"
          label="Close"
          onClick={() => {
            inspect(null);
          }}
        >
          ×
        </Button>
      </div>
      <p className="inspector__value">{target.value}</p>
      <p className="inspector__formula">{target.formula}</p>
      <dl>
        {target.lines.map((line) => (
          <Fragment key={line.label}>
            <dt>{line.label}</dt>
            <dd>{line.value}</dd>
            {line.source !== undefined && <dd className="inspector__source">{line.source}</dd>}
          </Fragment>
        ))}
      </dl>
      {target.findings.map((finding) => (
        <p key={finding.message} className="muted">
          {finding.message}
        </p>
      ))}
      {target.rows !== null && <RowList filter={target.rows} />}
    </aside>
  );
}
