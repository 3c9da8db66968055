import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { type Answer, createAnswer } from './answer.ts';
import type { FunctionDefinition } from './definition.ts';
import { crashed, InvocationFailure, timedOut } from './failure.ts';
import { endLine, logStreamName, reportLine, startLine } from './platform-log.ts';
import type { FromWorker, ToWorker, WorkerStart } from './protocol.ts';

/** One call of a function. */
export interface Invocation {
  readonly requestId: string;
  /** JSON text. */
  readonly event: string;
  /** `Root=1-…;Parent=…;Sampled=1` */
  readonly traceHeader: string;
}

/** What an environment is made of. */
export interface EnvironmentOptions {
  readonly definition: FunctionDefinition;
  /** The whole environment of the function: nothing of this process reaches it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly workerCode: string;
  readonly onLog: (event: { readonly logStreamName: string; readonly message: string }) => void;
  /** Ready for the next invocation. */
  readonly onIdle: () => void;
  /** Takes no more invocations: timed out, crashed, failed to start or terminated. */
  readonly onEnded: () => void;
}

/** A Lambda execution environment: one worker thread, one invocation at a time. */
export interface ExecutionEnvironment {
  /** The answer's bytes; fails with `InvocationFailure`. Destroying it tells the function that nobody reads any more. */
  readonly invoke: (invocation: Invocation) => Readable;
  readonly terminate: () => Promise<void>;
}

interface Running {
  readonly invocation: Invocation;
  readonly answer: Answer;
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
  let exitCause: string | undefined;

  const log = (message: string) => options.onLog({ logStreamName: streamName, message });
  const post = (message: ToWorker) => worker.postMessage(message);
  const currentId = () => running?.invocation.requestId ?? '-';

  function send({ requestId, event, traceHeader }: Invocation): void {
    const deadlineMs = Date.now() + definition.timeoutSeconds * 1000;
    post({ type: 'invoke', requestId, event, traceHeader, deadlineMs });
  }

  /** Ends the running invocation in the log and for its reader. */
  function settle(memoryUsedBytes: number, failure?: InvocationFailure): void {
    if (!running) return;
    const { invocation, answer, startedMs, timer } = running;
    running = undefined;
    clearTimeout(timer);
    log(endLine(invocation.requestId));
    log(
      reportLine(definition, {
        requestId: invocation.requestId,
        durationMs: performance.now() - Math.max(startedMs, createdMs + (initDurationMs ?? 0)),
        initDurationMs,
        memoryUsedBytes,
        traceId: /Root=([^;]+)/.exec(invocation.traceHeader)?.[1] ?? '-',
        status: failure && (failure.kind === 'timeout' ? 'timeout' : 'error'),
      }),
    );
    initDurationMs = undefined;
    if (failure) answer.fail(failure);
  }

  function finish(memoryUsedBytes: number, failure?: InvocationFailure): void {
    settle(memoryUsedBytes, failure);
    if (!isEnded) options.onIdle();
  }

  function end(failure?: InvocationFailure): void {
    if (!isEnded) options.onEnded();
    isEnded = true;
    settle(0, failure ?? crashed(currentId(), exitCause ?? 'terminated'));
  }

  function onTimeout(): void {
    const failure = timedOut(currentId(), definition.timeoutSeconds);
    log(`${new Date().toISOString()} ${failure.errorMessage.replace(/^RequestId: (\S+) Error:/, '$1')}`);
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
    else if (message.type === 'chunk') running?.answer.push(message.bytes);
    else if (message.type === 'body-end') running?.answer.end();
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
    log(`${new Date().toISOString()}\t${currentId()}\tERROR\tUncaught Exception\t${exitCause}`);
  });
  worker.on('exit', (code) => {
    exitCause ??= `exit status ${code}`;
    end();
  });

  return {
    invoke: (invocation) => {
      const answer = createAnswer({
        onConsumed: (bytes) => running?.answer === answer && post({ type: 'consumed', bytes }),
        onAbandoned: () => running?.answer === answer && post({ type: 'abort' }),
      });
      const timer = setTimeout(onTimeout, definition.timeoutSeconds * 1000);
      running = { invocation, answer, startedMs: performance.now(), timer };
      log(startLine(invocation.requestId));
      if (isReady) send(invocation);
      return answer.body;
    },
    terminate: async () => {
      end();
      await worker.terminate();
    },
  };
}

function functionError({ error }: Extract<FromWorker, { readonly type: 'failed' | 'init-failed' }>) {
  return new InvocationFailure('function-error', error);
}

function startWorker({ definition, variables, workerCode }: EnvironmentOptions, streamName: string): Worker {
  const workerData: WorkerStart = {
    folder: definition.folder,
    handler: definition.handler,
    functionName: definition.name,
    functionArn: definition.arn,
    memoryMb: definition.memoryMb,
    logGroupName: definition.logGroupName,
    logStreamName: streamName,
  };
  return new Worker(workerCode, {
    eval: true,
    name: definition.name,
    workerData,
    env: { ...variables, AWS_LAMBDA_LOG_STREAM_NAME: streamName },
    argv: [],
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: definition.memoryMb },
  });
}
