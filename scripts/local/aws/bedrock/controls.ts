import type { ServiceError } from '../wire.ts';
import { toBedrockError } from './faults.ts';
import { DEFAULT_LATENCY, type LatencyDistribution } from './latency.ts';

/** A request as it arrived, byte for byte. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path as it came over the wire, percent-encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What happened to the model's calls so far. */
export interface BedrockCounters {
  readonly requests: number;
  /** Calls whose answer, good or bad, was produced in full. */
  readonly answered: number;
  /** Calls whose caller left before that. */
  readonly aborted: number;
}

/** Handles on the local model, for tests, benchmarks and the traffic sample. */
export interface BedrockModelControls {
  /** Makes the next calls fail; the type is taken from the status when it is left out. */
  readonly failNext: (count: number, status: number, type?: string) => void;
  /** Changes the latency; what is left out stays. `medianFirstTokenMs: 0, medianTokenMs: 0` takes no time. */
  readonly setLatency: (latency: Partial<LatencyDistribution>) => void;
  readonly counters: () => BedrockCounters;
  /** Resolves as soon as the counters are as wanted. */
  readonly waitForCounters: (matches: (counters: BedrockCounters) => boolean) => Promise<BedrockCounters>;
  readonly lastRequest: () => ReceivedRequest | undefined;
  /** The bytes of the newest answer, as far as they were sent. */
  readonly lastAnswer: () => Buffer | undefined;
  /** Sets counters, failures, fault counts and latency back. */
  readonly reset: () => void;
}

/** The side of the controls that the model itself uses. */
export interface BedrockModelState {
  readonly controls: BedrockModelControls;
  readonly latency: () => LatencyDistribution;
  readonly takeFailure: () => ServiceError | undefined;
  readonly began: (request: ReceivedRequest) => void;
  readonly sent: (chunk: Uint8Array) => void;
  readonly ended: (how: 'answered' | 'aborted') => void;
}

const NOTHING: BedrockCounters = { requests: 0, answered: 0, aborted: 0 };

/** Creates the controls; `onReset` clears what the model remembers besides. */
export function createModelState(onReset: () => void): BedrockModelState {
  let latency = DEFAULT_LATENCY;
  let counters = NOTHING;
  let failures: readonly ServiceError[] = [];
  let lastRequest: ReceivedRequest | undefined;
  let lastAnswer: Buffer[] | undefined;
  const waiting = new Set<() => void>();
  const change = (changed: BedrockCounters): void => {
    counters = changed;
    for (const check of waiting) check();
  };
  return {
    latency: () => latency,
    takeFailure: () => {
      const [failure, ...rest] = failures;
      failures = rest;
      return failure;
    },
    began: (request) => {
      [lastRequest, lastAnswer] = [request, []];
      change({ ...counters, requests: counters.requests + 1 });
    },
    sent: (chunk) => lastAnswer?.push(Buffer.from(chunk)),
    ended: (how) => change({ ...counters, [how]: counters[how] + 1 }),
    controls: {
      failNext: (count, status, type) => {
        failures = [...failures, ...Array.from({ length: count }, () => toBedrockError(status, type))];
      },
      setLatency: (changes) => {
        latency = { ...latency, ...changes };
      },
      counters: () => counters,
      waitForCounters: (matches) =>
        new Promise((resolve) => {
          const check = (): void => {
            if (!matches(counters)) return;
            waiting.delete(check);
            resolve(counters);
          };
          waiting.add(check);
          check();
        }),
      lastRequest: () => lastRequest,
      lastAnswer: () => lastAnswer && Buffer.concat(lastAnswer),
      reset: () => {
        [latency, failures] = [DEFAULT_LATENCY, []];
        [lastRequest, lastAnswer] = [undefined, undefined];
        onReset();
        change(NOTHING);
      },
    },
  };
}
