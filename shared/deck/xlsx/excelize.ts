import { init } from 'excelize-wasm';

/** The spreadsheet library with its module loaded. */
export type Excelize = Awaited<ReturnType<typeof init>>;

/** Loads the library's WebAssembly module: from a file in Node, from an address of the page's own host in a worker. */
export const loadExcelize = (address: string): Promise<Excelize> => init(address);

/** The library answers with an error instead of throwing. Throws when a call failed, which is a bug here. */
export function accepted<Answer extends { readonly error: string | null }>(answer: Answer): Answer {
  if (answer.error !== null) throw new Error(`The workbook could not be written: ${answer.error}`);
  return answer;
}
