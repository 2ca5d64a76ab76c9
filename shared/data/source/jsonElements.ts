import { JSONParser } from '@streamparser/json';
import type { Encoding } from './head.ts';
import { PackedDataError } from './gzip.ts';
import { valuesAt } from './jsonValues.ts';
import { chunks, type SourceFile } from './sourceFile.ts';

/** One element of a JSON file, or why the reading stopped or skipped there. Lines count from 1. */
export type JsonElement = { readonly line: number } & ({ readonly value: unknown } | { readonly problem: JsonProblem });
export type JsonProblem = 'not-json' | 'cut-off' | 'line-too-long';

/** A longer line is not a record but a mistake; reading on would fill the memory. */
const MAX_LINE_CHARACTERS = 64_000_000;

async function* texts(file: SourceFile, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks(file)) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** Complete lines without their end, and last what remains; a line past the limit is given as null. */
async function* lines(file: SourceFile, encoding: Encoding): AsyncGenerator<string | null> {
  let rest = '';
  let isTooLong = false;
  for await (const text of texts(file, encoding)) {
    const pieces = text.split('\n');
    const last = pieces.pop() ?? '';
    for (const piece of pieces) {
      yield isTooLong ? null : rest + piece;
      rest = '';
      isTooLong = false;
    }
    rest += last;
    if (rest.length > MAX_LINE_CHARACTERS) {
      rest = '';
      isTooLong = true;
    }
  }
  if (isTooLong) yield null;
  else if (rest !== '') yield rest;
}

/** One JSON value a line: a broken line is a problem of that line only. */
async function* lineElements(file: SourceFile, encoding: Encoding, path: string): AsyncGenerator<JsonElement> {
  let line = 0;
  for await (const text of lines(file, encoding)) {
    line += 1;
    if (text === null) yield { line, problem: 'line-too-long' };
    else if (text.trim() !== '') yield* lineValues(text, line, path);
  }
}

function* lineValues(text: string, line: number, path: string): Generator<JsonElement> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    yield { line, problem: 'not-json' };
    return;
  }
  for (const found of valuesAt(value, path)) yield { line, value: found };
}

/** Pages or arrays: the elements at `path` of any number of values written one after the other. */
async function* pageElements(file: SourceFile, encoding: Encoding, path: string): AsyncGenerator<JsonElement> {
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
      yield* found;
      found = [];
      if (state.hasFailed) {
        yield { line, problem: 'not-json' };
        return;
      }
    }
  }
  parser.end();
  if (state.hasFailed) yield { line, problem: 'cut-off' };
}

/**
 * The elements at `path` of a JSON file in order, with memory bounded by one element and one chunk. A packed file that
 * breaks off ends with the problem `cut-off`.
 */
export async function* jsonElements(
  file: SourceFile,
  options: { readonly encoding: Encoding; readonly isLines: boolean; readonly path: string },
): AsyncGenerator<JsonElement> {
  const read = options.isLines ? lineElements : pageElements;
  let line = 1;
  try {
    for await (const element of read(file, options.encoding, options.path)) {
      line = element.line;
      yield element;
    }
  } catch (error) {
    if (!(error instanceof PackedDataError)) throw error;
    yield { line, problem: 'cut-off' };
  }
}
