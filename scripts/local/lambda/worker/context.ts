import type { ToWorker, WorkerStart } from '../protocol.ts';

/** Lambda's context object for one invocation. */
export function toContext(start: WorkerStart, call: Extract<ToWorker, { readonly type: 'invoke' }>) {
  return {
    awsRequestId: call.requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: start.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: start.functionArn,
    logGroupName: start.logGroupName,
    logStreamName: start.logStreamName,
    memoryLimitInMB: String(start.memoryMb),
    getRemainingTimeInMillis: () => Math.max(0, call.deadlineMs - Date.now()),
  };
}
