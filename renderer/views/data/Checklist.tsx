import type { ReactElement } from 'react';
import { Card } from '../../components/View.tsx';
import { useWorkbench } from '../../state/useStore.tsx';

/** The way from exports to a deck in five steps, each ticked by what is there. */
export function Checklist(): ReactElement | null {
  const document = useWorkbench((state) => state.document);
  const summary = useWorkbench((state) => state.dataset.summary);
  const steps = useWorkbench((state) => state.stepsDone);
  const show = useWorkbench((state) => state.showView);
  const hasFiles = document.sources.length > 0;
  const isTeamNamed =
    (summary?.untagged.team ?? 1) < 1 || document.dimensionRules.some(({ dimension }) => dimension === 'team');
  const list = [
    { text: 'Open your files', isDone: hasFiles },
    {
      text: 'Check the total',
      isDone: hasFiles && (steps.includes('total') || document.scenarios.length > 0),
      open: () => {
        show('explore');
      },
    },
    { text: 'Name the teams', isDone: hasFiles && isTeamNamed },
    {
      text: 'Build a scenario',
      isDone: document.scenarios.length > 0,
      open: () => {
        show('scenarios');
      },
    },
    {
      text: 'Export the deck',
      isDone: steps.includes('export'),
      open: () => {
        show('deck');
      },
    },
  ];
  if (list.every(({ isDone }) => isDone)) return null;
  const next = list.findIndex(({ isDone }) => !isDone);
  return (
    <Card title="From files to a deck">
      <ol className="steps">
        {list.map(({ text, isDone, open }, index) => (
          <li key={text} data-done={isDone} aria-current={index === next ? 'step' : undefined}>
            <span aria-hidden="true" className="steps__sign">
              {isDone ? '✓' : String(index + 1)}
            </span>
            {open === undefined || isDone ? (
              text
            ) : (
              <button type="button" className="door" onClick={open}>
                {text}
              </button>
            )}
            {isDone && <span className="visually-hidden">done</span>}
          </li>
        ))}
      </ol>
    </Card>
  );
}
