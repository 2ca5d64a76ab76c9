import { createContext, useContext, useSyncExternalStore, type ReactElement, type ReactNode } from 'react';
import { useStore as useZustand } from 'zustand';
import type { WorkbenchState, WorkbenchStore } from './store.ts';

const StoreContext = createContext<WorkbenchStore | null>(null);

export function StoreProvider(props: { readonly store: WorkbenchStore; readonly children: ReactNode }): ReactElement {
  return <StoreContext value={props.store}>{props.children}</StoreContext>;
}

export function useStoreApi(): WorkbenchStore {
  const store = useContext(StoreContext);
  if (store === null) throw new Error('a view was drawn outside its store');
  return store;
}

/** Picks a part of the state. Select raw state only; derive arrays and objects with a memo in the component. */
export const useWorkbench = <T,>(select: (state: WorkbenchState) => T): T => useZustand(useStoreApi(), select);

/** What undo and redo could do now. */
export function useUndo(): {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undo: () => void;
  readonly redo: () => void;
} {
  const store = useStoreApi();
  const { pastStates, futureStates } = useZustand(store.temporal);
  return {
    canUndo: pastStates.length > 0,
    canRedo: futureStates.length > 0,
    undo: () => {
      store.getState().undo();
    },
    redo: () => {
      store.getState().redo();
    },
  };
}

const subscribeTheme = (listener: () => void): (() => void) => {
  window.addEventListener('themechange', listener);
  return () => {
    window.removeEventListener('themechange', listener);
  };
};

/** True while the page is dark, also when that follows the system. */
export const useIsDark = (): boolean =>
  useSyncExternalStore(subscribeTheme, () => document.documentElement.dataset.theme === 'dark');
