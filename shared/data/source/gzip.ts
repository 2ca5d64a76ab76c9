import { Gunzip } from 'fflate';

/** The file ended or broke inside its packed data; what came before was given out. */
export class PackedDataError extends Error {
  override readonly name = 'PackedDataError';
}

/** Unpacks a gzip stream of any number of members (log collectors append them) piece by piece. */
export async function* inflateGzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const unpacker = new Gunzip((data) => {
    ready.push(data);
  });
  const push = (data: Uint8Array, isLast: boolean): void => {
    try {
      unpacker.push(data, isLast);
    } catch (cause) {
      throw new PackedDataError('the packed data is damaged or cut off', { cause });
    }
  };
  for await (const piece of packed) {
    push(piece, false);
    yield* ready;
    ready = [];
  }
  push(new Uint8Array(0), true);
  yield* ready;
}
