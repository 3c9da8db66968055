import { text } from 'node:stream/consumers';
import type { FunctionPools } from './function-pools.ts';

/** Invocations that nobody waits for, as Lambda's own queue makes them. */
export interface AsynchronousInvocations {
  readonly invoke: (functionArn: string, event: unknown) => void;
  /** Resolves when every invocation so far has ended. */
  readonly settled: () => Promise<void>;
}

/** Lambda tries twice again (developer guide, "Error handling for asynchronous invocation"); it waits minutes between. */
const ATTEMPTS = 3;

/** Invokes each function with one event after the other, so that none is refused for its concurrency. */
export function createAsynchronousInvocations(
  pools: Pick<FunctionPools, 'find'>,
  onGivenUp: (functionArn: string, error: unknown) => void,
): AsynchronousInvocations {
  const queues = new Map<string, Promise<void>>();
  const run = async (functionArn: string, event: unknown): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await text(pools.find(functionArn).invoke(event));
        return;
      } catch (error) {
        if (attempt < ATTEMPTS) continue;
        return onGivenUp(functionArn, error); // the dead-letter queue's part; no queue is kept here
      }
    }
  };
  return {
    invoke: (functionArn, event) => {
      const before = queues.get(functionArn) ?? Promise.resolve();
      queues.set(
        functionArn,
        before.then(() => run(functionArn, event)),
      );
    },
    settled: async () => {
      let waited: readonly Promise<void>[] = [];
      while (waited.length !== queues.size || waited.some((queue) => ![...queues.values()].includes(queue))) {
        waited = [...queues.values()];
        await Promise.all(waited);
      }
    },
  };
}
