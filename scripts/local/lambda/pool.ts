import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type { Readable } from 'node:stream';
import { createAnswer } from './answer.ts';
import type { FunctionDefinition } from './definition.ts';
import {
  createEnvironment,
  type EnvironmentOptions,
  type ExecutionEnvironment,
  type Invocation,
} from './environment.ts';
import { InvocationFailure, throttled } from './failure.ts';
import type { FunctionMeter } from './function-meter.ts';

/** Concurrency of an AWS account without any reservation. */
const ACCOUNT_CONCURRENCY = 1000;

/** Idle environments end after this time, so that a burst does not keep its threads. */
const IDLE_MS = 60_000;

/** What a function runs with. */
export interface FunctionPoolOptions extends Omit<EnvironmentOptions, 'onIdle' | 'onEnded' | 'onEnd'> {
  /**
   * Told what Lambda measures.
   * @default - nobody
   */
  readonly meter?: FunctionMeter | undefined;
}

/** One Lambda function: environments are added on demand, up to its reserved concurrency. */
export interface FunctionPool {
  readonly definition: FunctionDefinition;
  /** The answer's bytes. Destroying it tells the function that nobody reads any more. Throws `InvocationFailure` of kind `throttled` when all environments are busy. */
  readonly invoke: (event: unknown, options?: { readonly traceHeader?: string }) => Readable;
  /** Environments alive now. */
  readonly size: () => number;
  /** Resolves when no invocation runs: what each had to log is logged. */
  readonly settled: () => Promise<void>;
  /** Ends all environments; running invocations fail. The next invocation starts a new one. */
  readonly recycle: () => Promise<void>;
}

/** Creates the pool; nothing is started before the first invocation. */
export function createFunctionPool(options: FunctionPoolOptions): FunctionPool {
  const { definition, meter } = options;
  const limit = definition.reservedConcurrency ?? ACCOUNT_CONCURRENCY;
  const alive = new Set<ExecutionEnvironment>();
  const idle = new Map<ExecutionEnvironment, NodeJS.Timeout>();
  const events = new EventEmitter().setMaxListeners(0);

  function add(): ExecutionEnvironment {
    if (alive.size >= limit) throw throttled(definition.name, limit);
    const environment: ExecutionEnvironment = createEnvironment({
      ...options,
      onEnd: meter?.ended,
      onIdle: () => {
        const timer = setTimeout(() => void environment.terminate(), IDLE_MS);
        idle.set(environment, timer.unref());
        events.emit('ended');
      },
      onEnded: (waiting) => {
        alive.delete(environment);
        clearTimeout(idle.get(environment));
        idle.delete(environment);
        if (waiting) moveElsewhere(waiting);
        events.emit('ended');
      },
    });
    alive.add(environment);
    return environment;
  }

  function moveElsewhere(invocation: Invocation): void {
    try {
      take().run(invocation);
    } catch (error) {
      invocation.answer.fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** The one used last, so that the others can grow old; then one that is about to be free. */
  function take(): ExecutionEnvironment {
    const [environment, timer] = [...idle].at(-1) ?? [];
    if (!environment) return [...alive].find((one) => one.isFinishing()) ?? add();
    clearTimeout(timer);
    idle.delete(environment);
    return environment;
  }

  function takeMetered(): ExecutionEnvironment {
    try {
      const environment = take();
      meter?.started(alive.size - idle.size);
      return environment;
    } catch (error) {
      if (error instanceof InvocationFailure) meter?.throttled();
      throw error;
    }
  }

  return {
    definition,
    invoke: (event, { traceHeader = '' } = {}) => {
      const answer = createAnswer();
      const environment = takeMetered();
      environment.run({ requestId: randomUUID(), event: JSON.stringify(event), traceHeader, answer });
      return answer.body;
    },
    size: () => alive.size,
    settled: async () => {
      while (alive.size > idle.size) await once(events, 'ended');
    },
    recycle: async () => {
      await Promise.all([...alive].map((environment) => environment.terminate()));
    },
  };
}
