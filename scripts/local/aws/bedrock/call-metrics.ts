import type { InvocationLoggingSetup } from '../bedrock-control/invocation-logging.ts';
import type { MetricIdentity, OpenMetric, RecordValue } from '../cloudwatch/metric-store.ts';
import type { CallReport } from './call-report.ts';
import { recordGuardrailMetrics } from './guardrail-metrics.ts';

const NAMESPACE = 'AWS/Bedrock';

/** Names of metrics with one value each. */
export type Values = Readonly<Record<string, number | undefined>>;

/**
 * Records what Bedrock puts into CloudWatch by itself. Of AWS's two published definitions of `Invocations` it
 * follows the newer one: calls accepted for processing, those that fail later included, without those that are
 * throttled or refused as invalid (user guide, "Monitor Amazon Bedrock runtime metrics", July 2026).
 */
export function createCallMetrics({
  open,
  invocationLogging,
}: {
  readonly open: OpenMetric;
  /** As it is at the time of a call. */
  readonly invocationLogging: () => InvocationLoggingSetup | undefined;
}): (report: CallReport) => void {
  const metrics = new Map<string, RecordValue>();
  const openOnce = (metric: MetricIdentity): RecordValue => {
    const key = `${metric.metricName} ${metric.dimensions[0]?.value ?? ''}`;
    const record = metrics.get(key) ?? open(metric);
    metrics.set(key, record);
    return record;
  };
  return (report) => {
    const { modelId, atMs, guardrail } = report;
    if (guardrail) recordGuardrailMetrics(open, { ...guardrail, atMs });
    if (modelId === undefined) return;
    const dimensions = [{ name: 'ModelId', value: modelId }];
    const values = valuesOf(report);
    for (const [metricName, value] of Object.entries(values))
      if (value) openOnce({ namespace: NAMESPACE, metricName, dimensions })(atMs, value);
    if (!values.Invocations) return;
    // documented as "across all model IDs", which is taken to be no dimension
    for (const metricName of deliveriesOf(invocationLogging()))
      openOnce({ namespace: NAMESPACE, metricName, dimensions: [] })(atMs, 1);
  };
}

const THROTTLED = 429;
const SERVER_ERROR = 500;
/** Refused before a model is asked: invalid, not allowed, not there. */
const NOT_ACCEPTED = new Set([400, 403, 404, THROTTLED]);

function valuesOf(report: CallReport): Values {
  const { end } = report;
  if (end.kind === 'failed')
    return {
      Invocations: Number(!NOT_ACCEPTED.has(end.status)),
      InvocationThrottles: Number(end.status === THROTTLED),
      InvocationClientErrors: Number(end.status < SERVER_ERROR && end.status !== THROTTLED),
      InvocationServerErrors: Number(end.status >= SERVER_ERROR),
    };
  return end.kind === 'answered' ? { Invocations: 1, ...answeredValues(report) } : { Invocations: 1 };
}

/** A count of zero is no datapoint; that AWS sends none either is unverified. */
function answeredValues({ modelId = '', completion, isStream = false, latencyMs }: CallReport): Values {
  const usage = completion?.usage;
  return {
    InvocationLatency: latencyMs,
    InputTokenCount: usage?.inputTokens,
    OutputTokenCount: usage?.outputTokens,
    EstimatedTPMQuotaUsage: usage && quotaUse(modelId, usage),
    CacheReadInputTokenCount: usage?.cacheReadInputTokens,
    CacheWriteInputTokenCount: usage?.cacheWriteInputTokens,
    TimeToFirstToken: isStream ? completion?.pace.firstTokenMs : undefined,
  };
}

/** Models whose output tokens count five times: Claude from 3.7 on (user guide, "How tokens are counted"). */
const BURNS_DOWN = /claude-(?:3-7|sonnet-[4-9]|opus-[4-9]|haiku-[4-9])/;
const BURNDOWN = 5;

/** Tokens as they count towards the quota: those read from the prompt cache do not. */
function quotaUse(modelId: string, usage: Tokens): number {
  const output = usage.outputTokens * (BURNS_DOWN.test(modelId) ? BURNDOWN : 1);
  return usage.inputTokens + (usage.cacheWriteInputTokens ?? 0) + output;
}

type Tokens = NonNullable<CallReport['completion']>['usage'];

function deliveriesOf(logging: InvocationLoggingSetup | undefined): readonly string[] {
  if (!logging) return [];
  const outcome = (logging.isDelivering ?? true) ? 'Success' : 'Failure';
  const { cloudWatchConfig, s3Config } = logging.config;
  return [
    ...(cloudWatchConfig ? [`ModelInvocationLogsCloudWatchDelivery${outcome}`] : []),
    ...(s3Config ? [`ModelInvocationLogsS3Delivery${outcome}`] : []),
  ];
}
