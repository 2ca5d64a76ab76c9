import { JSONParser } from '@streamparser/json';

/**
 * The first JSON value of a text that may be cut off anywhere: what came before the cut, with open objects and arrays
 * closed. Undefined when not even one member could be read.
 *
 * Example: `{"object":"page","data":[{"a":1,"b":"x` gives `{ object: 'page', data: [{ a: 1 }] }`.
 */
export function parseJsonPrefix(text: string): unknown {
  let root: unknown;
  let isComplete = false;
  const parser = new JSONParser({ keepStack: true, separator: '' });
  parser.onValue = ({ value, parent, stack }) => {
    if (isComplete) return;
    if (stack.length === 0) {
      root = value;
      isComplete = true;
    } else root = stack.length > 1 ? stack[1]?.value : parent;
  };
  // A cut or broken text is the normal case here; the caller decides by what could be read.
  parser.onError = () => undefined;
  parser.write(text);
  return root;
}
