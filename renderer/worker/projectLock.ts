const LONGEST_WAIT_MILLISECONDS = 3000;

/**
 * Makes this window the one that writes a name (a project, a private copy), until it is released or the window is gone.
 * Null when another window holds it. A window that is just closing lets go a moment later, so a short wait is allowed.
 */
export async function holdLock(
  name: string,
  waitMilliseconds = LONGEST_WAIT_MILLISECONDS,
): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    const holder = (): Promise<void> =>
      new Promise((release) => {
        resolve(release);
      });
    navigator.locks.request(name, { signal: AbortSignal.timeout(waitMilliseconds) }, holder).catch(() => {
      resolve(null);
    });
  });
}
