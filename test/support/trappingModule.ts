/** Code of a function without locals whose first instruction is `unreachable`: size, locals, instruction, end. */
const UNREACHABLE = [3, 0, 0x00, 0x0b];
const [FUNCTION_IMPORT, EXPORT_SECTION, IMPORT_SECTION, CODE_SECTION] = [0, 7, 2, 10];
const HEADER_BYTES = 8;

type Reader = { readonly bytes: Uint8Array; at: number };

function count(reader: Reader): number {
  let [value, shift] = [0, 0];
  for (;;) {
    const byte = reader.bytes[reader.at] ?? 0;
    reader.at += 1;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value >>> 0;
    shift += 7;
  }
}

/** A number in LEB128, as WebAssembly writes counts and sizes. */
function written(value: number): number[] {
  const byte = value & 0x7f;
  return value < 0x80 ? [byte] : [byte | 0x80, ...written(value >>> 7)];
}

function name(reader: Reader): string {
  const length = count(reader);
  reader.at += length;
  return new TextDecoder().decode(reader.bytes.subarray(reader.at - length, reader.at));
}

/** Functions that are imported come first in the numbering of functions. */
function importedFunctions(reader: Reader): number {
  let functions = 0;
  for (let left = count(reader); left > 0; left -= 1) {
    name(reader);
    name(reader);
    const kind = reader.bytes[reader.at];
    reader.at += 1;
    if (kind !== FUNCTION_IMPORT) throw new Error('only imported functions are understood');
    count(reader);
    functions += 1;
  }
  return functions;
}

function exportedFunction(reader: Reader, wanted: string): number {
  for (let left = count(reader); left > 0; left -= 1) {
    const found = name(reader);
    reader.at += 1;
    const index = count(reader);
    if (found === wanted) return index;
  }
  throw new Error(`the module exports no ${wanted}`);
}

/** The code section with one function's code replaced. */
function replacedCode(reader: Reader, wanted: number): number[] {
  const functions = count(reader);
  const code: number[] = written(functions);
  for (let index = 0; index < functions; index += 1) {
    const start = reader.at;
    const size = count(reader);
    reader.at += size;
    for (const byte of index === wanted ? UNREACHABLE : reader.bytes.subarray(start, reader.at)) code.push(byte);
  }
  return code;
}

/** A WebAssembly module as it is, but for one exported function, which traps as a panic of the library would. */
export function trappingModule(bytes: Uint8Array, exported: string): Uint8Array {
  const output = [...bytes.subarray(0, HEADER_BYTES)];
  let [imported, target] = [0, -1];
  const reader: Reader = { bytes, at: HEADER_BYTES };
  while (reader.at < bytes.length) {
    const id = bytes[reader.at] ?? 0;
    reader.at += 1;
    const size = count(reader);
    const section = { bytes, at: reader.at };
    const end = reader.at + size;
    if (id === IMPORT_SECTION) imported = importedFunctions(section);
    if (id === EXPORT_SECTION) target = exportedFunction(section, exported);
    section.at = reader.at;
    const content =
      id === CODE_SECTION ? replacedCode(section, target - imported) : [...bytes.subarray(reader.at, end)];
    output.push(id, ...written(content.length));
    for (const byte of content) output.push(byte);
    reader.at = end;
  }
  return Uint8Array.from(output);
}
