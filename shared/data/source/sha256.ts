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

  const block = (bytes: Uint8Array, offset: number): void => {
    const view = new DataView(bytes.buffer, bytes.byteOffset + offset, BLOCK_BYTES);
    for (let index = 0; index < 16; index += 1) words[index] = view.getInt32(index * 4);
    compress(state, words);
  };

  return {
    update: (bytes) => {
      totalBytes += bytes.length;
      let position = 0;
      if (restBytes > 0) {
        position = Math.min(BLOCK_BYTES - restBytes, bytes.length);
        rest.set(bytes.subarray(0, position), restBytes);
        restBytes += position;
        if (restBytes < BLOCK_BYTES) return;
        block(rest, 0);
      }
      while (position + BLOCK_BYTES <= bytes.length) {
        block(bytes, position);
        position += BLOCK_BYTES;
      }
      rest.set(bytes.subarray(position));
      restBytes = bytes.length - position;
    },
    digest: () => {
      rest.fill(0, restBytes);
      rest[restBytes] = 0x80;
      const paddedBytes = restBytes + 9 > BLOCK_BYTES ? BLOCK_BYTES * 2 : BLOCK_BYTES;
      new DataView(rest.buffer).setBigUint64(paddedBytes - 8, BigInt(totalBytes) * 8n);
      for (let offset = 0; offset < paddedBytes; offset += BLOCK_BYTES) block(rest, offset);
      return [...state].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
    },
  };
}

const rotate = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

/** One round of 64 steps over a block whose 16 words stand at the start of `words`. */
function compress(state: Int32Array, words: Int32Array): void {
  const at = (index: number): number => words[index] ?? 0;
  for (let index = 16; index < 64; index += 1) {
    const [early, late] = [at(index - 15), at(index - 2)];
    const first = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const second = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    words[index] = (at(index - 16) + first + at(index - 7) + second) | 0;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let index = 0; index < 64; index += 1) {
    const choice = (e & f) ^ (~e & g);
    const high = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const mixed = (h + high + choice + (ROUND[index] ?? 0) + at(index)) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const low = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    h = g;
    g = f;
    f = e;
    e = (d + mixed) | 0;
    d = c;
    c = b;
    b = a;
    a = (mixed + low + majority) | 0;
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = ((state[index] ?? 0) + word) | 0;
}

const PIECE_BYTES = 4 * 1024 * 1024;

/** SHA-256 of a file's stored bytes (of the archive, not of its members), a few megabytes at a time. */
export async function sourceSha256(file: SourceFile, signal?: AbortSignal): Promise<string> {
  const hash = createSha256();
  for (let start = 0; start < file.size; start += PIECE_BYTES) {
    signal?.throwIfAborted();
    hash.update(await file.read(start, Math.min(file.size, start + PIECE_BYTES)));
  }
  return hash.digest();
}
