import type { ReactElement, ReactNode } from 'react';

/** A view answers one question; its title is the answer, a sentence made from the numbers. */
export function View(props: {
  readonly answer: string;
  readonly question: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <section className="view" aria-label={props.question}>
      <header className="view__head">
        <div>
          <h1>{props.answer}</h1>
          <p className="view__question">{props.question}</p>
        </div>
        {props.actions !== undefined && <div className="row">{props.actions}</div>}
      </header>
      {props.children}
    </section>
  );
}

export function Card(props: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <section className="card" aria-label={props.title}>
      <div className="card__head">
        <h2>{props.title}</h2>
        {props.actions}
      </div>
      {props.children}
    </section>
  );
}
