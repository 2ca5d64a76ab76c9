import type { SourceFile } from './sourceFile.ts';

/** The first 32 bits of the fractional part of a number's root, as FIPS 180-4 defines its constants. */
const fraction = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) | 0;

function primes(count: number): readonly number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}

const FIRST_PRIMES = primes(64);
const ROUND = Int32Array.from(FIRST_PRIMES, (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(FIRST_PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const BLOCK_BYTES = 64;

/**
 * SHA-256 of bytes that come in pieces (FIPS 180-4): the platform's own digest takes all bytes at once, which a file of a
 * gigabyte must not ask for. `digest` ends it and gives 64 hexadecimal digits. Example: of no bytes at all,
 * `e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`.
 */
export function createSha256(): { update(bytes: Uint8Array): void; digest(): string } {
  const state = START.slice();
  const words = new Int32Array(64);
  const rest = new Uint8Array(BLOCK_BYTES * 2);
  let restBytes = 0;
  let totalBytes = 0;

  return {
    update: (bytes) => {
      totalBytes += bytes.length;
      let position = 0;
      if (restBytes > 0) {
        position = Math.min(BLOCK_BYTES - restBytes, bytes.length);
        rest.set(bytes.subarray(0, position), restBytes);
        restBytes += position;
        if (restBytes < BLOCK_BYTES) return;
        compress(state, words, rest, 0, BLOCK_BYTES);
      }
      const end = bytes.length - ((bytes.length - position) % BLOCK_BYTES);
      compress(state, words, bytes, position, end);
      position = end;
      rest.set(bytes.subarray(position));
      restBytes = bytes.length - position;
    },
    digest: () => {
      rest.fill(0, restBytes);
      rest[restBytes] = 0x80;
      const paddedBytes = restBytes + 9 > BLOCK_BYTES ? BLOCK_BYTES * 2 : BLOCK_BYTES;
      new DataView(rest.buffer).setBigUint64(paddedBytes - 8, BigInt(totalBytes) * 8n);
      compress(state, words, rest, 0, paddedBytes);
      return [...state].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
    },
  };
}

/**
 * The rounds over all whole blocks from `from` up to `to`. A gigabyte passes through here beside an import, so the eight
 * words stay in variables from block to block and every step is written out: that is three to four times as fast as the
 * same with a function a step.
 */
function compress(state: Int32Array, words: Int32Array, bytes: Uint8Array, from: number, to: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // One by one: taken apart as a list they would not be known to be 32-bit integers, which is half the speed.
  let h0 = state[0] ?? 0;
  let h1 = state[1] ?? 0;
  let h2 = state[2] ?? 0;
  let h3 = state[3] ?? 0;
  let h4 = state[4] ?? 0;
  let h5 = state[5] ?? 0;
  let h6 = state[6] ?? 0;
  let h7 = state[7] ?? 0;
  for (let block = from; block + BLOCK_BYTES <= to; block += BLOCK_BYTES) {
    for (let index = 0; index < 16; index += 1) words[index] = view.getInt32(block + index * 4);
    for (let index = 16; index < 64; index += 1) {
      const early = words[index - 15] ?? 0;
      const late = words[index - 2] ?? 0;
      const first = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3);
      const second = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10);
      words[index] = ((words[index - 16] ?? 0) + first + (words[index - 7] ?? 0) + second) | 0;
    }
    let a = h0;
    let b = h1;
    let c = h2;
    let d = h3;
    let e = h4;
    let f = h5;
    let g = h6;
    let h = h7;
    for (let index = 0; index < 64; index += 1) {
      const choice = g ^ (e & (f ^ g));
      const high = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const mixed = (h + high + choice + (ROUND[index] ?? 0) + (words[index] ?? 0)) | 0;
      const majority = (a & b) | (c & (a | b));
      const low = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      h = g;
      g = f;
      f = e;
      e = (d + mixed) | 0;
      d = c;
      c = b;
      b = a;
      a = (mixed + low + majority) | 0;
    }
    h0 = (h0 + a) | 0;
    h1 = (h1 + b) | 0;
    h2 = (h2 + c) | 0;
    h3 = (h3 + d) | 0;
    h4 = (h4 + e) | 0;
    h5 = (h5 + f) | 0;
    h6 = (h6 + g) | 0;
    h7 = (h7 + h) | 0;
  }
  state.set([h0, h1, h2, h3, h4, h5, h6, h7]);
}

const PIECE_BYTES = 4 * 1024 * 1024;

const PAUSE_MILLISECONDS = 20;

export type HashOptions = {
  readonly signal?: AbortSignal;
  /** While it says so, the hash waits: the thread has something to do that others wait for. */
  readonly isBusy?: () => boolean;
};

/** SHA-256 of a file's stored bytes (of the archive, not of its members), a few megabytes at a time. */
export async function sourceSha256(file: SourceFile, { signal, isBusy }: HashOptions = {}): Promise<string> {
  const hash = createSha256();
  for (let start = 0; start < file.size; start += PIECE_BYTES) {
    while (isBusy?.() === true) await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    signal?.throwIfAborted();
    hash.update(await file.read(start, Math.min(file.size, start + PIECE_BYTES)));
  }
  return hash.digest();
}
