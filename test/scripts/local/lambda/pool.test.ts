import { once } from 'node:events';
import { json, text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import type { FunctionDefinition } from '#scripts/local/lambda/definition.ts';
import type { InvocationFailure } from '#scripts/local/lambda/failure.ts';
import { createFunctionPool, type FunctionPool } from '#scripts/local/lambda/pool.ts';
import { workerCode } from '#scripts/local/lambda/worker-code.ts';
import { createLogBook, type LogBook } from '#scripts/local/log-book.ts';
import { fixtureFunction } from '../fixture-function.ts';

const started: FunctionPool[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((pool) => pool.recycle()));
});

async function start(
  handler: string,
  overrides: Partial<FunctionDefinition> = {},
): Promise<{ readonly pool: FunctionPool; readonly log: LogBook }> {
  const log = createLogBook();
  const pool = createFunctionPool({
    definition: fixtureFunction(handler, overrides),
    variables: { STAGE: 'dev' },
    workerCode: await workerCode(),
    onLog: ({ message }) => log.write({ source: 'function', message }),
  });
  started.push(pool);
  return { pool, log };
}

function failureOf(promise: Promise<unknown>): Promise<InvocationFailure> {
  return promise.then(
    () => {
      throw new Error('It succeeded.');
    },
    (error: InvocationFailure) => error,
  );
}

const report = (line: string) => line.startsWith('REPORT');

