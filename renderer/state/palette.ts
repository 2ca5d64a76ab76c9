import type { ProjectSummary } from '../../shared/ipc/contract.ts';
import { VIEW_TITLES, VIEWS } from './types.ts';
import type { WorkbenchStore } from './store.ts';

/** One line of the palette. `keys` is shown beside it and in the keyboard map. */
export type PaletteEntry = {
  readonly id: string;
  readonly title: string;
  readonly group: 'Views' | 'Commands' | 'Projects' | 'Models' | 'Teams';
  readonly keys?: string;
  readonly run: () => void;
};

/** Keys that are not on a palette entry, for the keyboard map. */
export const OTHER_KEYS = [
  { keys: 'Ctrl K', title: 'Search or run a command' },
  { keys: '?', title: 'Show this map' },
  { keys: 'Escape', title: 'Close what is open, then drop the filter set last' },
  { keys: '↑ ↓', title: 'Step a number; with Shift ten times as far' },
] as const;

/** Everything that can be done or shown, in the order of the list. */
export function paletteEntries(
  store: WorkbenchStore,
  recentProjects: readonly ProjectSummary[],
): readonly PaletteEntry[] {
  const state = store.getState();
  const { dimensionValues } = state;
  const command = (id: string, title: string, run: () => void, keys?: string): PaletteEntry => ({
    id,
    title,
    group: 'Commands',
    run,
    ...(keys === undefined ? {} : { keys }),
  });
  const filter = (dimension: 'model' | 'team', group: 'Models' | 'Teams'): readonly PaletteEntry[] =>
    (dimensionValues[dimension] ?? []).map((value) => ({
      id: `${dimension}:${value}`,
      title: value,
      group,
      run: () => {
        state.filterBy(dimension, value, false);
        state.showView('explore');
      },
    }));
  return [
    ...VIEWS.map((view, index): PaletteEntry => ({
      id: `view:${view}`,
      title: VIEW_TITLES[view],
      group: 'Views',
      keys: String(index + 1),
      run: () => {
        state.showView(view);
      },
    })),
    command(
      'open-files',
      'Open usage files or a project',
      () => window.dispatchEvent(new Event('openfiles')),
      'Ctrl O',
    ),
    command('read-again', 'Read my sources again', () => void state.readSourcesAgain()),
    command('watch', 'Watch a folder', () => void state.watchFolder('choose')),
    command('sample', 'Open the sample company', () => void state.openSample()),
    command('undo', 'Undo', state.undo, 'Ctrl Z'),
    command('redo', 'Redo', state.redo, 'Ctrl Shift Z'),
    command('save', 'Save now', () => void state.saveDocument(), 'Ctrl S'),
    command('export', 'Export the deck', () => void state.exportDeck('pptx'), 'E'),
    command('findings', 'Show or hide the findings', state.toggleFindings),
    command('project-new', 'New project', () => void state.openProject('new')),
    command('project-copy', 'Save a copy and go on in it', () => void state.saveAs(`${state.document.name}, copy`)),
    command('project-export', 'Export the project as one file', () => void state.exportProject()),
    command('project-compact', 'Compact the data: drop rows of files taken out', () => void state.compactData()),
    command('theme-light', 'Light colours', () => {
      state.setTheme('light');
    }),
    command('theme-dark', 'Dark colours', () => {
      state.setTheme('dark');
    }),
    command('theme-system', 'Colours of the system', () => {
      state.setTheme('system');
    }),
    ...recentProjects
      .filter(({ problem }) => problem === null)
      .map((project): PaletteEntry => ({
        id: `project:${project.token}`,
        title: `Open ${project.name}`,
        group: 'Projects',
        run: () => void state.openProject(project.token),
      })),
    ...filter('model', 'Models'),
    ...filter('team', 'Teams'),
  ];
}

/**
 * Entries that hold every word of the query, those that begin with it first. Example: `sample` finds
 * `Open the sample company`.
 */
export function searchPalette(entries: readonly PaletteEntry[], query: string): readonly PaletteEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const text = (entry: PaletteEntry): string => `${entry.title} ${entry.group}`.toLowerCase();
  const found = entries.filter((entry) => words.every((word) => text(entry).includes(word)));
  const rank = (entry: PaletteEntry): number => (entry.title.toLowerCase().startsWith(query.toLowerCase()) ? 0 : 1);
  return [...found].sort((left, right) => rank(left) - rank(right));
}
