import { Readable } from 'node:stream';
import type { BedrockRuntime } from '#functions/ports.ts';
import type { InvokeInProcess } from '../aws/bedrock/in-process.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** Time that a refusal takes. */
const REFUSAL_MS = 30;

/** The gateway's Bedrock port to an embedded AWS of this process; what a call takes passes on the virtual clock. */
export function createInProcessBedrock(
  invoke: InvokeInProcess,
  { clock, principalArn }: { readonly clock: VirtualClock; readonly principalArn: string },
): BedrockRuntime {
  return {
    send: async (request, signal) => {
      const startedMs = clock.monotonicMs();
      const dueMs: number[] = [];
      const waitUntil = (sinceStartMs: number): void => void dueMs.push(startedMs + sinceStartMs);
      const answer = await invoke(request, { principalArn, atMs: clock.now(), waitUntil, signal });
      if (answer.status >= 300) clock.advanceTo(startedMs + REFUSAL_MS);
      return { ...answer, body: Readable.from(arrive(answer.body, dueMs, clock), { highWaterMark: 1 }) };
    },
  };
}

/** Each part sets the clock to the moment at which it is due. Its list grows while the answer is read. */
async function* arrive(body: Readable, dueMs: readonly number[], clock: VirtualClock) {
  let part = 0;
  for await (const chunk of body) {
    clock.advanceTo(dueMs[part] ?? 0);
    part += 1;
    yield Buffer.from(chunk); // as a socket gives it
  }
}
