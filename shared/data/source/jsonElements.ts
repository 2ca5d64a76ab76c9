import { JSONParser } from '@streamparser/json';
import { PackedDataError } from './gzip.ts';
import type { Encoding } from './head.ts';
import { valuesAt } from './jsonValues.ts';
import { chunks, type SourceFile } from './sourceFile.ts';

/** One element of a JSON file, or why the reading stopped or skipped there. Lines count from 1. */
export type JsonElement = { readonly line: number } & ({ readonly value: unknown } | { readonly problem: JsonProblem });
export type JsonProblem = 'not-json' | 'cut-off' | 'line-too-long';

/** Elements come a chunk at a time: handing over millions of them one by one takes longer than parsing them. */
type Elements = AsyncGenerator<readonly JsonElement[]>;

/** A longer line is not a record but a mistake; reading on would fill the memory. */
const MAX_LINE_CHARACTERS = 64_000_000;

async function* texts(file: SourceFile, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks(file)) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** One JSON value a line: a broken line is a problem of that line only. */
async function* lineElements(file: SourceFile, encoding: Encoding, path: string): Elements {
  let line = 0;
  let rest = '';
  let isTooLong = false;
  const read = (text: string, found: JsonElement[]): void => {
    line += 1;
    if (isTooLong) found.push({ line, problem: 'line-too-long' });
    else if (text.trim() !== '') addLine(text, line, path, found);
    rest = '';
    isTooLong = false;
  };
  for await (const text of texts(file, encoding)) {
    const found: JsonElement[] = [];
    const pieces = text.split('\n');
    const last = pieces.pop() ?? '';
    for (const piece of pieces) read(rest === '' ? piece : rest + piece, found);
    rest += last;
    if (rest.length > MAX_LINE_CHARACTERS) {
      rest = '';
      isTooLong = true;
    }
    yield found;
  }
  const found: JsonElement[] = [];
  if (isTooLong || rest !== '') read(rest, found);
  yield found;
}

function addLine(text: string, line: number, path: string, found: JsonElement[]): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    found.push({ line, problem: 'not-json' });
    return;
  }
  if (path === '$') found.push({ line, value });
  else for (const inner of valuesAt(value, path)) found.push({ line, value: inner });
}

/** Pages or arrays: the elements at `path` of any number of values written one after the other. */
async function* pageElements(file: SourceFile, encoding: Encoding, path: string): Elements {
  const parser = new JSONParser({ paths: [path], keepStack: false, separator: '' });
  let line = 1;
  let found: JsonElement[] = [];
  const state = { hasFailed: false };
  parser.onValue = ({ value }) => {
    found.push({ line, value });
  };
  parser.onError = () => {
    state.hasFailed = true;
  };
  for await (const text of texts(file, encoding)) {
    for (const [index, piece] of text.split('\n').entries()) {
      if (index > 0) line += 1;
      parser.write(index > 0 ? `\n${piece}` : piece);
      if (state.hasFailed) {
        yield [...found, { line, problem: 'not-json' }];
        return;
      }
    }
    yield found;
    found = [];
  }
  parser.end();
  if (state.hasFailed) yield [{ line, problem: 'cut-off' }];
}

/**
 * The elements at `path` of a JSON file in order, with memory bounded by the elements of one chunk. A packed file that
 * breaks off ends with the problem `cut-off`.
 */
export async function* jsonElements(
  file: SourceFile,
  options: { readonly encoding: Encoding; readonly isLines: boolean; readonly path: string },
): Elements {
  const read = options.isLines ? lineElements : pageElements;
  let line = 1;
  try {
    for await (const elements of read(file, options.encoding, options.path)) {
      line = elements.at(-1)?.line ?? line;
      yield elements;
    }
  } catch (error) {
    if (!(error instanceof PackedDataError)) throw error;
    yield [{ line, problem: 'cut-off' }];
  }
}
