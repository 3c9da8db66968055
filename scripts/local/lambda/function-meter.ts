import type { OpenMetric } from '../aws/cloudwatch/metric-store.ts';
import type { InvocationEnd } from './environment.ts';

/** Takes what Lambda measures of a function. */
export interface FunctionMeter {
  /** An invocation began; `concurrency` counts it. */
  readonly started: (concurrency: number) => void;
  readonly ended: (end: InvocationEnd) => void;
  /** An invocation was refused, because all environments are busy. It counts as no invocation. */
  readonly throttled: () => void;
}

/**
 * Records what Lambda puts into CloudWatch by itself (developer guide, "Types of metrics for Lambda functions"), by
 * function name. That `Errors` and `Throttles` are 0 for what goes well is as AWS's graphs show it.
 */
export function createFunctionMeter(functionName: string, open: OpenMetric): FunctionMeter {
  const dimensions = [{ name: 'FunctionName', value: functionName }];
  const metric = (metricName: string) => {
    const record = open({ namespace: 'AWS/Lambda', metricName, dimensions });
    return (value: number): void => record(Date.now(), value);
  };
  const [invocations, errors, duration] = [metric('Invocations'), metric('Errors'), metric('Duration')];
  const [throttles, concurrentExecutions] = [metric('Throttles'), metric('ConcurrentExecutions')];
  return {
    started: concurrentExecutions,
    ended: ({ durationMs, isError }) => {
      invocations(1);
      errors(Number(isError));
      duration(Math.round(durationMs * 100) / 100);
      throttles(0);
    },
    throttled: () => throttles(1),
  };
}
