import { JSONParser } from '@streamparser/json';

/** The first values of a JSON text, and what could be read of one that is cut off; undefined where none is. */
export type JsonStarts = { readonly complete: readonly unknown[]; readonly cut: unknown };

/**
 * The JSON values, written one after the other, of a text that may be cut off anywhere: of the last one what came before
 * the cut, with open objects and arrays closed, when at least one member could be read.
 *
 * Example: `{"data":[]}{"object":"page","data":[{"a":1,"b":"x` gives `{ data: [] }`, cut `{ object: 'page', data: [{ a: 1 }] }`.
 */
export function parseJsonPrefix(text: string, most: number): JsonStarts {
  const complete: unknown[] = [];
  let cut: unknown;
  const parser = new JSONParser({ keepStack: true, separator: '' });
  parser.onValue = ({ value, parent, stack }) => {
    if (complete.length >= most) return;
    if (stack.length === 0) {
      complete.push(value);
      cut = undefined;
    } else cut = stack.length > 1 ? stack[1]?.value : parent;
  };
  // A cut or broken text is the normal case here; the caller decides by what could be read.
  parser.onError = () => undefined;
  parser.write(text);
  return { complete, cut };
}
