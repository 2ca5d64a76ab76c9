import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSha256, sourceSha256 } from '../../shared/data/source/sha256.ts';
import { bytesSourceFile } from '../../electron/files/sourceFiles.ts';

const reference = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('sha256 in pieces', () => {
  it('gives what the platform gives, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), (pieces) => {
        const hash = createSha256();
        for (const piece of pieces) hash.update(piece);
        expect(hash.digest()).toBe(reference(Buffer.concat(pieces)));
      }),
    );
  });

  it('is right at every length around a block, where the padding changes', () => {
    for (let length = 0; length <= 200; length += 1) {
      const bytes = new Uint8Array(length).fill(length);
      const hash = createSha256();
      hash.update(bytes);
      expect(hash.digest(), `${String(length)} bytes`).toBe(reference(bytes));
    }
  });

  it('reads a file larger than one piece', async () => {
    const bytes = new Uint8Array(4 * 1024 * 1024 + 77).map((_byte, index) => (index * 31) % 251);
    expect(await sourceSha256(bytesSourceFile('a.csv', bytes))).toBe(reference(bytes));
    let answers = 3;
    expect(await sourceSha256(bytesSourceFile('a.csv', bytes), { isBusy: () => (answers -= 1) > 0 })).toBe(
      reference(bytes),
    );
  });
});
