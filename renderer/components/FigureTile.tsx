import type { ReactElement } from 'react';
import type { Finding } from '../../shared/units/findings.ts';
import { FindingMark } from './FindingMark.tsx';

/** One headline number. Every number is a door: a click opens where it comes from. */
export function FigureTile(props: {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
  readonly findings?: readonly Finding[];
  readonly onOpen?: () => void;
}): ReactElement {
  const content = (
    <>
      <span className="figure-tile__label">{props.label}</span>
      <span className="figure-tile__value">{props.value}</span>
      <span className="figure-tile__note">
        {props.note} <FindingMark findings={props.findings ?? []} />
      </span>
    </>
  );
  return props.onOpen === undefined ? (
    <div className="figure-tile">{content}</div>
  ) : (
    <button type="button" className="figure-tile door" onClick={props.onOpen}>
      {content}
    </button>
  );
}
