/** Runs the jobs of one name one after the other; those of different names side by side. */
export function createQueues(): <T>(name: string, job: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (name, job) => {
    const next = (last.get(name) ?? Promise.resolve()).then(job, job);
    const settled = next
      .catch(() => undefined)
      .then(() => {
        if (last.get(name) === settled) last.delete(name);
      });
    last.set(name, settled);
    return next;
  };
}
