import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKeyedHash } from '#adapters/keyed-hash.ts';
import { type LoopbackServer, startLoopbackServer } from './loopback-server.ts';

const SECRET = 's'.repeat(32);
const secretArn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:hash-AbCdEf';
const answerWith = (body: string) => (response: ServerResponse) => void response.end(body);
const secretAnswer = answerWith(JSON.stringify({ SecretString: SECRET }));

let answer: (response: ServerResponse) => void;
let server: LoopbackServer;
let nowMs = 0;

function createHash() {
  return createKeyedHash({ secretArn, region: 'us-east-1', clock: { monotonicMs: () => nowMs } });
}

beforeEach(async () => {
  answer = secretAnswer;
  nowMs = 0;
  server = await startLoopbackServer((response) => answer(response));
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', server.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await server.close();
});

describe('createKeyedHash', () => {
  it('is an HMAC with the secret, cut to 16 hex characters', async () => {
    const expected = createHmac('sha256', SECRET).update('system-prompt\nBe brief.').digest('hex');

    const hash = await createHash().hash('Be brief.');

    expect(hash).toBe(expected.slice(0, 16));
    expect(server.received).toMatchObject([
      { headers: { 'x-amz-target': 'secretsmanager.GetSecretValue' }, method: 'POST' },
    ]);
    expect(JSON.parse(String(server.received[0]?.body))).toEqual({ SecretId: secretArn });
  });

  it('has another hash of the same text for another purpose', async () => {
    const keyed = createHash();

    const hashes = await Promise.all([keyed.hash('alice'), keyed.hash('alice', 'user')]);

    expect(hashes[1]).toBe(createHmac('sha256', SECRET).update('user\nalice').digest('hex').slice(0, 16));
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  it('reads the secret once', async () => {
    const keyed = createHash();

    const hashes = await Promise.all([keyed.hash('a'), keyed.hash('b')]);
    nowMs = 1e9;
    hashes.push(await keyed.hash('a'));

    expect(server.received).toHaveLength(1);
    expect(new Set(hashes).size).toBe(2);
  });

  it.each([
    ['a refusal', answerWith('{"__type":"AccessDeniedException"}')],
    ['a secret that is too short', answerWith('{"SecretString":"short"}')],
    ['what is not JSON', answerWith('<html>')],
    ['a lost connection', (response: ServerResponse) => void response.destroy()],
  ])('is undefined after %s, and asks again after a minute, not before', async (_title, failing) => {
    const keyed = createHash();
    answer = failing;
    const failed = await keyed.hash('a');
    answer = secretAnswer;

    nowMs = 59_999;
    const early = await keyed.hash('a');
    nowMs = 60_000;
    const late = await keyed.hash('a');

    expect([failed, early]).toEqual([undefined, undefined]);
    expect(late).toMatch(/^[0-9a-f]{16}$/);
    expect(server.received).toHaveLength(2);
  });

  it('waits two seconds for the secret and no longer', async () => {
    const controller = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(controller.signal);
    answer = () => controller.abort();

    const hash = await createHash().hash('a');

    expect(hash).toBeUndefined();
    expect(timeout).toHaveBeenCalledExactlyOnceWith(2_000);
  });
});
