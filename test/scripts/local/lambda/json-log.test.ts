import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import type { FunctionDefinition } from '#scripts/local/lambda/definition.ts';
import { createFunctionPool, type FunctionPool } from '#scripts/local/lambda/pool.ts';
import { workerCode } from '#scripts/local/lambda/worker-code.ts';
import { fixtureFunction } from '../fixture-function.ts';

type SystemLevel = FunctionDefinition['logging']['systemLevel'];

const started: FunctionPool[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((pool) => pool.recycle()));
});

/** Lines of one invocation in the JSON log format. */
async function linesOf(handler: string, systemLevel: SystemLevel, timeoutSeconds = 10): Promise<string[]> {
  const lines: string[] = [];
  const pool = createFunctionPool({
    definition: fixtureFunction(handler, {
      memoryMb: 256,
      timeoutSeconds,
      logging: { format: 'JSON', systemLevel },
    }),
    variables: {},
    workerCode: await workerCode(),
    onLog: ({ message }) => lines.push(message),
  });
  started.push(pool);
  await text(pool.invoke({})).catch(() => undefined);
  await pool.settled();
  return lines;
}

const typesOf = (lines: readonly string[]) => lines.map((line) => JSON.parse(line).type);

describe('the JSON log format', () => {
  it('keeps plain writes as they are and wraps what the console prints', async () => {
    const lines = await linesOf('prints', 'WARN');

    expect(lines).toEqual([expect.any(String), '{"plain":1}', 'second line']);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      timestamp: expect.stringMatching(/Z$/),
      level: 'INFO',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      message: 'from console',
    });
  });

  it('has Lambda’s start and report at level INFO', async () => {
    const lines = await linesOf('echo', 'INFO');

    expect(typesOf(lines)).toEqual(['platform.start', 'platform.report']);
    expect(JSON.parse(lines[1] ?? '').record).toMatchObject({
      metrics: { memorySizeMB: 256, maxMemoryUsedMB: expect.any(Number), initDurationMs: expect.any(Number) },
      status: 'success',
    });
  });

  it('has nothing of Lambda about an invocation that ended well at level WARN', async () => {
    expect(await linesOf('echo', 'WARN')).toEqual([]);
  });

  it('has the report of an invocation that ran out of time at level WARN', async () => {
    const lines = await linesOf('hangs', 'WARN', 0.2);

    expect(typesOf(lines)).toEqual(['platform.report']);
    expect(JSON.parse(lines[0] ?? '').record.status).toBe('timeout');
  });

  it('has one line for what crashed the environment, and its report', async () => {
    const [crash = '{}', report = '{}'] = await linesOf('leaks', 'WARN');

    expect(JSON.parse(crash)).toMatchObject({
      level: 'ERROR',
      message: expect.stringContaining('nobody waits for me'),
    });
    expect(JSON.parse(report)).toMatchObject({ type: 'platform.report', record: { status: 'error' } });
  });
});
