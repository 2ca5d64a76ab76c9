import type { ReactElement } from 'react';
import type { Notice } from '../state/types.ts';
import { Button } from './Controls.tsx';

/** What happened, to what, and what to do; stays until it is closed. */
export function NoticeList(props: {
  readonly notices: readonly Notice[];
  readonly onDismiss: (id: string) => void;
}): ReactElement {
  return (
    <div className="notices" role="status" aria-live="polite">
      {props.notices.map((notice) => (
        <div key={notice.id} className={`notice notice--${notice.weight}`}>
          <div className="notice__body">
            <strong>{notice.title}</strong>
            {notice.detail !== '' && <p className="muted">{notice.detail}</p>}
          </div>
          {notice.action !== undefined && (
            <Button
              onClick={() => {
                notice.action?.run();
                props.onDismiss(notice.id);
              }}
            >
              {notice.action.label}
            </Button>
          )}
          <Button
            look="quiet"
            label="Close"
            onClick={() => {
              props.onDismiss(notice.id);
            }}
          >
            ×
          </Button>
        </div>
      ))}
    </div>
  );
}
