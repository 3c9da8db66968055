import * as z from 'zod';
import { ServiceError } from '../wire.ts';
import type { MetricStore } from './metric-store.ts';
import type { Aggregate } from './statistic.ts';

const Datum = z.object({
  MetricName: z.string().min(1),
  Dimensions: z
    .array(z.object({ Name: z.string().min(1), Value: z.string().min(1) }))
    .max(30)
    .default([]),
  Timestamp: z.number().optional(),
  Value: z.number().optional(),
  Values: z.array(z.number()).max(150).optional(),
  Counts: z.array(z.number()).optional(),
  StatisticValues: z
    .object({ Sum: z.number(), SampleCount: z.number(), Minimum: z.number(), Maximum: z.number() })
    .optional(),
});
type Datum = z.infer<typeof Datum>;

/** Input of PutMetricData. */
export const MetricData = z.object({
  Namespace: z.string().min(1),
  MetricData: z.array(Datum).min(1).max(1_000),
});

/** PutMetricData: nothing is stored when one datum is wrong. */
export function putMetricData(
  store: MetricStore,
  { Namespace: namespace, MetricData: data }: z.infer<typeof MetricData>,
  nowMs: number,
): void {
  const samples = data.map((datum) => ({
    namespace,
    metricName: datum.MetricName,
    dimensions: datum.Dimensions.map(({ Name, Value }) => ({ name: Name, value: Value })),
    timestampMs: datum.Timestamp === undefined ? nowMs : datum.Timestamp * 1_000,
    aggregate: toAggregate(datum),
  }));
  for (const sample of samples) store.record(sample);
}

function toAggregate({ MetricName, Value, Values, Counts, StatisticValues: set }: Datum): Aggregate {
  if ([Value, Values, set].filter((given) => given !== undefined).length !== 1)
    throw new ServiceError(
      'InvalidParameterCombinationException',
      `${MetricName} must have exactly one of Value, Values and StatisticValues.`,
    );
  if (set) {
    const { Sum: sum, SampleCount: sampleCount, Minimum: minimum, Maximum: maximum } = set;
    return { values: new Map(), set: { sum, sampleCount, minimum, maximum } };
  }
  const values = Values ?? [Value ?? 0];
  if (Counts && Counts.length !== values.length)
    throw new ServiceError(
      'InvalidParameterValueException',
      `${MetricName} must have as many Counts as Values.`,
    );
  const counted = new Map<number, number>();
  values.forEach((value, at) => {
    counted.set(value, (counted.get(value) ?? 0) + (Counts?.[at] ?? 1));
  });
  return { values: counted };
}
