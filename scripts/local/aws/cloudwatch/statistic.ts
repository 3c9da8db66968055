import { ServiceError } from '../wire.ts';
import { percentile } from './percentile.ts';

/** Everything known about one metric in one period. */
export interface Aggregate {
  /** Values with their counts. */
  readonly values: Map<number, number>;
  /** Sum, count and extremes of what came as statistic sets, which hide the single values. */
  set?: StatisticSet;
}

/** A statistic set of PutMetricData. */
export interface StatisticSet {
  readonly sum: number;
  readonly sampleCount: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** Computes a statistic; `undefined` when there is nothing to compute it from. */
export type ComputeStatistic = (aggregate: Aggregate) => number | undefined;

const PERCENTILE = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/;

const BASIC: Readonly<Record<string, (total: StatisticSet) => number>> = {
  Sum: ({ sum }) => sum,
  SampleCount: ({ sampleCount }) => sampleCount,
  Average: ({ sum, sampleCount }) => sum / sampleCount,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

/** Finds a statistic by its CloudWatch name: Sum, Average, Minimum, Maximum, SampleCount, p0 to p100. */
export function findStatistic(name: string): ComputeStatistic {
  const basic = Object.hasOwn(BASIC, name) ? BASIC[name] : undefined;
  if (basic)
    return (aggregate) => {
      const total = totalOf(aggregate);
      return total.sampleCount > 0 ? basic(total) : undefined;
    };
  const [, percent] = PERCENTILE.exec(name) ?? [];
  if (percent === undefined)
    throw new ServiceError(
      'InvalidParameterValueException',
      `The value ${name} for parameter Stat is not supported.`,
    );
  return ({ values, set }) => (set ? undefined : percentile(values, Number(percent)));
}

/** Sum, count and extremes of everything in the period. */
export function totalOf({ values, set }: Aggregate): StatisticSet {
  let { sum, sampleCount, minimum, maximum } = set ?? EMPTY;
  for (const [value, count] of values) {
    sum += value * count;
    sampleCount += count;
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
  }
  return { sum, sampleCount, minimum, maximum };
}

const EMPTY: StatisticSet = {
  sum: 0,
  sampleCount: 0,
  minimum: Number.POSITIVE_INFINITY,
  maximum: Number.NEGATIVE_INFINITY,
};

/** Adds `added` to `aggregate`. */
export function addTo(aggregate: Aggregate, added: Aggregate): void {
  for (const [value, count] of added.values)
    aggregate.values.set(value, (aggregate.values.get(value) ?? 0) + count);
  if (!added.set) return;
  const known = aggregate.set ?? EMPTY;
  aggregate.set = {
    sum: known.sum + added.set.sum,
    sampleCount: known.sampleCount + added.set.sampleCount,
    minimum: Math.min(known.minimum, added.set.minimum),
    maximum: Math.max(known.maximum, added.set.maximum),
  };
}
