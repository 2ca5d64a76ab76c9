import type { Session } from 'electron';

type PermissionSession = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>;

/** Copying a table or a chart is the one thing the page asks the system for. */
const ALLOWED = 'clipboard-sanitized-write';

/** Denies camera, location, notifications, devices and all else. */
export function denyPermissions(session: PermissionSession): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => {
    decide(permission === ALLOWED);
  });
  session.setPermissionCheckHandler((_contents, permission) => permission === ALLOWED);
  session.setDevicePermissionHandler(() => false);
}
