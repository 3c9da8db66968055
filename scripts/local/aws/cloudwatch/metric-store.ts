import { type Aggregate, addTo, type ComputeStatistic } from './statistic.ts';
import type { StoredMetric } from './stored-metric.ts';

/** A dimension of a metric. */
export interface Dimension {
  readonly name: string;
  readonly value: string;
}

/** What tells one metric from another. */
export interface MetricIdentity {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: readonly Dimension[];
}

/** Values of one metric at one time. */
export interface Sample extends MetricIdentity {
  readonly timestampMs: number;
  readonly aggregate: Aggregate;
}

/** A stretch of time cut into periods, the first of which begins at its start; the end is not part of it. */
export interface Window {
  readonly startMs: number;
  readonly endMs: number;
  readonly periodMs: number;
}

/** Adds one value to a metric. */
export type RecordValue = (timestampMs: number, value: number) => void;

/** Looks a metric up to add values to. */
export type OpenMetric = (metric: MetricIdentity) => RecordValue;

/** Metrics in one-minute buckets. */
export interface MetricStore {
  readonly record: (sample: Sample) => void;
  /** Looks a metric up once for many values; it is listed from its first value on. */
  readonly open: OpenMetric;
  /** One value per period that has data, oldest first, timestamped with the period's start. */
  readonly query: (
    metric: MetricIdentity,
    window: Window,
    statistic: ComputeStatistic,
  ) => ReadonlyMap<number, number>;
  /** Metrics with data after `sinceMs`, in the order in which they first appeared. */
  readonly list: (sinceMs: number) => readonly MetricIdentity[];
  readonly all: () => readonly StoredMetric[];
  readonly restore: (metrics: readonly StoredMetric[]) => void;
}

interface Series {
  readonly identity: MetricIdentity;
  readonly buckets: Map<number, Aggregate>;
  newestMs: number;
}

const MINUTE_MS = 60_000;

const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * How long CloudWatch keeps which periods: minutes for 15 days, five minutes for 63, hours for 455. A shorter period of
 * older days has no datapoint.
 */
const KEPT = [
  { days: 15, periodMs: MINUTE_MS },
  { days: 63, periodMs: 5 * MINUTE_MS },
  { days: 455, periodMs: 60 * MINUTE_MS },
] as const;
const RETENTION_MS = 455 * DAY_MS;

/** More than a laptop's traffic creates; a runaway dimension must not eat the memory. */
const MAX_SERIES = 20_000;

/** Creates an empty store. */
export function createMetricStore({ now }: { readonly now: () => number }): MetricStore {
  const all = new Map<string, Series>();
  const find = (metric: MetricIdentity): Series | undefined => {
    const key = keyOf(metric);
    const known = all.get(key);
    if (known || all.size >= MAX_SERIES) return known;
    const series = {
      identity: sortDimensions(metric),
      buckets: new Map(),
      newestMs: Number.NEGATIVE_INFINITY,
    };
    all.set(key, series);
    return series;
  };
  const bucketAt = (series: Series, timestampMs: number): Aggregate =>
    openBucket(series, { minuteMs: floorTo(timestampMs, MINUTE_MS), nowMs: now() });
  const record = ({ timestampMs, aggregate, ...metric }: Sample): void => {
    const series = find(metric);
    if (series) addTo(bucketAt(series, timestampMs), aggregate);
  };
  return {
    record,
    open: (metric) => {
      let series: Series | undefined;
      return (timestampMs, value) => {
        series ??= find(metric);
        if (!series) return;
        const { values } = bucketAt(series, timestampMs);
        values.set(value, (values.get(value) ?? 0) + 1);
      };
    },
    query: (metric, window, statistic) =>
      summarise(all.get(keyOf(metric)), { ...window, startMs: firstKept(window, now()) }, statistic),
    list: (sinceMs) =>
      [...all.values()].filter(({ newestMs }) => newestMs >= sinceMs).map(({ identity }) => identity),
    all: () => [...all.values()].map(toStored),
    restore: (metrics) => {
      for (const { buckets, ...metric } of metrics) {
        for (const { minuteMs, values, set } of buckets)
          record({
            ...metric,
            timestampMs: minuteMs,
            aggregate: { values: new Map(values), ...(set ? { set } : {}) },
          });
      }
    },
  };
}

