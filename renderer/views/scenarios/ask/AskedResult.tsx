import type { ReactElement, ReactNode } from 'react';
import type { Asked } from '../../../state/asked.ts';
import { isOutdated } from '../../../state/selectors.ts';
import { useWorkbench } from '../../../state/useStore.tsx';

/** What has come of a question: nothing yet, the reason why not, or the answer, with a word where the plan has changed. */
export function AskedResult<Question, Value>(props: {
  readonly asked: Asked<Question, Value>;
  readonly children: (value: Value, question: Question) => ReactNode;
}): ReactElement | null {
  const { asked } = props;
  const document = useWorkbench((state) => state.document);
  switch (asked.status) {
    case 'idle':
      return null;
    case 'asking':
      return (
        <p className="muted" role="status">
          Computing …
        </p>
      );
    case 'refused':
      return (
        <p className="amount__problem" role="alert">
          {asked.reason}
        </p>
      );
    case 'answered':
      return (
        <div className="asked" aria-live="polite">
          {isOutdated(asked.of, document) && (
            <p className="mark mark--note">The plan has changed since this was computed: ask again.</p>
          )}
          {props.children(asked.value, asked.question)}
        </div>
      );
    default:
      return asked satisfies never;
  }
}
