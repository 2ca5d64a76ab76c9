import { Fragment, type ReactElement } from 'react';
import { Button } from '../../components/Controls.tsx';
import { FindingMark } from '../../components/FindingMark.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { FindingFix } from './FindingFix.tsx';
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
      {target.findings.length > 0 && <h3>What to know about it</h3>}
      <ul className="drill">
        {target.findings.map((finding) => (
          <li key={`${finding.code} ${finding.message}`}>
            <FindingMark findings={[finding]} /> {finding.message}
            <FindingFix finding={finding} />
          </li>
        ))}
      </ul>
      {target.rows !== null && <RowList key={JSON.stringify(target.rows)} filter={target.rows} />}
    </aside>
  );
}
