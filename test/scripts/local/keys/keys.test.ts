import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '#core/errors.ts';
import { parseKey } from '#core/keys/key.ts';
import type { KeyWriter, StoredKey } from '#functions/ports.ts';
import type { CapChange } from '#scripts/local/keys/cap-options.ts';
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
    setCaps: async (keyId, caps) => {
      const key = stored.get(keyId);
      if (key) stored.set(keyId, { ...key, caps });
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
  caps: undefined,
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
    [
      ['create', '--tenant', 'acme', '--label', 'ci', '--daily-usd', '2.5', '--monthly-tokens', '1000'],
      create({ caps: { dailyUsd: 2.5, monthlyTokens: 1_000 } }),
    ],
    [
      ['cap', 'abc', '--daily-usd', 'none', '--daily-tokens', '0'],
      { ...COMMON, action: 'cap', keyId: 'abc', change: { dailyTokens: 0, dailyUsd: 'none' } },
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
    [['cap', '--daily-usd', '5'], /cap needs the id of a key/],
    [['cap', 'abc'], /cap needs at least one cap, such as --daily-usd 5/],
    [['cap', 'abc', '--daily-usd', '-5'], /--daily-usd/],
    [['cap', 'abc', '--daily-usd', '5,00'], /--daily-usd 5,00 is not allowed; give USD with at most six/],
    [['cap', 'abc', '--daily-usd', '100000001'], /up to 100000000/],
    [['cap', 'abc', '--monthly-tokens', '1.5'], /--monthly-tokens 1.5 is not allowed; give a whole number/],
    [['list', '--daily-usd', '5'], /list takes no caps; create and cap do/],
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
      { ...base, keyId: 'b', caps: { monthlyUsd: 0.5, dailyTokens: 1_000 } },
      { ...base, keyId: 'a', expiresAt: '2026-11-21T06:59:59.000Z' },
      { ...base, keyId: 'c', revokedAt: '2026-02-01T00:00:00.000Z' },
    ])
      await keys.create(key);

    const result = await runKeysCommand({ ...COMMON, action: 'list' }, { keys, pepper }, NOW);

    const text = formatKeys(result);
    expect(text.split('\n')).toEqual([
      'KEY ID  TENANT  LABEL  STATE    CREATED     EXPIRES     CAPS',
      'a       acme    ci     expired  2026-01-01  2026-11-21  none',
      'b       acme    ci     valid    2026-01-01  never       1000 tokens/day, 0.5 USD/month',
      'c       acme    ci     revoked  2026-01-01  never       none',
      '',
    ]);
    expect(JSON.stringify(result)).not.toContain('d1g35t');
  });

  it('changes the caps that are named and keeps the others', async () => {
    const keys = memoryStore();
    const caps = { dailyUsd: 5, monthlyUsd: 100 };
    const created = await runKeysCommand(create({ caps }), { keys, pepper }, NOW);
    const { keyId } = created as { keyId: string };
    const cap = (id: string, change: CapChange) =>
      runKeysCommand({ ...COMMON, action: 'cap', keyId: id, change }, { keys, pepper }, NOW);

    const result = await cap(keyId, { dailyUsd: 'none', dailyTokens: 7 });

    expect(formatKeys(created)).toContain('Caps: 5 USD/day, 100 USD/month.');
    expect(keys.stored.get(keyId)?.caps).toEqual({ monthlyUsd: 100, dailyTokens: 7 });
    expect(formatKeys(result)).toMatch(/^Caps of \w{16}: 7 tokens\/day, 100 USD\/month\. .*cache time\.\n$/);
    await expect(cap('nosuchkey', { dailyUsd: 1 })).rejects.toThrow('There is no key nosuchkey.');
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
