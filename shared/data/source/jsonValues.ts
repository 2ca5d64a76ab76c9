export type JsonObject = Readonly<Record<string, unknown>>;
export type JsonScalar = string | number | boolean | null | undefined;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member of an object; undefined for anything that has no such member. */
export const member = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);

/** A list member of an object; empty when it is missing or no list. */
export function list(value: unknown, name: string): readonly unknown[] {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
}

export const has = (value: unknown, ...names: readonly string[]): boolean =>
  isObject(value) && names.every((name) => Object.hasOwn(value, name));

/** A value as the field of a row: objects and lists as JSON text. */
export function scalar(value: unknown): JsonScalar {
  if (value === null || value === undefined) return value;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
}

/** The member a dotted name leads to. A member whose own name has the dots goes first. Example: `usage.input`. */
export function at(value: unknown, name: string): unknown {
  if (!isObject(value)) return undefined;
  const own = value[name];
  if (own !== undefined) return own;
  const dot = name.indexOf('.');
  return dot < 0 ? undefined : at(value[name.slice(0, dot)], name.slice(dot + 1));
}

/** The values at a path of members and `*`, as the streaming parser writes them: `$.data.*`. */
export function* valuesAt(value: unknown, path: string): Generator {
  const [, ...steps] = path.split('.');
  let values: readonly unknown[] = [value];
  for (const step of steps) {
    values = step === '*' ? values.flatMap(children) : values.map((parent) => member(parent, step));
  }
  yield* values.filter((found) => found !== undefined);
}

const children = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
};

/** The dotted names of an object's members, and of theirs, two levels down. */
export function memberNames(value: unknown, depth = 2): readonly string[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    name,
    ...(depth > 1 ? memberNames(inner, depth - 1).map((innerName) => `${name}.${innerName}`) : []),
  ]);
}
