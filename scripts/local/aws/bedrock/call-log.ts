import { isEmbeddingModel } from '#core/bedrock/model-id.ts';
import type { InvocationLoggingSetup } from '../bedrock-control/invocation-logging.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../credentials.ts';
import type { IncomingLogEvent } from '../logs/service.ts';
import type { PutObject } from '../s3/service.ts';
import type { CallReport, LoggedForm } from './call-report.ts';
import { hasFault } from './complete.ts';
import { resolveModel } from './model-id.ts';

/** Where Bedrock writes invocation logs to, whatever the group is called. */
const STREAM = 'aws/bedrock/modelinvocations';
/** Bodies above it are moved to S3 (size: third-party sources; unverified). */
const MAX_INLINE_BYTES = 100_000;

/** What delivery works with. */
export interface CallLogOptions {
  readonly invocationLogging: () => InvocationLoggingSetup | undefined;
  readonly ingest: (event: IncomingLogEvent) => void;
  readonly put: (object: PutObject) => void;
}

/**
 * Delivers invocation logs to CloudWatch Logs, in the shape that Bedrock's own have. Which failed calls AWS logs is
 * unverified; here it is every one that named a model. ApplyGuardrail is no invocation and is not logged.
 */
export function createCallLog(options: CallLogOptions): (report: CallReport) => void {
  return (report) => {
    const setup = options.invocationLogging();
    const destination = setup?.config.cloudWatchConfig;
    const { logged, modelId } = report;
    if (!destination?.logGroupName || !(setup?.isDelivering ?? true)) return;
    if (!logged || modelId === undefined || logged.operation === 'ApplyGuardrail') return;
    if (report.end.kind === 'interrupted' && !report.completion) return;
    const isText = setup?.config.textDataDeliveryEnabled ?? true;
    const isVector = isEmbeddingModel(resolveModel(modelId).baseModel);
    const isAnswer = isText && (!isVector || (setup?.config.embeddingDataDeliveryEnabled ?? true));
    const place = toBodyPlace(destination.largeDataDeliveryS3Config, { report, logged, put: options.put });
    const document = {
      ...toEnvelope(report, logged),
      modelId,
      input: { ...(isText && place('input', logged.input)), ...inputCounts(report) },
      output: { ...(isAnswer && place('output', answerOf(report, logged))), ...outputCount(report) },
    };
    options.ingest({
      logGroupName: destination.logGroupName,
      logStreamName: STREAM,
      timestampMs: report.atMs,
      message: JSON.stringify(document),
    });
  };
}

function toEnvelope({ atMs, end }: CallReport, { operation, requestId, callerArn }: LoggedForm) {
  return {
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    timestamp: new Date(atMs).toISOString(),
    accountId: LOCAL_ACCOUNT,
    region: LOCAL_REGION,
    requestId,
    operation,
    ...(callerArn === undefined ? {} : { identity: { arn: callerArn } }),
    ...(end.kind === 'failed'
      ? { errorCode: end.type ?? 'ModelStreamErrorException', status: String(end.status) }
      : {}),
  };
}

function answerOf({ completion, end }: CallReport, { toOutput }: LoggedForm): unknown {
  return end.kind === 'failed' || !completion ? undefined : toOutput?.(completion);
}

/** A body in the document, or in S3 under the path that the document then holds. */
function toBodyPlace(
  large: { readonly bucketName?: string | undefined; readonly keyPrefix?: string | undefined } | undefined,
  {
    report,
    logged,
    put,
  }: { readonly report: CallReport; readonly logged: LoggedForm; readonly put: CallLogOptions['put'] },
) {
  return (side: 'input' | 'output', body: unknown): Readonly<Record<string, unknown>> => {
    if (body === undefined) return {};
    const type = { [`${side}ContentType`]: 'application/json' };
    const bytes = Buffer.from(JSON.stringify(body));
    if (bytes.byteLength <= MAX_INLINE_BYTES) return { ...type, [`${side}BodyJson`]: body };
    if (large?.bucketName === undefined) return type;
    const day = new Date(report.atMs).toISOString().slice(0, 13).replaceAll(/[-T]/g, '/');
    const folder = `AWSLogs/${LOCAL_ACCOUNT}/BedrockModelInvocationLogs/${LOCAL_REGION}/${day}/data`;
    const key = [large.keyPrefix, folder, `${logged.requestId}_${side}.json`].filter(Boolean).join('/');
    put({ bucketName: large.bucketName, key, body: bytes });
    return { ...type, [`${side}BodyS3Path`]: `s3://${large.bucketName}/${key}` };
  };
}

function usageOf({ completion, end }: CallReport) {
  const isTold = completion && end.kind !== 'failed' && !hasFault(completion, 'no-usage');
  return isTold ? completion.usage : undefined;
}

function inputCounts(report: CallReport): Readonly<Record<string, number>> {
  const usage = usageOf(report);
  if (!usage) return {};
  const { inputTokens, cacheReadInputTokens, cacheWriteInputTokens } = usage;
  return {
    inputTokenCount: inputTokens,
    cacheReadInputTokenCount: cacheReadInputTokens,
    cacheWriteInputTokenCount: cacheWriteInputTokens,
  };
}

function outputCount(report: CallReport): Readonly<Record<string, number>> {
  const usage = usageOf(report);
  return usage ? { outputTokenCount: usage.outputTokens } : {};
}
