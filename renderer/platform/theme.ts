import type { Settings } from '../../shared/ipc/contract.ts';

const darkSystem = window.matchMedia('(prefers-color-scheme: dark)');
let chosen: Settings['theme'] = 'system';

function apply(): void {
  const isDark = chosen === 'dark' || (chosen === 'system' && darkSystem.matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  // The kit has a class of its own for its dark look.
  document.body.classList.toggle('bp6-dark', isDark);
  window.dispatchEvent(new Event('themechange'));
}

darkSystem.addEventListener('change', apply);

/** Light and dark are equals; without a choice the page follows the system. */
export function showTheme(theme: Settings['theme']): void {
  chosen = theme;
  apply();
}
