import { describe, expect, it } from 'vitest';
import type { OpenMetric } from '#scripts/local/aws/cloudwatch/metric-store.ts';
import { createFunctionMeter } from '#scripts/local/lambda/function-meter.ts';

/** Collects values as `metric dimension=value: value`. */
function collect() {
  const values: string[] = [];
  const open: OpenMetric =
    ({ metricName, dimensions }) =>
    (_timeMs, value) =>
      values.push(
        `${metricName} ${dimensions.map((each) => `${each.name}=${each.value}`).join(' ')}: ${value}`,
      );
  return { values, open };
}

describe('a function', () => {
  it('counts an invocation when it has ended, with its errors and duration', () => {
    const { values, open } = collect();
    const meter = createFunctionMeter('shop', open);

    meter.started(2);
    meter.ended({ durationMs: 12.345, isError: true });

    expect(values).toEqual([
      'ConcurrentExecutions FunctionName=shop: 2',
      'Invocations FunctionName=shop: 1',
      'Errors FunctionName=shop: 1',
      'Duration FunctionName=shop: 12.35',
      'Throttles FunctionName=shop: 0',
    ]);
  });

  it('counts what is throttled as no invocation', () => {
    const { values, open } = collect();

    createFunctionMeter('shop', open).throttled();

    expect(values).toEqual(['Throttles FunctionName=shop: 1']);
  });
});
