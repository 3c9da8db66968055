import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '#core/errors.ts';
import { parseKey } from '#core/keys/key.ts';
import type { KeyWriter, StoredKey } from '#functions/ports.ts';
import { connectKeys } from '#scripts/local/keys/connect.ts';
import { explainKeysError } from '#scripts/local/keys/explain.ts';
import { formatKeys } from '#scripts/local/keys/format.ts';
import { type KeysCommand, parseKeysCommand } from '#scripts/local/keys/options.ts';
import { runKeysCommand } from '#scripts/local/keys/run.ts';

const NOW = Date.parse('2026-11-21T07:00:00.000Z');
const COMMON = { local: false, json: false, table: undefined, secretArn: undefined, stage: 'dev' } as const;

function memoryStore(): KeyWriter & { readonly stored: Map<string, StoredKey> } {
  const stored = new Map<string, StoredKey>();
  return {
    stored,
    find: async (keyId) => stored.get(keyId),
    create: async (key) => void stored.set(key.keyId, key),
    list: async () => [...stored.values()],
    revoke: async (keyId, revokedAt) => {
      const key = stored.get(keyId);
      if (key) stored.set(keyId, { ...key, revokedAt });
      return key !== undefined;
    },
  };
}

const pepper = { pepper: async () => 'p'.repeat(64) };

const create = (overrides: object = {}): KeysCommand => ({
  ...COMMON,
  action: 'create',
  tenant: 'acme',
  label: 'ci',
  expiresAfterMs: undefined,
  ...overrides,
});

describe('command line of npm run keys', () => {
  it.each([
    [['create', '--tenant', 'acme', '--label', 'ci'], create()],
    [
      [
        'create',
        '--tenant',
        'acme',
        '--label',
        'ci',
        '--expires',
        '90d',
        '--json',
        '--table',
        't',
        '--secret-arn',
        's',
      ],
      create({ json: true, table: 't', secretArn: 's', expiresAfterMs: 90 * 86_400_000 }),
    ],
    [['list', '--local'], { ...COMMON, local: true, action: 'list' }],
    [
      ['revoke', 'abc', '--yes', '--stage', 'prod'],
      { ...COMMON, stage: 'prod', action: 'revoke', keyId: 'abc', yes: true },
    ],
  ])('%j', (arguments_, command) => {
    expect(parseKeysCommand(arguments_)).toEqual({ kind: 'command', command });
  });

  it.each([
    [[], /A command is missing/],
    [['delete'], /no command "delete"/],
    [['create', '--tenant', 'a'], /needs --tenant and --label/],
    [['create', '--tenant', 'a', '--label', 'b', '--expires', '90'], /--expires 90 is not allowed/],
    [['create', '--tenant', 'a', '--label', 'b', '--expires', '0d'], /--expires 0d/],
    [['revoke'], /needs the id of a key/],
    [['list', 'all'], /"all" is one word too many/],
    [['revoke', 'a', 'b'], /"b" is one word too many/],
    [['list', '--frobnicate'], /--frobnicate/],
  ])('%j is explained', (arguments_, words) => {
    expect(parseKeysCommand(arguments_)).toEqual({ kind: 'wrong', words: expect.stringMatching(words) });
  });

  it('asks for help', () => {
    expect(parseKeysCommand(['--help'])).toEqual({ kind: 'help' });
  });
});

