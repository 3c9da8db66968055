import { describe, expect, it } from 'vitest';
import type { Child } from '#scripts/bench/child.ts';
import type { MeasuredPath } from '#scripts/bench/gateway/paths.ts';
import { checkWire } from '#scripts/bench/gateway/wire.ts';

/** A stub that sees `seen` calls of every batch, with 300 bytes in and 900 bytes out each. */
function fakes(seen: (calls: number) => number, failures = 0) {
  const counts = { calls: 0, requestBytes: 0, answerBytes: 0 };
  const stub: Child = {
    next: () => Promise.reject(new Error('not used')),
    ask: async (_message, schema) => schema.parse(counts),
    stop: async () => undefined,
  };
  const path: MeasuredPath = {
    title: 'a path',
    run: async (_mode, _concurrency, calls) => {
      counts.calls += seen(calls);
      counts.requestBytes += 300 * seen(calls);
      counts.answerBytes += 900 * seen(calls);
      return { totalMs: [], answeredMs: [], firstByteMs: [], failures, elapsedMs: 1, busy: 0 };
    },
  };
  return { stub, path };
}

describe('checkWire', () => {
  it('tells the bytes per call, also where a connection is tried first', async () => {
    const { stub, path } = fakes((calls) => calls + 1);

    expect(await checkWire([path], stub)).toEqual([
      { mode: 'buffered', path: 'a path', requestBytes: 300, answerBytes: 900 },
      { mode: 'streaming', path: 'a path', requestBytes: 300, answerBytes: 900 },
    ]);
  });

  it.each([
    { name: 'answers without the stub', seen: (calls: number) => calls - 1, failures: 0 },
    { name: 'calls the stub twice', seen: (calls: number) => calls * 2, failures: 0 },
    { name: 'fails', seen: (calls: number) => calls, failures: 1 },
  ])('refuses a path that $name', async ({ seen, failures }) => {
    const { stub, path } = fakes(seen, failures);

    await expect(checkWire([path], stub)).rejects.toThrow(/a path, buffered: 20 calls/);
  });
});
