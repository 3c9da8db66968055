import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeKey } from '#scripts/local/start/kept-key.ts';
import { claimRuntime, findRuntime, readRuntime, removeRuntime } from '#scripts/local/start/runtime-file.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('runtime file', () => {
  const runtime = {
    processId: process.pid,
    apiUrl: 'http://127.0.0.1:1',
    endpoint: 'http://127.0.0.1:2',
    region: 'us-east-1',
    stage: 'dev',
    keysTableName: 'keys',
    hashSecretArn: 'arn',
  };

  it('tells other commands what runs', async () => {
    const file = join(folder, 'new', 'runtime.json');

    await claimRuntime(runtime, file);

    expect(await readRuntime(file)).toEqual(runtime);
  });

  it('says nothing about a process that is gone', async () => {
    const file = join(folder, 'runtime.json');

    await claimRuntime({ ...runtime, processId: 2 ** 30 }, file);

    expect(await findRuntime(file)).toBeUndefined();
    await expect(readRuntime(file)).rejects.toThrow('No local Waymark is running. Start one: npm start');
  });

  it('belongs to the process that was first, as long as it runs', async () => {
    const file = join(folder, 'runtime.json');
    const later = { ...runtime, processId: process.ppid, apiUrl: 'http://127.0.0.1:3' };
    await claimRuntime(runtime, file);

    await expect(claimRuntime(later, file)).rejects.toThrow('begun to serve http://127.0.0.1:1 meanwhile');

    expect(await readRuntime(file)).toEqual(runtime);
  });

  it('is taken over from a process that is gone', async () => {
    const file = join(folder, 'runtime.json');
    await claimRuntime({ ...runtime, processId: 2 ** 30 }, file);

    await claimRuntime(runtime, file);

    expect(await readRuntime(file)).toEqual(runtime);
  });

  it.each(['', '{"processId":', '[]'])('takes a damaged file (%j) for none', async (content) => {
    const file = join(folder, 'runtime.json');
    writeFileSync(file, content);

    expect(await findRuntime(file)).toBeUndefined();
  });

  it('is removed by its owner only', async () => {
    const file = join(folder, 'runtime.json');
    await claimRuntime(runtime, file);

    await removeRuntime(process.pid + 1, file);
    const isKept = existsSync(file);
    await removeRuntime(process.pid, file);

    expect([isKept, existsSync(file)]).toEqual([true, false]);
  });
});

describe('kept key', () => {
  const created = { key: 'wmk_new', keyId: 'new' };

  it('is created once, for this user only, and used again while it is valid', async () => {
    const file = join(folder, 'key.json');
    const createKey = vi.fn(async () => created);
    const recognisesKey = async () => true;

    const first = await takeKey({ createKey, recognisesKey }, file);
    const second = await takeKey({ createKey, recognisesKey }, file);

    expect([first, second]).toEqual([created, created]);
    expect(createKey).toHaveBeenCalledTimes(1);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it.each([
    { what: 'revoked', content: '{"key":"wmk_old","keyId":"old"}' },
    { what: 'damaged', content: '{' },
  ])('is replaced when it is $what', async ({ content }) => {
    const file = join(folder, 'key.json');
    writeFileSync(file, content);

    const key = await takeKey({ createKey: async () => created, recognisesKey: async () => false }, file);

    expect(key).toEqual(created);
  });

  it('is not kept without a file', async () => {
    const key = await takeKey({ createKey: async () => created, recognisesKey: async () => true }, undefined);

    expect(key).toEqual(created);
  });
});
