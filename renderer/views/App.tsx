import { useEffect, useRef, type ReactElement } from 'react';
import { ErrorBoundary } from '../components/ErrorBoundary.tsx';
import { NoticeList } from '../components/NoticeList.tsx';
import { commandOf, runCommand, singleKeyCommandOf, viewOf } from '../state/commands.ts';
import type { ViewName } from '../state/types.ts';
import { useStoreApi, useWorkbench } from '../state/useStore.tsx';
import { BudgetsView } from './budgets/BudgetsView.tsx';
import { DataView } from './data/DataView.tsx';
import { DeckView } from './deck/DeckView.tsx';
import { ExploreView } from './explore/ExploreView.tsx';
import { KeyboardMap } from './frame/KeyboardMap.tsx';
import { Palette } from './frame/Palette.tsx';
import { ForecastView } from './forecast/ForecastView.tsx';
import { FindingsPanel } from './frame/FindingsPanel.tsx';
import { Inspector } from './frame/Inspector.tsx';
import { Rail } from './frame/Rail.tsx';
import { StatusBar } from './frame/StatusBar.tsx';
import { TopBar } from './frame/TopBar.tsx';
import { WindowDrop } from './frame/WindowDrop.tsx';
import { ModelsView } from './models/ModelsView.tsx';
import { ScenariosView } from './scenarios/ScenariosView.tsx';

const VIEW_PARTS: Readonly<Record<ViewName, () => ReactElement>> = {
  data: DataView,
  explore: ExploreView,
  forecast: ForecastView,
  scenarios: ScenariosView,
  models: ModelsView,
  budgets: BudgetsView,
  deck: DeckView,
};

/** The frame that all views share. */
export function App(): ReactElement {
  const view = useWorkbench((state) => state.view);
  const isFindingsOpen = useWorkbench((state) => state.isFindingsOpen);
  const notices = useWorkbench((state) => state.notices);
  const dismiss = useWorkbench((state) => state.dismissNotice);
  const filePicker = useRef<HTMLInputElement>(null);
  const store = useStoreApi();
  useKeyboard(filePicker);
  const Part = VIEW_PARTS[view];
  return (
    <div className="frame">
      <TopBar />
      <Rail />
      <main className="main" id="main" tabIndex={-1}>
        <ErrorBoundary key={view}>
          <Part />
        </ErrorBoundary>
      </main>
      <Inspector />
      <StatusBar />
      {isFindingsOpen && <FindingsPanel />}
      <Palette />
      <KeyboardMap />
      <WindowDrop />
      <NoticeList notices={notices} onDismiss={dismiss} />
      <input
        ref={filePicker}
        type="file"
        multiple
        hidden
        aria-hidden="true"
        data-testid="file-picker"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          if (files.length > 0) void store.getState().openFiles(files);
        }}
      />
    </div>
  );
}

/** Keys that hold everywhere; a field that is being typed in keeps its own. */
function useKeyboard(filePicker: { readonly current: HTMLInputElement | null }): void {
  const store = useStoreApi();
  useEffect(() => {
    const openFiles = (): void => filePicker.current?.click();
    const onKey = (event: KeyboardEvent): void => {
      const command = commandOf(event);
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null;
      if (command !== null && !(isTyping && (command === 'undo' || command === 'redo'))) {
        event.preventDefault();
        runCommand(store, command);
        return;
      }
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      const view = viewOf(event.key);
      const single = singleKeyCommandOf(event.key);
      if (single !== null) {
        event.preventDefault();
        runCommand(store, single);
      } else if (view !== undefined) store.getState().showView(view);
      else if (event.key === 'Escape') store.getState().stepBack();
    };
    window.addEventListener('keydown', onKey);
    window.addEventListener('openfiles', openFiles);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('openfiles', openFiles);
    };
  }, [store, filePicker]);
}
