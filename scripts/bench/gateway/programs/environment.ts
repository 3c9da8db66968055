import * as z from 'zod';
import { serveParent, tellParent, toFailure } from '../../child.ts';
import { callHandler, loadHandler } from '../lambda-call.ts';
import { EnvironmentRequest } from '../messages.ts';
import { toProxyEvent } from '../proxy-event.ts';
import { createRawCall } from '../raw-call.ts';
import { MODES, type Mode } from '../traffic.ts';

const events = { buffered: toProxyEvent('buffered'), streaming: toProxyEvent('streaming') };
const lines: string[] = [];

/** One line is kept, for its size. */
function captureStdout(): void {
  process.stdout.write = (chunk: string | Uint8Array) => {
    lines[0] = String(chunk);
    return true;
  };
}

/** One execution environment: a call at a time, as Lambda does it. */
function main([bundle = '']: readonly string[]): void {
  captureStdout();
  const handler = loadHandler(bundle);
  const rawCall = createRawCall(Number(process.env.PORT));

  const timeRaw = async (mode: Mode) => {
    const startedAtMs = performance.now();
    await rawCall(mode);
    const durationMs = performance.now() - startedAtMs;
    return { answeredMs: durationMs, finishedMs: durationMs, isSuccess: true };
  };
  const timeHandler = async (mode: Mode) => {
    const startedAtMs = performance.now();
    const { answeredAtMs, finishedAtMs, isSuccess } = await callHandler(handler, events[mode]);
    return { answeredMs: answeredAtMs - startedAtMs, finishedMs: finishedAtMs - startedAtMs, isSuccess };
  };
  const measure = async ({ target, mode, calls }: Extract<EnvironmentRequest, { type: 'measure' }>) => {
    const time = target === 'raw' ? timeRaw : timeHandler;
    const answeredMs: number[] = [];
    const finishedMs: number[] = [];
    let failures = 0;
    const startedAtMs = performance.now();
    for (let index = 0; index < calls; index += 1) {
      const times = await time(mode);
      answeredMs.push(times.answeredMs);
      finishedMs.push(times.finishedMs);
      if (!times.isSuccess) failures += 1;
    }
    return { answeredMs, finishedMs, failures, elapsedMs: performance.now() - startedAtMs };
  };
  const soak = async (calls: number) => {
    for (let index = 0; index < calls; index += 1)
      await callHandler(handler, events[MODES[index % MODES.length] ?? 'buffered']);
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    return { rssBytes: rss, heapBytes: heapUsed };
  };

  serveParent(async (message) => {
    const request = z.parse(EnvironmentRequest, message);
    if (request.type === 'measure') return measure(request);
    if (request.type === 'soak') return soak(request.calls);
    await callHandler(handler, events[request.mode]);
    return { lineBytes: Buffer.byteLength(lines[0] ?? '') };
  });
  tellParent({ ready: true });
}

try {
  main(process.argv.slice(2));
} catch (error) {
  tellParent(toFailure(error));
}
