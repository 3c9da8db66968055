import type { StreamEvent } from '#adapters/event-stream.ts';
import type { Candidate } from '#core/bedrock/candidates.ts';
import { classifyFailure, exceptionName } from '#core/bedrock/exceptions.ts';
import { bedrockPath, OPERATION_DEFINITIONS } from '#core/bedrock/operation.ts';
import type { BedrockResponse } from '#functions/ports.ts';
import { errorMessageOf, readBody } from './body.ts';
import type { Call } from './call.ts';
import { answerBrokeOff, type FailedAttempt, isConnectionError, unanswered } from './failure.ts';
import { firstFrame, type StreamSource } from './first-frame.ts';
import { ERROR_TYPE_HEADER } from './refusal.ts';
import type { GatewayDependencies } from './settings.ts';

/** How one call to Bedrock ended, as far as it can still be made again. */
export type AttemptResult =
  | { readonly ok: true; readonly response: BedrockResponse; readonly stream?: StreamSource | undefined }
  | { readonly ok: false; readonly failure: FailedAttempt };

/** Seconds a throttled caller is asked to wait when Bedrock names none. */
const RETRY_AFTER_SECONDS = 1;

/** Calls Bedrock once. A stream is good when its first frame has come and is no exception. */
export async function attempt(
  call: Call,
  candidate: Candidate,
  { bedrock }: GatewayDependencies,
  signal: AbortSignal,
): Promise<AttemptResult> {
  try {
    const response = await bedrock.send(
      {
        path: bedrockPath(call.operation, { ...call.pathParameters, modelId: candidate.modelId }),
        headers: call.headers,
        body: call.body,
      },
      signal,
    );
    if (response.status >= 300) return { ok: false, failure: await readFailure(response) };
    return OPERATION_DEFINITIONS[call.operation].stream
      ? await openStream(response, signal)
      : { ok: true, response };
  } catch (error) {
    return { ok: false, failure: unanswered(error, signal) };
  }
}

async function openStream(response: BedrockResponse, signal: AbortSignal): Promise<AttemptResult> {
  try {
    const { stream, exception } = await firstFrame(response.body);
    if (!exception) return { ok: true, response, stream };
    response.body.destroy();
    return { ok: false, failure: streamFailure(response, exception) };
  } catch (error) {
    if (signal.aborted || !isConnectionError(error)) throw error;
    return { ok: false, failure: answerBrokeOff(response.headers['x-amzn-requestid']) };
  }
}

function streamFailure(response: BedrockResponse, { type, payload }: StreamEvent): FailedAttempt {
  const errorType = exceptionName(type);
  const { status, outcome, retry, breaks } = classifyFailure({
    name: errorType,
    status: 500,
    message: payload,
  });
  return {
    httpStatus: status,
    errorType,
    headers: errorHeaders({ ...response, status }, errorType),
    body: Buffer.from(payload),
    outcome,
    retry,
    breaks,
  };
}

async function readFailure(response: BedrockResponse): Promise<FailedAttempt> {
  const body = await readBody(response.body);
  const { name, message } = errorMessageOf(body);
  const errorType = exceptionName(response.headers[ERROR_TYPE_HEADER]) ?? exceptionName(name);
  const { outcome, retry, breaks } = classifyFailure({ name: errorType, status: response.status, message });
  return {
    httpStatus: response.status,
    errorType,
    headers: errorHeaders(response, errorType),
    body,
    outcome,
    retry,
    breaks,
  };
}

function errorHeaders(
  { status, headers }: BedrockResponse,
  errorType: string | undefined,
): Readonly<Record<string, string>> {
  return {
    ...headers,
    'content-type': 'application/json',
    ...(errorType === undefined ? {} : { [ERROR_TYPE_HEADER]: errorType }),
    ...(status === 429 ? { 'retry-after': headers['retry-after'] ?? String(RETRY_AFTER_SECONDS) } : {}),
  };
}
