/**
 * Runs jobs one after the other. Two jobs of the one writing connection must not meet: the second would run inside the
 * transaction of the first.
 */
export function createExclusive(): <T>(job: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const next = last.then(job, job);
    last = next.catch(() => undefined);
    return next;
  };
}
