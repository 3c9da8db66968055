import { finished } from 'node:stream/promises';
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromWorker, FunctionErrorBody, ToWorker, WorkerStart } from '../protocol.ts';
import { captureOutput } from './console-log.ts';
import { toContext } from './context.ts';
import { type LambdaHandler, loadHandler } from './load-handler.ts';
import { awslambda, isStreaming, ResponseStream } from './response-stream.ts';

type InvokeMessage = Extract<ToWorker, { readonly type: 'invoke' }>;

const start: WorkerStart = workerData;
let currentRequestId: string | undefined;
let currentStream: ResponseStream | undefined;

function post(message: FromWorker): void {
  parentPort?.postMessage(message);
}

/** Copied: a handler's chunk may sit in a pooled buffer, which must not be transferred. */
function postBytes(bytes: Uint8Array): void {
  const copy = new Uint8Array(bytes);
  const message: FromWorker = { type: 'chunk', bytes: copy };
  parentPort?.postMessage(message, [copy.buffer]);
}

async function runStreaming(handler: LambdaHandler, event: unknown, context: object): Promise<void> {
  const stream = new ResponseStream({ send: postBytes, end: () => post({ type: 'body-end' }) });
  currentStream = stream;
  const closed = finished(stream).catch(() => undefined); // an abort is the reader's doing, not a failure
  stream.on('error', () => undefined);
  await handler(event, stream, context);
  await closed;
}

async function runBuffered(handler: LambdaHandler, event: unknown, context: object): Promise<void> {
  const result: unknown = await handler(event, context);
  postBytes(Buffer.from(JSON.stringify(result ?? null)));
  post({ type: 'body-end' });
}

async function invoke(handler: LambdaHandler, message: InvokeMessage): Promise<void> {
  currentRequestId = message.requestId;
  process.env._X_AMZN_TRACE_ID = message.traceHeader;
  try {
    const run = isStreaming(handler) ? runStreaming : runBuffered;
    await run(handler, JSON.parse(message.event), toContext(start, message));
    post({ type: 'done', memoryUsedBytes: memoryUsedBytes() });
  } catch (error) {
    const body = toErrorBody(error);
    console.error('Invoke Error', JSON.stringify(body));
    post({ type: 'failed', error: body, memoryUsedBytes: memoryUsedBytes() });
  } finally {
    currentStream = undefined;
  }
}

function toErrorBody(error: unknown): FunctionErrorBody {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

function memoryUsedBytes(): number {
  const { total_physical_size: heap, external_memory: external } = getHeapStatistics();
  return heap + external;
}

function listen(handler: LambdaHandler): void {
  parentPort?.on('message', (message: ToWorker) => {
    if (message.type === 'invoke') void invoke(handler, message);
    else if (message.type === 'consumed') currentStream?.consumed(message.bytes);
    else currentStream?.destroy();
  });
}

captureOutput({
  format: start.logFormat,
  emit: (message) => post({ type: 'log', message }),
  currentRequestId: () => currentRequestId,
});
Reflect.set(globalThis, 'awslambda', awslambda);
loadHandler(start.folder, start.handler).then(
  (handler) => {
    listen(handler);
    post({ type: 'ready' });
  },
  (error: unknown) => post({ type: 'init-failed', error: toErrorBody(error) }),
);
