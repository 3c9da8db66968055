import { Worker } from 'node:worker_threads';
import type { EnvironmentOptions } from './environment.ts';
import type { WorkerStart } from './protocol.ts';

/** Starts the thread of an environment; `streamName` is that of its log. */
export function startWorker(
  { definition, variables, workerCode }: EnvironmentOptions,
  streamName: string,
): Worker {
  const workerData: WorkerStart = {
    folder: definition.folder,
    handler: definition.handler,
    functionName: definition.name,
    functionArn: definition.arn,
    memoryMb: definition.memoryMb,
    logGroupName: definition.logGroupName,
    logFormat: definition.logging.format,
    logStreamName: streamName,
  };
  return new Worker(workerCode, {
    eval: true,
    name: definition.name,
    workerData,
    env: { ...variables, AWS_LAMBDA_LOG_STREAM_NAME: streamName },
    argv: [],
    execArgv: ['--disable-warning=ExperimentalWarning'], // of the bundle loader, not of the function
    resourceLimits: { maxOldGenerationSizeMb: definition.memoryMb },
  });
}