describe('npm run keys', () => {
  it('creates a key, stores its digest and never the key', async () => {
    const keys = memoryStore();

    const result = await runKeysCommand(create({ expiresAfterMs: 3_600_000 }), { keys, pepper }, NOW);

    expect(result).toMatchObject({ action: 'create', tenant: 'acme', expiresAt: '2026-11-21T08:00:00.000Z' });
    const stored = JSON.stringify([...keys.stored.values()]);
    const { key } = result as { key: string };
    expect(stored).toContain('"createdAt":"2026-11-21T07:00:00.000Z"');
    expect(stored).not.toContain(parseKey(key)?.secret);
    expect(formatKeys(result).split('\n')[0]).toBe(key);
  });

  it('makes keys that differ in every part', async () => {
    const keys = memoryStore();

    const results = await Promise.all(
      Array.from({ length: 200 }, () => runKeysCommand(create(), { keys, pepper }, NOW)),
    );

    const secrets = new Set(results.map((result) => parseKey((result as { key: string }).key)?.secret));
    expect([keys.stored.size, secrets.size]).toEqual([200, 200]);
  });

  it('lists state and dates, but no digest', async () => {
    const keys = memoryStore();
    const base = { tenant: 'acme', label: 'ci', digest: 'd1g35t', createdAt: '2026-01-01T00:00:00.000Z' };
    for (const key of [
      { ...base, keyId: 'b' },
      { ...base, keyId: 'a', expiresAt: '2026-11-21T06:59:59.000Z' },
      { ...base, keyId: 'c', revokedAt: '2026-02-01T00:00:00.000Z' },
    ])
      await keys.create(key);

    const result = await runKeysCommand({ ...COMMON, action: 'list' }, { keys, pepper }, NOW);

    const text = formatKeys(result);
    expect(text.split('\n')).toEqual([
      'KEY ID  TENANT  LABEL  STATE    CREATED     EXPIRES',
      'a       acme    ci     expired  2026-01-01  2026-11-21',
      'b       acme    ci     valid    2026-01-01  never',
      'c       acme    ci     revoked  2026-01-01  never',
      '',
    ]);
    expect(JSON.stringify(result)).not.toContain('d1g35t');
  });

  it('says what to do when there is no key', async () => {
    const result = await runKeysCommand({ ...COMMON, action: 'list' }, { keys: memoryStore(), pepper }, NOW);

    expect(formatKeys(result)).toContain('npm run keys -- create');
  });

  it('revokes a key, and says so when there is none', async () => {
    const keys = memoryStore();
    const { keyId } = (await runKeysCommand(create(), { keys, pepper }, NOW)) as { keyId: string };
    const revoke = (id: string) =>
      runKeysCommand({ ...COMMON, action: 'revoke', keyId: id, yes: true }, { keys, pepper }, NOW);

    const result = await revoke(keyId);

    expect(result).toEqual({ action: 'revoke', keyId, revokedAt: '2026-11-21T07:00:00.000Z' });
    expect(keys.stored.get(keyId)?.revokedAt).toBe('2026-11-21T07:00:00.000Z');
    expect(formatKeys(result)).toContain(`${keyId} is revoked`);
    await expect(revoke('nosuchkey')).rejects.toThrow(
      'There is no key nosuchkey. Its id is shown by: npm run keys -- list',
    );
  });

  it.each([
    [{}, /--table is missing \(or KEYS_TABLE_NAME\).*dev stack/],
    [{ KEYS_TABLE_NAME: 't' }, /--secret-arn is missing \(or HASH_SECRET_ARN\)/],
  ])('names the missing place with %j', async (environment, words) => {
    await expect(connectKeys(create(), environment)).rejects.toThrow(words);
  });

  it('needs no secret to list', async () => {
    const connection = await connectKeys({ ...COMMON, action: 'list' }, { KEYS_TABLE_NAME: 't' });

    expect(connection.keys).toBeDefined();
  });

  it.each([
    [new ConfigurationError('set it'), 'set it'],
    [Object.assign(new Error('x'), { name: 'CredentialsProviderError' }), /AWS_PROFILE.*--local/],
    [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), /npm start/],
    [Object.assign(new Error('x'), { name: 'ResourceNotFoundException' }), /outputs of the stack/],
    [new Error('Region is missing'), /AWS_REGION/],
    [new TypeError('odd'), 'TypeError: odd'],
  ])('explains %s', (error, words) => {
    expect(explainKeysError(error)).toMatch(words);
  });
});
