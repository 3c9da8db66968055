import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type LocalStack, startLocalStack } from '#scripts/local/stack.ts';
import type { LocalStackOptions } from '#scripts/local/stack-options.ts';

const assemblyFolder = fileURLToPath(new URL('../../fixtures/local/assembly', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'waymark-'));
const stateFile = join(folder, 'state.json');

const stacks: LocalStack[] = [];

afterEach(async () => {
  await Promise.all(stacks.splice(0).map((stack) => stack.close()));
});

afterAll(() => rmSync(folder, { recursive: true }));

async function start(options: LocalStackOptions = {}): Promise<LocalStack> {
  const stack = await startLocalStack({ assemblyFolder, ...options });
  stacks.push(stack);
  return stack;
}

const converse = (stack: LocalStack, authorization = 'Bearer good') =>
  fetch(`${stack.apiUrl}/model/m/converse`, { method: 'POST', headers: { authorization }, body: '{}' });

describe('local stack', () => {
  it('serves the routes of the template with its functions', async () => {
    const stack = await start();

    const answer = await converse(stack);

    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      resource: '/model/{modelId}/converse',
      pathParameters: { modelId: 'm' },
    });
  });

  it('listens on the loopback address only', async () => {
    const stack = await start();

    expect(stack.apiUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(stack.aws.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('keeps what functions and the API write, by source, and lets tests wait for it', async () => {
    const stack = await start();

    await converse(stack);
    const [report] = await stack.waitForLogLines({
      source: 'gateway',
      matches: (line) => line.startsWith('REPORT'),
      count: 1,
    });

    expect(report).toContain('Memory Size: 256 MB');
    expect(stack.logLines('authorizer')).toContainEqual(expect.stringMatching(/asked for Bearer good$/));
    expect(stack.logLines('access')).toHaveLength(1);
    expect(stack.logLines('nobody')).toEqual([]);
  });

  it('says how many lines came when it waits in vain', async () => {
    const stack = await start();

    const waiting = stack.waitForLogLines({
      source: 'gateway',
      matches: () => true,
      count: 1,
      timeoutMs: 10,
    });

    await expect(waiting).rejects.toThrow('Only 0 of 1 awaited log lines of gateway came within 10 ms.');
  });

  it('creates keys that it recognises until they are revoked or expired', async () => {
    const stack = await start();

    const { key, keyId } = await stack.createKey('acme', 'test');
    const expired = await stack.createKey('acme', 'old', '2020-01-01T00:00:00.000Z');
    const before = await stack.recognisesKey(key);
    const isRevoked = await stack.revokeKey(keyId);

    expect(key).toMatch(/^wmk_[0-9a-z]{16}_[A-Za-z0-9_-]{43}$/);
    expect(before).toBe(true);
    expect(isRevoked).toBe(true);
    expect(await stack.recognisesKey(key)).toBe(false);
    expect(await stack.recognisesKey(expired.key)).toBe(false);
    expect(await stack.recognisesKey(key.replace(/.$/, '~'))).toBe(false);
    expect(await stack.revokeKey('nosuchkey')).toBe(false);
  });

  it.each([
    ['Acme', 'ok', /--tenant "Acme"/],
    ['a#b', 'ok', /--tenant "a#b"/],
    ['acme', '', /--label ""/],
    ['acme', 'line\nbreak', /--label "line\\nbreak"/],
  ])('refuses a key for %j with label %j', async (tenant, label, words) => {
    const stack = await start();

    await expect(stack.createKey(tenant, label)).rejects.toThrow(words);
  });

  it('keeps keys and the pepper over a restart', async () => {
    const first = await start({ stateFile });
    const { key } = await first.createKey('acme', 'test');
    await first.close();

    const second = await start({ stateFile });

    expect(await second.recognisesKey(key)).toBe(true);
  });

  it('starts functions anew and forgets cached authorisations', async () => {
    const stack = await start();
    const asked = () => stack.logLines('authorizer').filter((line) => line.includes('asked for')).length;
    await converse(stack);
    await converse(stack);
    const before = asked();

    await stack.recycleFunctions();
    await converse(stack);

    expect(before).toBe(1);
    expect(asked()).toBe(2);
  });

  it('replaces variables of a function for a test', async () => {
    const stack = await start({ environmentOverrides: { gateway: { AWS_REGION: 'eu-west-1' } } });

    const answer = await converse(stack);

    expect(answer.status).toBe(200);
  });

  it('fails with EADDRINUSE on a busy port and leaves nothing running', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const address = blocker.address();
    const port = typeof address === 'object' && address ? address.port : 0;

    await expect(start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });

    blocker.close();
  });

  it('invokes what its schedules say when its clock is set forward', async () => {
    const stack = await start();
    const dueMs = stack.schedules.nextDueMs() ?? 0;

    await stack.schedules.advanceTo(dueMs);

    expect(new Date(dueMs).toISOString()).toMatch(/T0[34]:00:00\.000Z$/); // five o'clock in Berlin
    expect(stack.logLines('scheduled')).toContainEqual(expect.stringContaining('got {"kind":"refresh"}'));
  });

  it('can be closed twice', async () => {
    const stack = await start();

    await stack.close();
    await stack.close();

    await expect(converse(stack)).rejects.toThrow();
  });
});
