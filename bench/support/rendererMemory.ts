import { readdirSync, readFileSync } from 'node:fs';

const read = (pid: string, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
};

const parentOf = (pid: string): string => /^PPid:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? '0';

function isOurs(pid: string): boolean {
  for (let at = pid; at !== '0'; at = parentOf(at)) if (at === String(process.pid)) return true;
  return false;
}

/** Highest resident memory so far of the browser's page processes (page, workers and the database), in bytes. */
export function rendererPeakBytes(): number {
  const peaks = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && read(name, 'cmdline').includes('--type=renderer') && isOurs(name))
    .map((pid) => Number(/^VmHWM:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0) * 1024);
  return Math.max(0, ...peaks);
}