/** Start of a window, later by the whole periods that are no longer kept. */
function firstKept({ startMs, periodMs }: Window, nowMs: number): number {
  const { days } = KEPT.findLast((kept) => kept.periodMs <= periodMs) ?? KEPT[0];
  const keptMs = nowMs - days * DAY_MS;
  return startMs >= keptMs ? startMs : startMs + Math.ceil((keptMs - startMs) / periodMs) * periodMs;
}

/** Rounds a time down to a multiple of a period. */
export function floorTo(timeMs: number, periodMs: number): number {
  return Math.floor(timeMs / periodMs) * periodMs;
}

const keyOf = (metric: MetricIdentity): string => JSON.stringify(Object.values(sortDimensions(metric)));

/** CloudWatch pays no attention to the order of dimensions. */
function sortDimensions({ namespace, metricName, dimensions }: MetricIdentity): MetricIdentity {
  const sorted = dimensions
    .map(({ name, value }) => ({ name, value }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  return { namespace, metricName, dimensions: sorted };
}

function openBucket(
  series: Series,
  { minuteMs, nowMs }: { readonly minuteMs: number; readonly nowMs: number },
): Aggregate {
  const { buckets } = series;
  const known = buckets.get(minuteMs);
  if (known) return known;
  // Buckets come about in order of time, so the first one that is kept ends the search.
  for (const oldMs of buckets.keys()) {
    if (oldMs >= nowMs - RETENTION_MS) break;
    buckets.delete(oldMs);
  }
  const bucket: Aggregate = { values: new Map() };
  buckets.set(minuteMs, bucket);
  series.newestMs = Math.max(series.newestMs, minuteMs);
  return bucket;
}

function summarise(
  series: Series | undefined,
  window: Window,
  statistic: ComputeStatistic,
): ReadonlyMap<number, number> {
  const { startMs, periodMs } = window;
  const periods = new Map<number, Aggregate>();
  for (const [minuteMs, bucket] of series ? bucketsIn(series, window) : []) {
    const startsMs = startMs + floorTo(minuteMs - startMs, periodMs);
    const aggregate = periods.get(startsMs) ?? { values: new Map() };
    addTo(aggregate, bucket);
    periods.set(startsMs, aggregate);
  }
  const values = [...periods]
    .sort(([left], [right]) => left - right)
    .map(([startsMs, aggregate]) => [startsMs, statistic(aggregate)] as const);
  return new Map(values.filter((entry): entry is readonly [number, number] => entry[1] !== undefined));
}

/** Goes over the minutes of a short window, which an alarm asks for over and over, else over the buckets. */
function* bucketsIn(
  { buckets }: Series,
  { startMs, endMs }: Window,
): Generator<readonly [number, Aggregate]> {
  if ((endMs - startMs) / MINUTE_MS > buckets.size) {
    for (const [minuteMs, bucket] of buckets)
      if (minuteMs >= startMs && minuteMs < endMs) yield [minuteMs, bucket];
    return;
  }
  for (let minuteMs = Math.ceil(startMs / MINUTE_MS) * MINUTE_MS; minuteMs < endMs; minuteMs += MINUTE_MS) {
    const bucket = buckets.get(minuteMs);
    if (bucket) yield [minuteMs, bucket];
  }
}

const toStored = ({ identity, buckets }: Series): StoredMetric => ({
  ...identity,
  dimensions: [...identity.dimensions],
  buckets: [...buckets].map(([minuteMs, { values, set }]) => ({
    minuteMs,
    values: [...values],
    ...(set ? { set } : {}),
  })),
});
