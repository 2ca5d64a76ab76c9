import { useEffect, useState, type ReactElement } from 'react';
import { useStoreApi } from '../../state/useStore.tsx';

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/**
 * Opens files that are dropped anywhere in the window, in every view. Without it a browser would leave the page for a
 * file that misses the drop zone.
 */
export function WindowDrop(): ReactElement | null {
  const store = useStoreApi();
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const leave = (event: DragEvent): void => {
      // Only leaving the window has no element that is entered instead.
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!holdsFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      setIsOver(false);
      void store.getState().importDrop(event.dataTransfer);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [store]);
  return isOver ? (
    <div className="window-drop" role="status">
      Drop to open
    </div>
  ) : null;
}
