import { createJsonService, operation } from '../json-protocol.ts';
import type { Service } from '../wire.ts';
import type { PublishAlarm } from './alarms/actions.ts';
import type { CompositeAlarmSetup } from './alarms/composite.ts';
import type { AlarmSetup } from './alarms/definition.ts';
import { type Alarms, createAlarms } from './alarms/service.ts';
import { createDashboards, type DashboardSetup } from './dashboards.ts';
import { extractMetrics } from './embedded-metrics.ts';
import { createInsightRules, type ReadLogEvents } from './insight-rules/service.ts';
import { ListMetricsRequest, listMetrics } from './list-metrics.ts';
import { getMetricData, MetricDataRequest } from './metric-data.ts';
import { createMetricStore, type MetricStore } from './metric-store.ts';
import { MetricData, putMetricData } from './put-metric-data.ts';

/** CloudWatch metrics. */
export interface CloudWatch {
  readonly service: Service;
  readonly store: MetricStore;
  readonly alarms: Pick<Alarms, 'evaluate' | 'all' | 'restore'>;
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

/** What CloudWatch works with. */
export interface CloudWatchOptions extends CloudWatchSetup {
  readonly now: () => number;
  /** Sends what an alarm has to tell. */
  readonly publish: PublishAlarm;
  /** What Contributor Insights reads. */
  readonly readLogEvents: ReadLogEvents;
}

/** CloudWatch: metrics, Embedded Metric Format, alarms, dashboards, Contributor Insights. */
export function createCloudWatch(options: CloudWatchOptions): CloudWatch {
  const { now, publish, readLogEvents, dashboards = [], compositeAlarms: composites = [] } = options;
  const store = createMetricStore({ now });
  const rules = createInsightRules(readLogEvents);
  const context = { store, insightRule: rules.metric, now };
  const alarms = createAlarms({ ...context, setups: options.alarms ?? [], composites, publish });
  return {
    store,
    alarms,
    service: createJsonService({
      contentType: 'application/x-amz-json-1.0',
      isQueryCompatible: true,
      operations: {
        PutMetricData: operation(MetricData, (input) => putMetricData(store, input, now())),
        GetMetricData: operation(MetricDataRequest, (input) => getMetricData(context, input)),
        ListMetrics: operation(ListMetricsRequest, (input) => listMetrics(store, input, now())),
        ...alarms.operations,
        ...createDashboards({ now, setups: dashboards }),
        ...rules.operations,
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
