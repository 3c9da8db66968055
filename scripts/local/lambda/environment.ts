import type { Answer } from './answer.ts';
import type { FunctionDefinition } from './definition.ts';
import { crashed, InvocationFailure, timedOut } from './failure.ts';
import { logStreamName } from './platform-log.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { startWorker } from './start-worker.ts';
import { createSystemLog } from './system-log.ts';

/** One call of a function. */
export interface Invocation {
  readonly requestId: string;
  /** JSON text. */
  readonly event: string;
  /** `Root=1-…;Parent=…;Sampled=1` */
  readonly traceHeader: string;
  /** Takes the bytes; fails with `InvocationFailure`. */
  readonly answer: Answer;
}

/** How an invocation ended. */
export interface InvocationEnd {
  /** Without initialisation. */
  readonly durationMs: number;
  readonly isError: boolean;
}

/** What an environment is made of. */
export interface EnvironmentOptions {
  readonly definition: FunctionDefinition;
  /** The whole environment of the function: nothing of this process reaches it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly workerCode: string;
  readonly onLog: (event: { readonly logStreamName: string; readonly message: string }) => void;
  /**
   * Told how each invocation ended, as Lambda's metrics count it.
   * @default - nobody
   */
  readonly onEnd?: ((end: InvocationEnd) => void) | undefined;
  /** Ready for the next invocation. */
  readonly onIdle: () => void;
  /** Takes no more invocations: timed out, crashed, failed to start or terminated. `waiting` must go elsewhere. */
  readonly onEnded: (waiting: Invocation | undefined) => void;
}

/** A Lambda execution environment: one worker thread, one invocation at a time. */
export interface ExecutionEnvironment {
  /** Runs an invocation now, or as soon as the handler returns whose answer is complete already. */
  readonly run: (invocation: Invocation) => void;
  /** Whether the answer is complete, the handler is about to return and nobody waits for that yet. */
  readonly isFinishing: () => boolean;
  readonly terminate: () => Promise<void>;
}

interface Running {
  readonly invocation: Invocation;
  readonly startedMs: number;
  readonly timer: NodeJS.Timeout;
}

/** Starts an environment; the first invocation waits for its initialisation. */
export function createEnvironment(options: EnvironmentOptions): ExecutionEnvironment {
  const { definition } = options;
  const streamName = logStreamName(new Date());
  const worker = startWorker(options, streamName);
  const createdMs = performance.now();
  let isReady = false;
  let isEnded = false;
  let initDurationMs: number | undefined;
  let running: Running | undefined;
  let isAnswered = false;
  let waiting: Invocation | undefined;
  let exitCause: string | undefined;

  const systemLog = createSystemLog(definition);
  const log = (...messages: readonly string[]) => {
    for (const message of messages) options.onLog({ logStreamName: streamName, message });
  };
  const post = (message: ToWorker) => worker.postMessage(message);
  const currentId = () => running?.invocation.requestId ?? '-';

  function send({ requestId, event, traceHeader, answer }: Invocation): void {
    const deadlineMs = Date.now() + definition.timeoutSeconds * 1000;
    post({ type: 'invoke', requestId, event, traceHeader, deadlineMs });
    if (answer.body.destroyed) post({ type: 'abort' }); // the reader left while the environment started
  }

  /** Ends the running invocation in the log and for its reader. */
  function settle(memoryUsedBytes: number, failure?: InvocationFailure): void {
    if (!running) return;
    const { invocation, startedMs, timer } = running;
    running = undefined;
    clearTimeout(timer);
    const durationMs = performance.now() - Math.max(startedMs, createdMs + (initDurationMs ?? 0));
    options.onEnd?.({ durationMs, isError: failure !== undefined });
    log(
      ...systemLog.ended({
        requestId: invocation.requestId,
        durationMs,
        initDurationMs,
        memoryUsedBytes,
        traceId: /Root=([^;]+)/.exec(invocation.traceHeader)?.[1] ?? '-',
        status: failure && (failure.kind === 'timeout' ? 'timeout' : 'error'),
      }),
    );
    initDurationMs = undefined;
    if (failure) invocation.answer.fail(failure);
  }

  function finish(memoryUsedBytes: number, failure?: InvocationFailure): void {
    settle(memoryUsedBytes, failure);
    const next = waiting;
    waiting = undefined;
    if (isEnded) return;
    if (next && !next.answer.body.destroyed) start(next);
    else options.onIdle();
  }

  function end(failure?: InvocationFailure): void {
    settle(0, failure ?? crashed(currentId(), exitCause ?? 'terminated'));
    if (isEnded) return;
    isEnded = true;
    options.onEnded(waiting);
  }

  function start(invocation: Invocation): void {
    const isCurrent = () => running?.invocation === invocation;
    invocation.answer.connect({
      onConsumed: (bytes) => isCurrent() && post({ type: 'consumed', bytes }),
      onAbandoned: () => isCurrent() && post({ type: 'abort' }),
    });
    const timer = setTimeout(onTimeout, definition.timeoutSeconds * 1000);
    running = { invocation, startedMs: performance.now(), timer };
    isAnswered = false;
    log(...systemLog.started(invocation.requestId));
    if (isReady) send(invocation);
  }

  function onBodyEnd(): void {
    isAnswered = true;
    running?.invocation.answer.end();
  }

  function onTimeout(): void {
    const failure = timedOut(currentId(), definition.timeoutSeconds);
    log(...systemLog.timedOut(currentId(), failure.errorMessage));
    end(failure);
    void worker.terminate();
  }

  function onReady(): void {
    isReady = true;
    initDurationMs = performance.now() - createdMs;
    if (running) send(running.invocation);
  }

  worker.on('message', (message: FromWorker) => {
    if (message.type === 'log') log(message.message);
    else if (message.type === 'chunk') running?.invocation.answer.push(message.bytes);
    else if (message.type === 'body-end') onBodyEnd();
    else if (message.type === 'done') finish(message.memoryUsedBytes);
    else if (message.type === 'failed') finish(message.memoryUsedBytes, functionError(message));
    else if (message.type === 'ready') onReady();
    else {
      end(functionError(message));
      void worker.terminate();
    }
  });
  worker.on('error', (error: unknown) => {
    exitCause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    log(...systemLog.crashed(currentId(), exitCause));
  });
  worker.on('exit', (code) => {
    exitCause ??= `exit status ${code}`;
    end();
  });

  return {
    run: (invocation) => {
      if (running) waiting = invocation;
      else start(invocation);
    },
    isFinishing: () => running !== undefined && isAnswered && waiting === undefined,
    terminate: async () => {
      end();
      await worker.terminate();
    },
  };
}

function functionError({ error }: Extract<FromWorker, { readonly type: 'failed' | 'init-failed' }>) {
  return new InvocationFailure('function-error', error);
}
