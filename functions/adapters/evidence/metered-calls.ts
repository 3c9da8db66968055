import type { MeteredCalls } from '#functions/ports.ts';
import { EvidenceFailure, toUnknown } from './failure.ts';

/** Makes one API call: counts it, and names its IAM action when it fails. */
export type Call = <Output>(action: string, send: () => Promise<Output>) => Promise<Output>;

/** A counter that starts at nothing. */
export function createMeteredCalls(): MeteredCalls {
  const counts = new Map<string, number>();
  return {
    count: (action) => {
      counts.set(action, (counts.get(action) ?? 0) + 1);
    },
    all: () => Object.fromEntries([...counts].toSorted(([left], [right]) => left.localeCompare(right, 'en'))),
  };
}

/** Calls that are counted by `calls`. */
export function createCall(calls: Pick<MeteredCalls, 'count'>): Call {
  return async (action, send) => {
    calls.count(action);
    try {
      return await send();
    } catch (error) {
      throw new EvidenceFailure(toUnknown(error, action), error);
    }
  };
}
