import type { ReactElement, ReactNode } from 'react';

/** What will be here, and the one next step. */
export function EmptyState(props: {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}): ReactElement {
  return (
    <div className="empty">
      <h2>{props.title}</h2>
      <p className="empty__text">{props.text}</p>
      {props.children}
    </div>
  );
}
