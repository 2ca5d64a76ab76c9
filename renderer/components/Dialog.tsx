import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';

/** A modal window over the page: the browser keeps the focus inside, Escape and a click beside it close it. */
export function Dialog(props: {
  readonly label: string;
  readonly onClose: () => void;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}): ReactElement {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      className={props.isWide === true ? 'dialog dialog--wide' : 'dialog'}
      aria-label={props.label}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onClick={(event) => {
        if (event.target === element.current) props.onClose();
      }}
      onKeyDown={(event) => {
        // Keys of the page behind, Escape among them, are not for a dialog.
        event.stopPropagation();
      }}
    >
      <div className="dialog__body">{props.children}</div>
    </dialog>
  );
}
