import { rowsOfKind } from '#core/maturity/metric-plan.ts';
import { SPANS_LOG_GROUP } from '#core/signals/aws-metrics.ts';
import { catalogue } from '#core/signals/catalogue.ts';
import type { EmbeddedAws } from '#scripts/local/aws/server.ts';
import { FEEDBACK_LOG_GROUP, GATEWAY_LOG_GROUP, STAGE } from './account.ts';

/** A metric with its dimensions, in CloudWatch's words. */
export interface Series {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

const DAY_MS = 86_400_000;
const DAYS = 14;
const VALUE = 1_000;
/** Lines that hold nothing but metrics go here, so that no query scans them. */
const METRICS_LOG_GROUP = 'metrics';

/**
 * So many series of AWS's own metrics that an assessment reads: of each metric one, then one more for the next model,
 * function, guardrail or API, and so on.
 */
export function seriesOfAccount(count: number): readonly Series[] {
  const rows = rowsOfKind(catalogue, 'metric').flatMap(([, row]) =>
    row.source === 'aws-metric' && !('series' in row) ? [row] : [],
  );
  const wide = rows.filter(({ dimensions }) => dimensions.length > 0);
  const single = rows.filter(({ dimensions }) => dimensions.length === 0);
  const series = [...single.map((row) => ({ row, item: 0 })), ...repeat(wide, count)].slice(0, count);
  return series.map(({ row: { namespace, metricName, dimensions }, item }) => ({
    namespace,
    metricName,
    dimensions: Object.fromEntries(dimensions.map((name) => [name, `bench-${item}`])),
  }));
}

function repeat<Row>(rows: readonly Row[], count: number) {
  return Array.from({ length: Math.ceil(count / rows.length) }, (_, item) =>
    rows.map((row) => ({ row, item })),
  ).flat();
}

/** Fills an account: AWS's metrics, the gateway's own, records with prompts and feedback, by the day. */
export function fillAccount(aws: EmbeddedAws, { series, nowMs }: { series: number; nowMs: number }): void {
  const metrics = [...seriesOfAccount(series), ...ownSeries()];
  for (let day = 1; day < DAYS; day += 1) {
    const timestampMs = nowMs - day * DAY_MS;
    for (const each of metrics) ingest(aws, METRICS_LOG_GROUP, timestampMs, toMetricLine(each, timestampMs));
    fillLogs(aws, timestampMs, day);
  }
}

/** The gateway's own metrics of the stage, those that nothing emits yet included. */
function ownSeries(): readonly Series[] {
  return rowsOfKind(catalogue, 'metric').flatMap(([, { source, namespace, metricName }]) =>
    source === 'own-metric' ? [{ namespace, metricName, dimensions: { Stage: STAGE } }] : [],
  );
}

function toMetricLine({ namespace, metricName, dimensions }: Series, timestampMs: number): object {
  const CloudWatchMetrics = [
    { Namespace: namespace, Dimensions: [Object.keys(dimensions)], Metrics: [{ Name: metricName }] },
  ];
  return { _aws: { Timestamp: timestampMs, CloudWatchMetrics }, ...dimensions, [metricName]: VALUE };
}

/** The members of a record's line that queries read: two versions of two prompts. */
function fillLogs(aws: EmbeddedAws, timestampMs: number, day: number): void {
  for (const id of ['PROMPT0001', 'PROMPT0002'])
    ingest(aws, GATEWAY_LOG_GROUP, timestampMs, {
      message: 'invocation',
      invocation: { prompt: { id, version: String(1 + (day % 2)), systemHash: 'aa' } },
    });
  ingest(aws, FEEDBACK_LOG_GROUP, timestampMs, { message: 'UserFeedback' });
  ingest(aws, SPANS_LOG_GROUP, timestampMs, { name: 'chat' });
}

function ingest(aws: EmbeddedAws, logGroupName: string, timestampMs: number, line: object): void {
  aws.ingestLogEvent({ logGroupName, logStreamName: 'bench', timestampMs, message: JSON.stringify(line) });
}
