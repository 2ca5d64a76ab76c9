import type { ReactElement } from 'react';
import { findingKind, type Finding, type FindingCode } from '../../../shared/units/findings.ts';
import { groupBy } from '../../../shared/units/groupBy.ts';
import { allFindings } from '../../state/selectors.ts';
import { useWorkbench } from '../../state/useStore.tsx';
import { FindingFix, isFixedOneByOne } from './FindingFix.tsx';

const GROUPS = [
  { weight: 'fix', title: 'To fix' },
  { weight: 'check', title: 'To check' },
  { weight: 'note', title: 'Good to know' },
] as const;
const MESSAGES_SHOWN = 6;

/** The one home of findings, grouped by what to do about them. */
export function FindingsPanel(): ReactElement {
  const findings = useWorkbench(allFindings);
  const byCode = groupBy(findings, (finding) => finding.code);
  return (
    <section className="popover-panel" aria-label="Findings">
      {findings.length === 0 && <p className="muted">Nothing to report about these numbers.</p>}
      {GROUPS.map(({ weight, title }) => {
        const codes = [...byCode].filter(([code]) => findingKind(code).weight === weight);
        return (
          codes.length > 0 && (
            <div key={weight}>
              <h3>{title}</h3>
              {codes.map(([code, members]) => (
                <FindingGroup key={code} code={code} members={members} />
              ))}
            </div>
          )
        );
      })}
    </section>
  );
}

function FindingGroup(props: { readonly code: FindingCode; readonly members: readonly Finding[] }): ReactElement {
  const { weight, title, action } = findingKind(props.code);
  const [first] = props.members;
  const rest = props.members.length - MESSAGES_SHOWN;
  return (
    <article className="finding">
      <div className="row">
        <span className={`mark mark--${weight}`}>{props.members.length}</span>
        <strong>{title}</strong>
      </div>
      <div className="row">
        <span className="muted">{action}</span>
        {first !== undefined && !isFixedOneByOne(props.code) && <FindingFix finding={first} />}
      </div>
      <ul className="finding__messages">
        {props.members.slice(0, MESSAGES_SHOWN).map((finding) => (
          <li key={`${finding.subject ?? ''}${finding.message}`}>
            {finding.message}
            {isFixedOneByOne(props.code) && <FindingFix finding={finding} />}
          </li>
        ))}
        {rest > 0 && <li>and {rest} more</li>}
      </ul>
    </article>
  );
}
