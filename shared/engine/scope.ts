import type { Labels, Scope, ScopeDimension } from './types.ts';

const namedDimensions = (scope: Scope): ScopeDimension[] =>
  // Object.keys is typed as string[]; a Scope has no other keys.
  (Object.keys(scope) as ScopeDimension[]).filter((dimension) => scope[dimension] !== undefined);

/** The scope's dimensions that describe the work itself, without the model that serves it. */
export function withoutModel(scope: Scope): Scope {
  return Object.fromEntries(
    namedDimensions(scope)
      .filter((dimension) => dimension !== 'model' && dimension !== 'provider')
      .map((dimension) => [dimension, scope[dimension]]),
  );
}

/** `matchesScope` for many segments: the scope is read once. */
export function scopeMatcher(scope: Scope): (labels: Labels) => boolean {
  const named = namedDimensions(scope).map((dimension) => ({ dimension, values: new Set(scope[dimension]) }));
  if (named.length === 0) return () => true;
  return (labels) => {
    for (const { dimension, values } of named) {
      const label = labels[dimension];
      if (label === null || !values.has(label)) return false;
    }
    return true;
  };
}

/** True where every named dimension has one of the scope's values; a missing label never matches a named dimension. */
export function matchesScope(scope: Scope, labels: Labels): boolean {
  return namedDimensions(scope).every((dimension) => {
    const label = labels[dimension];
    return label !== null && (scope[dimension] ?? []).includes(label);
  });
}

/** Provider and name of a price key. Example: `anthropic/claude-haiku-4-5` -> anthropic, claude-haiku-4-5. */
export function splitKey(key: string): { provider: string; name: string } {
  const slash = key.indexOf('/');
  return slash < 0 ? { provider: key, name: key } : { provider: key.slice(0, slash), name: key.slice(slash + 1) };
}

/** True where the scope's provider and model, if it names them, include this model, by its key or its bare name. */
export function servesModel(scope: Scope, key: string): boolean {
  const { provider, name } = splitKey(key);
  const models = scope.model;
  return (
    (scope.provider?.includes(provider) ?? true) &&
    (models === undefined || models.includes(key) || models.includes(name))
  );
}

/** True where everything that matches `inner` also matches `outer`. */
export function isWithin(inner: Scope, outer: Scope): boolean {
  return namedDimensions(outer).every((dimension) => {
    const values = inner[dimension];
    return values?.every((value) => outer[dimension]?.includes(value)) ?? false;
  });
}
