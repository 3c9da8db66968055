import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NodeSha256 } from '#adapters/node-sha256.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('NodeSha256', () => {
  it('is SHA-256, and HMAC with a secret, of bytes and text alike', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.uint8Array(), async (text, secret) => {
        const [plain, keyed] = [new NodeSha256(), new NodeSha256(secret)];
        plain.update(text);
        keyed.update(new TextEncoder().encode(text));

        const digests = [hex(await plain.digest()), hex(await keyed.digest())];

        expect(digests).toEqual([
          createHash('sha256').update(text).digest('hex'),
          createHmac('sha256', secret).update(text).digest('hex'),
        ]);
      }),
    );
  });

  it('starts anew after a reset and reads a view by its own part of the memory', async () => {
    const hash = new NodeSha256();
    const memory = new TextEncoder().encode('xabcx').buffer;
    hash.update('something else');

    hash.reset();
    hash.update(new Uint8Array(memory, 1, 3));

    expect(hex(await hash.digest())).toBe(createHash('sha256').update('abc').digest('hex'));
  });
});
