import type { ReactElement, ReactNode } from 'react';

/** What will be here, and the one next step. */
export function EmptyState(props: {
  readonly title: string;
  readonly text: string;
  /** It stands for the whole view, whose heading it then is. */
  readonly isView?: boolean;
  readonly children?: ReactNode;
}): ReactElement {
  return (
    <div className="empty">
      {props.isView === true ? <h1>{props.title}</h1> : <h2>{props.title}</h2>}
      <p className="empty__text">{props.text}</p>
      {props.children}
    </div>
  );
}
