import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { serveParent, tellParent, toFailure } from '../../child.ts';
import { type Batch, type Caller, runClosedLoop } from '../closed-loop.ts';
import { callHandler, loadHandler, type StreamingHandler } from '../lambda-call.ts';
import { EnvironmentRequest, type MemorySample } from '../messages.ts';
import { toProxyEvent } from '../proxy-event.ts';
import { createRawCall } from '../raw-call.ts';
import { MODES, type Mode } from '../traffic.ts';

const events = { buffered: toProxyEvent('buffered'), streaming: toProxyEvent('streaming') };
let lastLine = '';

/** Lines are still written: that is part of a call. The last one is kept for its size. */
function keepLastLine(): void {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk: string | Uint8Array) => {
    lastLine = String(chunk);
    return write(chunk);
  };
}

type Callers = Readonly<Record<'raw' | 'handler', Readonly<Record<Mode, Caller>>>>;

function createCallers(handler: StreamingHandler): Callers {
  const port = Number(process.env.PORT);
  return {
    raw: { buffered: createRawCall(port, 'buffered'), streaming: createRawCall(port, 'streaming') },
    handler: {
      buffered: () => callHandler(handler, events.buffered),
      streaming: () => callHandler(handler, events.streaming),
    },
  };
}

function measure(
  callers: Callers,
  request: Extract<EnvironmentRequest, { type: 'measure' }>,
): Promise<Batch> {
  const { target, mode, concurrency, calls } = request;
  return runClosedLoop(Array.from<Caller>({ length: concurrency }).fill(callers[target][mode]), calls);
}

/** What a collection lets go of by a finaliser is gone only after the next one. */
async function collectGarbage(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    globalThis.gc?.();
    await setTimeout(20);
  }
}

/** Nothing is kept of these calls, so that what grows is the handler's. */
async function soak({ handler }: Callers, calls: number): Promise<MemorySample> {
  for (let index = 0; index < calls; index += 1) await handler[MODES[index % MODES.length] ?? 'buffered']();
  await collectGarbage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rssBytes: rss, usedBytes: heapUsed + external };
}

/** One execution environment. */
function main([bundle = '']: readonly string[]): void {
  keepLastLine();
  const callers = createCallers(loadHandler(bundle));
  serveParent(async (message) => {
    const request = z.parse(EnvironmentRequest, message);
    if (request.type === 'measure') return measure(callers, request);
    if (request.type === 'soak') return soak(callers, request.calls);
    await callers.handler[request.mode]();
    return { lineBytes: Buffer.byteLength(lastLine) };
  });
  tellParent({ ready: true });
}

try {
  main(process.argv.slice(2));
} catch (error) {
  tellParent(toFailure(error));
}
