import type { ReactElement } from 'react';
import { Glyph, type GlyphName } from '../../components/Glyph.tsx';
import { VIEW_TITLES, VIEWS, type ViewName } from '../../state/types.ts';
import { useWorkbench } from '../../state/useStore.tsx';

const GLYPHS: Readonly<Record<ViewName, GlyphName>> = {
  data: 'table',
  explore: 'bars',
  forecast: 'fan',
  scenarios: 'branch',
  models: 'scatter',
  budgets: 'purse',
  deck: 'slides',
};

/** The views, in the order of the work. The number keys follow it. */
export function Rail(): ReactElement {
  const view = useWorkbench((state) => state.view);
  const show = useWorkbench((state) => state.showView);
  return (
    <nav className="rail" aria-label="Views">
      {VIEWS.map((name, index) => (
        <button
          key={name}
          type="button"
          className="rail__item"
          aria-current={name === view ? 'page' : undefined}
          title={`${VIEW_TITLES[name]} (${String(index + 1)})`}
          onClick={() => {
            show(name);
          }}
        >
          <Glyph name={GLYPHS[name]} />
          {VIEW_TITLES[name]}
        </button>
      ))}
    </nav>
  );
}
