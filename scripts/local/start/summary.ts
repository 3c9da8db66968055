import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Statistic } from '#core/signals/definition.ts';
import { ownMetrics } from '#core/signals/own-metrics.ts';
import { LOCAL_CREDENTIALS } from '../aws/credentials.ts';

/** One figure of the summary. */
interface SummaryRow {
  readonly signal: keyof typeof ownMetrics;
  readonly statistic: Statistic;
}

/** Figures of the summary, each a statistic of a catalogue row. */
const ROWS = {
  calls: { signal: 'requests', statistic: 'Sum' },
  successes: { signal: 'successes', statistic: 'Sum' },
  clientErrors: { signal: 'clientErrors', statistic: 'Sum' },
  serverErrors: { signal: 'serverErrors', statistic: 'Sum' },
  inputTokens: { signal: 'inputTokens', statistic: 'Sum' },
  outputTokens: { signal: 'outputTokens', statistic: 'Sum' },
  costUsd: { signal: 'cost', statistic: 'Sum' },
  unpricedCalls: { signal: 'unpricedCalls', statistic: 'Sum' },
  latencyP50Ms: { signal: 'latency', statistic: 'p50' },
  latencyP99Ms: { signal: 'latency', statistic: 'p99' },
  timeToFirstTokenP50Ms: { signal: 'timeToFirstToken', statistic: 'p50' },
  timeToFirstTokenP99Ms: { signal: 'timeToFirstToken', statistic: 'p99' },
  throttles: { signal: 'throttles', statistic: 'Sum' },
  retries: { signal: 'retries', statistic: 'Sum' },
  guardrailInterventions: { signal: 'guardrailInterventions', statistic: 'Sum' },
  toolCalls: { signal: 'toolCalls', statistic: 'Sum' },
} as const satisfies Record<string, SummaryRow>;

/** Name of a figure. */
export type SummaryKey = keyof typeof ROWS;

/** Figures by name; `null` where CloudWatch holds no data. */
export type Summary = Readonly<Record<SummaryKey, number | null>>;

const MINUTE_MS = 60_000;

/** Where and since when to read. */
export interface SummaryOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly stage: string;
  readonly sinceMs: number;
  readonly untilMs: number;
}

/** Reads the summary back from CloudWatch, all figures in one call. */
export async function readSummary({
  endpoint,
  region,
  stage,
  sinceMs,
  untilMs,
}: SummaryOptions): Promise<Summary> {
  const client = new CloudWatchClient({ endpoint, region, credentials: LOCAL_CREDENTIALS });
  // One data point over the whole window: percentiles of parts cannot be added up.
  const periodSeconds = Math.ceil((untilMs - sinceMs) / MINUTE_MS) * 60;
  try {
    const { MetricDataResults: results = [] } = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(sinceMs),
        EndTime: new Date(sinceMs + periodSeconds * 1000),
        MetricDataQueries: Object.entries(ROWS).map(([key, row]) =>
          toQuery(key, row, { stage, periodSeconds }),
        ),
      }),
    );
    const found = new Map(results.map(({ Id: id, Values: values = [] }) => [id, values[0]]));
    return toSummary((key) => found.get(queryId(key)));
  } finally {
    client.destroy();
  }
}

function toQuery(
  key: string,
  { signal, statistic }: SummaryRow,
  { stage, periodSeconds }: { readonly stage: string; readonly periodSeconds: number },
) {
  const { namespace, metricName } = ownMetrics[signal];
  return {
    Id: queryId(key),
    MetricStat: {
      Metric: { Namespace: namespace, MetricName: metricName, Dimensions: [{ Name: 'Stage', Value: stage }] },
      Period: periodSeconds,
      Stat: statistic,
    },
  };
}

/** Ids begin with a lower-case letter. */
function queryId(key: string): string {
  return `q_${key}`;
}

/** Counters are emitted only above zero: with calls but without the counter, there were none. */
function toSummary(find: (key: SummaryKey) => number | undefined): Summary {
  const hasCalls = find('calls') !== undefined;
  const value = (key: SummaryKey): number | null =>
    find(key) ?? (hasCalls && ROWS[key].statistic === 'Sum' ? 0 : null);
  return {
    calls: value('calls'),
    successes: value('successes'),
    clientErrors: value('clientErrors'),
    serverErrors: value('serverErrors'),
    inputTokens: value('inputTokens'),
    outputTokens: value('outputTokens'),
    costUsd: find('costUsd') ?? null, // calls without a price are no free calls
    unpricedCalls: value('unpricedCalls'),
    latencyP50Ms: value('latencyP50Ms'),
    latencyP99Ms: value('latencyP99Ms'),
    timeToFirstTokenP50Ms: value('timeToFirstTokenP50Ms'),
    timeToFirstTokenP99Ms: value('timeToFirstTokenP99Ms'),
    throttles: value('throttles'),
    retries: value('retries'),
    guardrailInterventions: value('guardrailInterventions'),
    toolCalls: value('toolCalls'),
  };
}
