import type { ReactElement } from 'react';
import { dayName } from '../../../shared/units/format.ts';
import { addDays, addMonths, firstDayOf, monthOf, type Day } from '../../../shared/units/months.ts';
import { Button, Select } from '../../components/Controls.tsx';
import { Glyph } from '../../components/Glyph.tsx';
import type { Dimension } from '../../../shared/data/usageColumns.ts';
import type { Period } from '../../state/ui.ts';
import { allFindings } from '../../state/selectors.ts';
import { useUndo, useWorkbench } from '../../state/useStore.tsx';
import { valueLabel } from '../labels.ts';
import { ProjectMenu } from './ProjectMenu.tsx';

const PERIODS = [
  { value: 'all', label: 'All data' },
  { value: '12', label: 'Last 12 months' },
  { value: '6', label: 'Last 6 months' },
  { value: '3', label: 'Last 3 months' },
  { value: '1', label: 'Last month' },
] as const;

/** Whole months that end with the data's last day. */
function lastMonths(count: number, to: string): Period {
  // The extent is an ISO instant; its first ten characters are a day.
  const end = to.slice(0, 10) as Day;
  const lastMonth = monthOf(addDays(end, -1));
  return { from: firstDayOf(addMonths(lastMonth, 1 - count)), to: end };
}

/** Name, scope and period, which hold for all views; findings, undo, theme. */
export function TopBar(): ReactElement {
  const access = useWorkbench((state) => state.access);
  const showOverlay = useWorkbench((state) => state.showOverlay);
  const saving = useWorkbench((state) => state.project.saving);
  const summary = useWorkbench((state) => state.dataset.summary);
  const period = useWorkbench((state) => state.period);
  const setPeriod = useWorkbench((state) => state.setPeriod);
  const theme = useWorkbench((state) => state.theme);
  const setTheme = useWorkbench((state) => state.setTheme);
  const toggleFindings = useWorkbench((state) => state.toggleFindings);
  const findings = useWorkbench(allFindings);
  const lastEdit = useWorkbench((state) => state.lastEdit);
  const undo = useUndo();
  const to = summary?.extent.to ?? null;
  const chosen =
    PERIODS.find(({ value }) => value !== 'all' && to !== null && lastMonths(Number(value), to).from === period.from)
      ?.value ?? 'all';

  return (
    <header className="top-bar">
      <span className="top-bar__brand">
        <img src="/icon.svg" alt="" /> Tokenwright
      </span>
      <ProjectMenu />
      {access === 'read' ? (
        <span className="mark mark--check">read-only</span>
      ) : (
        <span className="muted">{saving === 'saving' ? 'saving …' : saving === 'failed' ? 'not saved' : ''}</span>
      )}
      <Select
        label="Period"
        value={chosen}
        options={PERIODS}
        onChange={(value) => {
          setPeriod(value === 'all' || to === null ? { from: null, to: null } : lastMonths(Number(value), to));
        }}
      />
      <ScopeChips />
      <span className="top-bar__spring" />
      {period.from !== null && <span className="muted">from {dayName(period.from)}</span>}
      <Button
        onClick={() => {
          showOverlay('palette');
        }}
      >
        Search or run <kbd>Ctrl K</kbd>
      </Button>
      <Button look="quiet" onClick={toggleFindings}>
        <span data-testid="findings-badge">
          {findings.length === 0 ? 'No findings' : `${String(findings.length)} findings`}
        </span>
      </Button>
      <Button
        look="quiet"
        label={`Undo${lastEdit === '' ? '' : `: ${lastEdit}`}`}
        isDisabled={!undo.canUndo}
        onClick={undo.undo}
      >
        <Glyph name="undo" />
      </Button>
      <Button look="quiet" label="Redo" isDisabled={!undo.canRedo} onClick={undo.redo}>
        <Glyph name="redo" />
      </Button>
      <Button
        look="quiet"
        label={`Colours: ${theme}`}
        onClick={() => {
          setTheme(theme === 'system' ? 'dark' : theme === 'dark' ? 'light' : 'system');
        }}
      >
        <Glyph name="sun" />
      </Button>
    </header>
  );
}

function ScopeChips(): ReactElement {
  const scope = useWorkbench((state) => state.scope);
  const drop = useWorkbench((state) => state.dropFilter);
  return (
    <span className="row" role="group" aria-label="Scope">
      {Object.entries(scope).map(([dimension, values]) => {
        const text = `${dimension.replaceAll('_', ' ')}: ${values.map((value) => valueLabel(value)).join(', ')}`;
        return (
          <span key={dimension} className="chip">
            <span className="chip__text">{text}</span>
            <button
              type="button"
              aria-label={`Drop the filter ${text}`}
              onClick={() => {
                // Keys of the scope are dimensions; Object.entries forgets it.
                drop(dimension as Dimension);
              }}
            >
              ×
            </button>
          </span>
        );
      })}
    </span>
  );
}
