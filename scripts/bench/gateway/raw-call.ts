import { Agent, request } from 'node:http';
import type { Caller, CallTimes } from './closed-loop.ts';
import { CONVERSE_BODY, conversePath, type Mode } from './traffic.ts';

/** A call to the stub over a kept-alive connection of `node:http`, without signing, reading or recording anything. */
export function createRawCall(port: number, mode: Mode): Caller {
  const agent = new Agent({ keepAlive: true });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(CONVERSE_BODY) };
  const options = { agent, host: '127.0.0.1', port, path: conversePath(mode), method: 'POST', headers };
  return () =>
    new Promise((resolve, reject) => {
      const startedAtMs = performance.now();
      const outgoing = request(options, (answer) => {
        let firstByteAtMs = startedAtMs;
        answer.once('data', () => {
          firstByteAtMs = performance.now();
        });
        answer.once('error', reject);
        answer.once('end', () =>
          resolve(toTimes({ startedAtMs, firstByteAtMs, status: answer.statusCode ?? 0 })),
        );
      });
      outgoing.once('error', reject);
      outgoing.end(CONVERSE_BODY);
    });
}

function toTimes({
  startedAtMs,
  firstByteAtMs,
  status,
}: Readonly<Record<'startedAtMs' | 'firstByteAtMs' | 'status', number>>): CallTimes {
  const totalMs = performance.now() - startedAtMs;
  return {
    firstByteMs: firstByteAtMs - startedAtMs,
    answeredMs: totalMs,
    totalMs,
    isSuccess: status === 200,
  };
}