describe('function pool', () => {
  it('answers with what the handler returns and keeps the environment for the next call', async () => {
    const { pool } = await start('echo');

    const first = await json(pool.invoke({ a: 1 }));
    const second = await json(pool.invoke({ a: 2 }));

    expect(first).toMatchObject({ statusCode: 200 });
    expect(JSON.parse((second as { body: string }).body)).toMatchObject({ event: { a: 2 }, calls: 2 });
    expect(pool.size()).toBe(1);
  });

  it('gives the function its own variables and nothing of this process', async () => {
    const { pool } = await start('environment');

    const variables = await json(pool.invoke({}, { traceHeader: 'Root=1-a-b' }));

    expect(variables).toEqual({
      STAGE: 'dev',
      AWS_LAMBDA_LOG_STREAM_NAME: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
      _X_AMZN_TRACE_ID: 'Root=1-a-b',
    });
  });

  it('tells the remaining time and the memory size', async () => {
    const { pool } = await start('remaining', { timeoutSeconds: 20, memoryMb: 192 });

    const answer = (await json(pool.invoke({}))) as { remainingMs: number; memory: string };

    expect(answer.memory).toBe('192');
    expect(answer.remainingMs).toBeGreaterThan(15_000);
    expect(answer.remainingMs).toBeLessThanOrEqual(20_000);
  });

  it('writes what the function prints between START and END, then REPORT', async () => {
    const { pool, log } = await start('prints', { memoryMb: 256 });

    await text(pool.invoke({}));
    await log.waitFor({ source: 'function', matches: report, count: 1 });

    const lines = log.lines('function');
    expect(lines[0]).toMatch(/^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/);
    expect(lines[1]).toMatch(/^\d{4}-\S+Z\t[0-9a-f-]{36}\tINFO\tfrom console$/);
    expect(lines.slice(2, 4)).toEqual(['{"plain":1}', 'second line']);
    expect(lines[4]).toMatch(/^END RequestId: [0-9a-f-]{36}$/);
    expect(lines[5]).toMatch(
      /^REPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 256 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\t/,
    );
  });

  it('reports the start-up time once', async () => {
    const { pool, log } = await start('echo');

    await text(pool.invoke({}));
    await text(pool.invoke({}));
    const reports = await log.waitFor({ source: 'function', matches: report, count: 2 });

    expect(reports.map((line) => line.includes('Init Duration'))).toEqual([true, false]);
  });

  it('runs calls side by side up to the reserved concurrency, then throttles', async () => {
    const { pool } = await start('waits', { reservedConcurrency: 2 });

    const running = [pool.invoke({ ms: 50 }), pool.invoke({ ms: 50 })].map((body) => json(body));

    expect(() => pool.invoke({ ms: 1 })).toThrow(
      expect.objectContaining({ kind: 'throttled', retryable: true }),
    );
    await Promise.all(running);
    expect(pool.size()).toBe(2);
  });

  it('is throttled at once with a reserved concurrency of 0', async () => {
    const { pool } = await start('echo', { reservedConcurrency: 0 });

    expect(() => pool.invoke({})).toThrow(/0 invocations at once/);
  });

  it('fails with the error that the handler threw, and lives on', async () => {
    const { pool, log } = await start('fails');

    const failure = await failureOf(text(pool.invoke({})));
    await failureOf(text(pool.invoke({})));

    expect(failure).toMatchObject({
      kind: 'function-error',
      errorType: 'TypeError',
      errorMessage: 'no such luck',
    });
    expect(pool.size()).toBe(1);
    expect(log.lines('function')).toContainEqual(
      expect.stringMatching(/\tERROR\tInvoke Error {"errorType":"TypeError"/),
    );
  });

  it.each([
    { handler: 'exits', words: /exit status 7/ },
    { handler: 'leaks', words: /nobody waits for me/ },
  ])('replaces an environment that $handler', async ({ handler, words }) => {
    const { pool, log } = await start(handler);

    const failure = await failureOf(text(pool.invoke({})));
    const sizeAfter = pool.size();
    const again = await failureOf(text(pool.invoke({})));

    expect(failure).toMatchObject({ kind: 'crash', errorType: 'Runtime.ExitError' });
    expect(failure.errorMessage).toMatch(words);
    expect(again.kind).toBe('crash');
    expect(sizeAfter).toBe(0);
    expect(log.lines('function').filter(report)).toHaveLength(2);
  });

  it('ends a function that runs out of memory without ending this process', async () => {
    const { pool } = await start('hoards', { memoryMb: 128 });

    const failure = await failureOf(text(pool.invoke({})));

    expect(failure.kind).toBe('crash');
    expect(failure.errorMessage).toMatch(/memory/i);
  });

  it('stops a function when its time is up', async () => {
    const { pool, log } = await start('hangs', { timeoutSeconds: 0.2 });

    const failure = await failureOf(text(pool.invoke({})));

    expect(failure).toMatchObject({ kind: 'timeout', errorType: 'Sandbox.Timedout' });
    expect(pool.size()).toBe(0);
    expect(log.lines('function')).toContainEqual(
      expect.stringContaining('Task timed out after 0.20 seconds'),
    );
    expect(log.lines('function').find(report)).toContain('Status: timeout');
  });

  it.each([
    { handler: 'nothing', errorType: 'Runtime.HandlerNotFound' },
    { handler: '../elsewhere.handler', errorType: 'Runtime.ImportModuleError' },
  ])('fails when there is no handler ($handler)', async ({ handler, errorType }) => {
    const { pool } = await start('echo', { handler: handler.includes('.') ? handler : `index.${handler}` });

    const failure = await failureOf(text(pool.invoke({})));

    expect(failure).toMatchObject({ kind: 'function-error', errorType });
  });

  it('puts JSON metadata and eight NUL bytes in front of a streamed answer', async () => {
    const { pool } = await start('streams');

    const answer = await text(pool.invoke({}));

    expect(answer).toBe(`{"statusCode":200,"headers":{}}${'\0'.repeat(8)}ab`);
  });

  it("sends no metadata when the handler ends the stream without a write, as Lambda's runtime", async () => {
    const { pool } = await start('endsWithoutWriting');

    const answer = await text(pool.invoke({}));

    expect(answer).toBe('');
  });

  it('holds a streaming function back while nobody reads, and tells it when the reader leaves', async () => {
    const { pool, log } = await start('floods');

    const body = pool.invoke({});
    await log.waitFor({ source: 'function', matches: (line) => line.includes('waiting after'), count: 1 });
    body.read();
    await log.waitFor({ source: 'function', matches: (line) => line.includes('waiting after'), count: 2 });
    body.destroy();
    const [end] = await log.waitFor({
      source: 'function',
      matches: (line) => line.includes('stream '),
      count: 1,
    });
    await log.waitFor({ source: 'function', matches: report, count: 1 });

    expect(end).toMatch(/closed early after \d{4,6}$/);
    expect(pool.size()).toBe(1);
  });

  it('delivers a large stream whole', async () => {
    const { pool } = await start('floods');

    let bytes = 0;
    const body = pool.invoke({});
    body.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength;
    });
    await once(body, 'end');

    expect(bytes).toBe(50_003_968 + '{"statusCode":200,"headers":{}}'.length + 8);
  });

  it('breaks the answer off when the function dies in the middle of it', async () => {
    const { pool } = await start('breaksOff');

    const failure = await failureOf(text(pool.invoke({})));

    expect(failure.kind).toBe('crash');
  });

  it('starts anew after recycling', async () => {
    const { pool } = await start('echo');
    await json(pool.invoke({}));

    await pool.recycle();
    const answer = (await json(pool.invoke({}))) as { body: string };

    expect(JSON.parse(answer.body)).toMatchObject({ calls: 1 });
  });
});
