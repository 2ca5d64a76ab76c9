import { describe, expect, it } from 'vitest';
import { isTrustedSender, registerHandlers } from '../../electron/ipc/register.ts';
import { menuTemplate } from '../../electron/menu.ts';
import { denyPermissions } from '../../electron/permissions.ts';
import { handleAppProtocol } from '../../electron/protocol.ts';
import { createRoutes } from '../../electron/routes.ts';
import { cancelNetwork, isOwnPage, lockNavigation, windowOptions } from '../../electron/window.ts';
import { CHANNELS } from '../../shared/ipc/channels.ts';
import { testHost } from '../support/host.ts';

const frame = (url: string, parent: unknown = null) => ({ senderFrame: { url, parent } }) as never;

describe('the desktop window', () => {
  it('is as powerless as a web page', () => {
    expect(windowOptions('/preload.cjs', true).webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      preload: '/preload.cjs',
    });
  });

  it.each([
    ['app://workbench/', true],
    ['app://workbench/index.html?x=1', true],
    ['app://workbench.evil/', false],
    ['app://other/', false],
    ['https://workbench/', false],
    ['about:blank', false],
    ['file:///etc/passwd', false],
    ['not a url', false],
  ])('takes %s for its own page: %s', (url, expected) => {
    expect(isOwnPage(url)).toBe(expected);
  });

  it('cannot be led away from its page', () => {
    const listeners = new Map<string, (event: { url: string; preventDefault: () => void }) => void>();
    let openHandler: (() => { action: string }) | undefined;
    lockNavigation({
      on: ((name: string, listener: never) => listeners.set(name, listener)) as never,
      setWindowOpenHandler: (handler: never) => {
        openHandler = handler;
      },
    });
    expect(openHandler?.()).toEqual({ action: 'deny' });
    const isPrevented = (event: string, url: string): boolean => {
      let prevented = false;
      listeners.get(event)?.({ url, preventDefault: () => (prevented = true) });
      return prevented;
    };
    expect(isPrevented('will-navigate', 'https://example.com/?next=app://workbench')).toBe(true);
    expect(isPrevented('will-navigate', 'app://workbench/')).toBe(false);
    expect(isPrevented('will-redirect', 'app://workbench/')).toBe(true);
    expect(isPrevented('will-attach-webview', '')).toBe(true);
  });

  it('cancels every request to a network', () => {
    const cancelled: unknown[] = [];
    cancelNetwork({
      webRequest: {
        onBeforeRequest: ((
          filter: unknown,
          listener: (details: unknown, decide: (answer: unknown) => void) => void,
        ) => {
          listener({}, (answer) => cancelled.push(filter, answer));
        }) as never,
      },
    });
    expect(cancelled).toEqual([
      { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'] },
      { cancel: true },
    ]);
  });

  it('grants copying to the clipboard and nothing else', () => {
    let request: ((contents: unknown, permission: string, decide: (granted: boolean) => void) => void) | undefined;
    let check: ((contents: unknown, permission: string) => boolean) | undefined;
    let device: (() => boolean) | undefined;
    denyPermissions({
      setPermissionRequestHandler: (handler) => (request = handler as never),
      setPermissionCheckHandler: (handler) => (check = handler as never),
      setDevicePermissionHandler: (handler) => (device = handler as never),
    });
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'hid']) {
      request?.(null, permission, (granted) => {
        expect(granted, permission).toBe(false);
      });
      expect(check?.(null, permission), permission).toBe(false);
    }
    expect(check?.(null, 'clipboard-sanitized-write')).toBe(true);
    expect(device?.()).toBe(false);
  });
});

describe('calls on the desktop', () => {
  it.each([
    ['its main frame', frame('app://workbench/'), true],
    ['a frame inside it', frame('app://workbench/', {}), false],
    ['another origin', frame('https://example.com/'), false],
    ['a destroyed frame', { senderFrame: null }, false],
  ])('from %s: trusted %s', (_name, event, expected) => {
    expect(isTrustedSender(event as never)).toBe(expected);
  });

  it('every channel has a handler, and a bad sender is rejected', async () => {
    const { handlers } = await testHost();
    const registered = new Map<string, (event: never, request: unknown) => Promise<unknown>>();
    registerHandlers(
      { handle: (channel, listener) => registered.set(channel, listener as never) as never },
      handlers,
      () => undefined,
    );
    expect([...registered.keys()].sort()).toEqual([...CHANNELS].sort());
    const call = registered.get('app:info');
    await expect(call?.(frame('https://example.com/'), {})).rejects.toThrow('from outside the workbench');
    expect(await call?.(frame('app://workbench/'), {})).toEqual({
      ok: true,
      value: { version: '1.2.3', host: 'serve' },
    });
  });

  it('serves the page with the policy, and no other host', async () => {
    const { blobs, folder } = await testHost();
    let handle: ((request: Request) => Promise<Response>) | undefined;
    const files = new Map([['/', `${folder}/samples/usage.csv`]]);
    handleAppProtocol(
      { handle: (_scheme, handler) => (handle = handler as never) },
      createRoutes(files, blobs),
      () => undefined,
    );
    const page = await handle?.(new Request('app://workbench/'));
    expect(page?.status).toBe(200);
    expect(page?.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await handle?.(new Request('app://evil/')))?.status).toBe(403);
    expect((await handle?.(new Request('app://workbench/../../etc/passwd')))?.status).toBe(404);
  });
});

describe('the native menu', () => {
  it('sends undo and redo to the page, and keeps the platform’s own roles', () => {
    const sent: string[] = [];
    const labels = menuTemplate('darwin', (command) => sent.push(command)).map(({ label, role }) => label ?? role);
    expect(labels).toEqual(['appMenu', 'File', 'Edit', 'View', 'windowMenu', 'Help']);
    const edit = menuTemplate('linux', (command) => sent.push(command)).find(({ label }) => label === 'Edit');
    const items = Array.isArray(edit?.submenu) ? edit.submenu : [];
    for (const name of ['Undo', 'Redo']) items.find(({ label }) => label === name)?.click?.({} as never, undefined, {});
    expect(sent).toEqual(['undo', 'redo']);
  });
});
