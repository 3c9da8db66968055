import type { RetryPolicy } from '#core/bedrock/exceptions.ts';
import { UpstreamError } from '#core/errors.ts';
import type { Outcome } from '#core/invocation/record.ts';
import { type Refusal, refusal, toAnswer } from './refusal.ts';

/** An error answer for the caller, Bedrock's or the gateway's own. */
export interface Failure {
  readonly httpStatus: number;
  readonly errorType?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly outcome: Outcome;
}

/** An attempt that failed, and what follows from it. */
export interface FailedAttempt extends Failure {
  readonly retry: RetryPolicy;
  /** Whether it tells that the model's endpoint is unwell. */
  readonly breaks: boolean;
}

/** What is left of an attempt that got no answer. Throws what is no connection's fault: a defect. */
export function unanswered(error: unknown, signal: AbortSignal): FailedAttempt {
  if (signal.aborted)
    return {
      ...ownFailure(
        refusal('ModelTimeoutException', 'The call was given up before the model answered.'),
        'timeout',
        'never',
      ),
      breaks: signal.reason === 'deadline', // a caller who hangs up says nothing about the model
    };
  if (!(error instanceof UpstreamError) && !isConnectionError(error)) throw error;
  return ownFailure(
    refusal('ServiceUnavailableException', 'Bedrock could not be reached.'),
    'server_error',
    'retry',
  );
}

/** A body or stream that broke off while it was read. */
export const isConnectionError = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^(ECONN|EPIPE|ETIMEDOUT|ERR_STREAM)/.test(error.code);

/** An answer that began and broke off before any of it was passed on; `requestId` is Bedrock's. */
export function answerBrokeOff(requestId: string | undefined, answer = BROKE_OFF): FailedAttempt {
  const failure = ownFailure(answer, 'aborted', 'retry');
  return requestId === undefined
    ? failure
    : { ...failure, headers: { ...failure.headers, 'x-amzn-requestid': requestId } };
}

const BROKE_OFF = refusal('ModelErrorException', 'The answer from the model broke off.');

/** No attempt was made, because the circuit of every model is open. */
export function circuitOpen(): FailedAttempt {
  const answer = refusal(
    'ServiceUnavailableException',
    'The model failed repeatedly and is left alone for up to 30 seconds.',
  );
  return ownFailure({ ...answer, retryAfterSeconds: 30 }, 'server_error', 'never');
}

/** A defect of the gateway. */
export function gatewayFailed(): FailedAttempt {
  return ownFailure(
    refusal('InternalServerException', 'The gateway failed; its log says why.'),
    'server_error',
    'never',
  );
}

function ownFailure(answer: Refusal, outcome: Outcome, retry: RetryPolicy): FailedAttempt {
  const { status: httpStatus, headers, body } = toAnswer(answer);
  return {
    httpStatus,
    errorType: answer.errorType,
    headers,
    body,
    outcome,
    retry,
    breaks: retry === 'retry',
  };
}
