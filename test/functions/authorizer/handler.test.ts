import { describe, expect, it } from 'vitest';
import { digestKey } from '#adapters/key-digest.ts';
import { formatKey } from '#core/keys/key.ts';
import { createHandler } from '#functions/authorizer/handler.ts';
import type { StoredKey } from '#functions/ports.ts';

const NOW = '2026-11-21T10:00:00.000Z';
const PEPPER = 'p'.repeat(64);
const KEY = formatKey({ keyId: 'a'.repeat(16), secret: 's'.repeat(43) });
const STORED: StoredKey = {
  keyId: 'a'.repeat(16),
  digest: digestKey(KEY, PEPPER),
  tenant: 'acme',
  label: 'first',
  createdAt: '2026-01-01T00:00:00.000Z',
};
const methodArn = 'arn:aws:execute-api:us-east-1:123456789012:api1/dev/POST/model/x/converse';

/** The authorizer of a table with one key. */
function createAuthorizer(stored: Partial<StoredKey> = {}) {
  const asked: string[] = [];
  const handler = createHandler({
    keys: {
      find: async (keyId) => {
        asked.push(keyId);
        return keyId === STORED.keyId ? { ...STORED, ...stored } : undefined;
      },
    },
    pepper: { pepper: async () => PEPPER },
    clock: { now: () => Date.parse(NOW) },
  });
  return { asked, authorize: (headers: unknown) => handler({ methodArn, headers }) };
}

const effectOf = ({ policyDocument }: Awaited<ReturnType<ReturnType<typeof createHandler>>>) =>
  policyDocument.Statement[0].Effect;

describe('the authorizer', () => {
  it('allows a key on the whole stage and says whose it is', async () => {
    const { authorize } = createAuthorizer();

    const result = await authorize({ Authorization: `Bearer ${KEY}` });

    expect(result).toEqual({
      principalId: STORED.keyId,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Action: 'execute-api:Invoke',
            Effect: 'Allow',
            Resource: 'arn:aws:execute-api:us-east-1:123456789012:api1/dev/*',
          },
        ],
      },
      context: { tenant: 'acme', keyId: STORED.keyId, label: 'first' },
    });
  });

  it('hands the caps of a key on as text, so that nobody has to read them again', async () => {
    const { authorize } = createAuthorizer({ caps: { dailyUsd: 2.5 } });

    const { context } = await authorize({ Authorization: `Bearer ${KEY}` });

    expect(context).toEqual({
      tenant: 'acme',
      keyId: STORED.keyId,
      label: 'first',
      caps: '{"dailyUsd":2.5}',
    });
  });

  it.each([
    ['in lower case', { authorization: `bearer ${KEY}` }],
    ['after several spaces', { AUTHORIZATION: `Bearer   ${KEY}` }],
  ])('reads the header %s', async (_title, headers) => {
    const { authorize } = createAuthorizer();

    expect(effectOf(await authorize(headers))).toBe('Allow');
  });

  it.each([
    ['revoked', { revokedAt: NOW }],
    ['expired', { expiresAt: NOW }],
    ['of an unreadable date', { expiresAt: 'soon' }],
  ])('denies a key that is %s', async (_title, stored) => {
    const { authorize } = createAuthorizer(stored);

    expect(effectOf(await authorize({ Authorization: `Bearer ${KEY}` }))).toBe('Deny');
  });

  it.each([
    ['no headers', null],
    ['no credential', {}],
    ['another scheme', { Authorization: `Basic ${KEY}` }],
    ['a text that is no key', { Authorization: 'Bearer sk-123' }],
    ['an unknown key', { Authorization: `Bearer ${KEY.replaceAll('a', 'b')}` }],
    ['a known id with another secret', { Authorization: `Bearer ${KEY.replace('ss', 'st')}` }],
  ])('does not know the caller with %s', async (_title, headers) => {
    const { authorize } = createAuthorizer();

    await expect(authorize(headers)).rejects.toThrow('Unauthorized');
  });

  it('does not ask the table for what cannot be a key', async () => {
    const { asked, authorize } = createAuthorizer();

    await authorize({ Authorization: 'Bearer sk-123' }).catch(() => undefined);

    expect(asked).toEqual([]);
  });

  it('does not know a key whose stored digest was made with another pepper', async () => {
    const { authorize } = createAuthorizer({ digest: digestKey(KEY, 'q'.repeat(64)) });

    await expect(authorize({ Authorization: `Bearer ${KEY}` })).rejects.toThrow('Unauthorized');
  });

  it('does not mask a failure of the table as a wrong key', async () => {
    const handler = createHandler({
      keys: { find: () => Promise.reject(new Error('throttled')) },
      pepper: { pepper: async () => PEPPER },
      clock: { now: () => Date.parse(NOW) },
    });

    await expect(handler({ methodArn, headers: { Authorization: `Bearer ${KEY}` } })).rejects.toThrow(
      'throttled',
    );
  });
});
