import type { ReactElement } from 'react';

const LOOKS = [
  { look: 'run', text: 'days with rows' },
  { look: 'coarse', text: 'known only by a longer period, a month for example' },
  { look: 'replaced', text: 'replaced by another file' },
  { look: 'gap', text: 'days missing' },
  { look: 'broken', text: 'days missing too often to draw' },
] as const;

/** What the looks of the bars mean; their names say it too. */
export function Legend(): ReactElement {
  return (
    <ul className="timeline__legend" aria-label="What the bars mean">
      {LOOKS.map(({ look, text }) => (
        <li key={look}>
          <span className="timeline__sample timeline__part" data-look={look} aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}
