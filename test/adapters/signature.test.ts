import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSigner, type SignableRequest, type SigningCredentials } from '#adapters/signature.ts';
import { bedrockPath } from '#core/bedrock/operation.ts';
import { NodeSha256 } from '../support/node-sha256.ts';

const service = 'bedrock';
const region = 'eu-central-1';
const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };
const REQUEST: SignableRequest = {
  method: 'POST',
  path: '/model/amazon.nova-lite-v1%3A0/converse',
  headers: { host: 'bedrock-runtime.eu-central-1.amazonaws.com', 'content-length': '2' },
  body: Buffer.from('{}'),
};

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-21T10:11:12.345Z') }));
afterEach(() => void vi.useRealTimers());

/** What the SDK's own signer makes of it. */
async function reference(request: SignableRequest, credentials: SigningCredentials) {
  const signer = new SignatureV4({ service, region, sha256: NodeSha256, credentials });
  const hostname = request.headers.host ?? '';
  const { headers } = await signer.sign({ ...request, protocol: 'https:', hostname, query: {} });
  return headers;
}

/** A path of dots is walked by the SDK's signer; identifiers of dots are refused long before. */
const isNoWalk = (id: string): boolean => !/^\.{1,2}$/.test(id);
const identifier = fc
  .stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,80}$/)
  .filter((id) => !/\/\.{0,2}(\/|$)/.test(id));
const path = fc.oneof(
  fc.constant('/'),
  identifier.map((modelId) => bedrockPath('Converse', { modelId })),
  fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter(isNoWalk)
    .map((modelId) => bedrockPath('InvokeModel', { modelId })),
);
const value = fc.stringMatching(/^[ -~\t]{0,60}$/);
const headers = fc.record(
  {
    'content-type': value,
    accept: value,
    'x-amz-target': value,
    'x-amzn-bedrock-trace': value,
    'x-amzn-bedrock-guardrailidentifier': value,
  },
  { requiredKeys: [] },
);
const credentials = fc.record(
  { accessKeyId: fc.stringMatching(/^[A-Z0-9]{1,20}$/), secretAccessKey: fc.string(), sessionToken: value },
  { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
);

describe('createSigner', () => {
  it('signs as the SDK’s own signer does', async () => {
    const sign = createSigner({ service, region });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST'),
        path,
        headers,
        fc.uint8Array({ maxLength: 2_000 }),
        credentials,
        async (method, path, own, body, { sessionToken, ...keys }) => {
          const request = { method, path, headers: { ...REQUEST.headers, ...own }, body };
          const signers = { ...keys, ...(sessionToken ? { sessionToken } : {}) };

          const signed = sign(request, signers);

          expect(signed).toEqual(await reference(request, signers));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('signs with another key on the next day and with another secret', async () => {
    const sign = createSigner({ service, region });
    const other = { ...CREDENTIALS, secretAccessKey: 'rotated' };

    const today = sign(REQUEST, CREDENTIALS);
    const rotated = sign(REQUEST, other);
    const expected = await reference(REQUEST, other);
    vi.setSystemTime(Date.parse('2026-11-22T00:00:00Z'));
    const tomorrow = sign(REQUEST, other);

    expect(rotated).toEqual(expected);
    expect(tomorrow).toEqual(await reference(REQUEST, other));
    expect(new Set([today, rotated, tomorrow].map(({ authorization }) => authorization)).size).toBe(3);
  });
});
