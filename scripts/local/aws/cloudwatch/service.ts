import * as z from 'zod';
import { createJsonService, operation } from '../json-protocol.ts';
import { type Service, ServiceError } from '../wire.ts';
import { type AlarmSetup, type CompositeAlarmSetup, describeAlarms } from './alarms.ts';
import { type DashboardSetup, listDashboards } from './dashboards.ts';
import { extractMetrics } from './embedded-metrics.ts';
import { getMetricData, MetricDataRequest } from './metric-data.ts';
import { createMetricStore, type MetricIdentity, type MetricStore } from './metric-store.ts';
import { MetricData, putMetricData } from './put-metric-data.ts';

/** CloudWatch metrics. */
export interface CloudWatch {
  readonly service: Service;
  readonly store: MetricStore;
  /** Counts a log line in `AWS/Logs` and takes the metrics that it embeds. */
  readonly ingestLogLine: (line: LogLine) => void;
}

/** A line that came into a log group. */
export interface LogLine {
  readonly logGroupName: string;
  /** When it was written: a history is counted on its days. */
  readonly timestampMs: number;
  readonly message: string;
}

/** What CloudWatch knows of an account besides its metrics. */
export interface CloudWatchSetup {
  /** @default [] */
  readonly alarms?: readonly AlarmSetup[] | undefined;
  /** @default [] */
  readonly compositeAlarms?: readonly CompositeAlarmSetup[] | undefined;
  /** @default [] */
  readonly dashboards?: readonly DashboardSetup[] | undefined;
}

const PAGE_SIZE = 500;
const TWO_WEEKS_MS = 14 * 24 * 60 * 60_000;
const THREE_HOURS_MS = 3 * 60 * 60_000;

const ListMetricsRequest = z.object({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.string().optional() })).default([]),
  RecentlyActive: z.literal('PT3H').optional(),
  NextToken: z.string().optional(),
});
type ListMetricsRequest = z.infer<typeof ListMetricsRequest>;

/** CloudWatch: PutMetricData, GetMetricData, ListMetrics, Embedded Metric Format, DescribeAlarms, ListDashboards. */
export function createCloudWatch({
  now,
  alarms = [],
  compositeAlarms = [],
  dashboards = [],
}: CloudWatchSetup & { readonly now: () => number }): CloudWatch {
  const store = createMetricStore({ now });
  return {
    store,
    service: createJsonService({
      contentType: 'application/x-amz-json-1.0',
      isQueryCompatible: true,
      operations: {
        PutMetricData: operation(MetricData, (input) => putMetricData(store, input, now())),
        GetMetricData: operation(MetricDataRequest, (input) => getMetricData(store, input)),
        ListMetrics: operation(ListMetricsRequest, (input) => listMetrics(store, input, now())),
        DescribeAlarms: describeAlarms(alarms, compositeAlarms),
        ListDashboards: listDashboards(dashboards),
      },
    }),
    ingestLogLine: ({ logGroupName, timestampMs, message }) => {
      const { samples, ...errors } = extractMetrics(message, { nowMs: now() });
      for (const sample of samples) store.record(sample);
      countOf(store, { logGroupName, timestampMs, counts: { IncomingLogEvents: 1 } });
      const { validationErrors: EMFValidationErrors, parsingErrors: EMFParsingErrors } = errors;
      countOf(store, { logGroupName, timestampMs: now(), counts: { EMFValidationErrors, EMFParsingErrors } });
    },
  };
}

function countOf(
  store: MetricStore,
  {
    logGroupName,
    timestampMs,
    counts,
  }: Pick<LogLine, 'logGroupName' | 'timestampMs'> & {
    readonly counts: Readonly<Record<string, number>>;
  },
): void {
  for (const [metricName, count] of Object.entries(counts)) {
    if (count === 0) continue;
    const dimensions = [{ name: 'LogGroupName', value: logGroupName }];
    const aggregate = { values: new Map([[1, count]]) };
    store.record({ namespace: 'AWS/Logs', metricName, dimensions, timestampMs, aggregate });
  }
}

function listMetrics(store: MetricStore, request: ListMetricsRequest, nowMs: number) {
  const sinceMs = nowMs - (request.RecentlyActive ? THREE_HOURS_MS : TWO_WEEKS_MS);
  const found = store.list(sinceMs).filter((metric) => isListed(metric, request));
  const start = Number(request.NextToken ?? '0');
  if (!Number.isInteger(start) || start < 0 || start > found.length)
    throw new ServiceError(
      'InvalidParameterValueException',
      'The parameter NextToken is not a token of ListMetrics.',
    );
  const end = start + PAGE_SIZE;
  return {
    Metrics: found.slice(start, end).map(toListed),
    ...(end < found.length ? { NextToken: String(end) } : {}),
  };
}

/** A metric may have more dimensions than were asked for. */
function isListed(
  { namespace, metricName, dimensions }: MetricIdentity,
  request: ListMetricsRequest,
): boolean {
  return (
    (request.Namespace === undefined || request.Namespace === namespace) &&
    (request.MetricName === undefined || request.MetricName === metricName) &&
    request.Dimensions.every(({ Name, Value }) =>
      dimensions.some(({ name, value }) => name === Name && (Value === undefined || Value === value)),
    )
  );
}

const toListed = ({ namespace, metricName, dimensions }: MetricIdentity) => ({
  Namespace: namespace,
  MetricName: metricName,
  Dimensions: dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
});
