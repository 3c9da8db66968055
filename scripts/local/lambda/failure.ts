import { UpstreamError } from '#core/errors.ts';
import type { FunctionErrorBody } from './protocol.ts';

/** How an invocation ended without an answer. */
export type FailureKind = 'throttled' | 'function-error' | 'timeout' | 'crash';

/** What Lambda's Invoke would have answered with `FunctionError`, or with 429. */
export class InvocationFailure extends UpstreamError {
  readonly kind: FailureKind;
  readonly errorType: string;
  readonly errorMessage: string;

  constructor(kind: FailureKind, { errorType, errorMessage }: FunctionErrorBody) {
    super(`${errorType}: ${errorMessage}`, { retryable: kind === 'throttled' });
    this.kind = kind;
    this.errorType = errorType;
    this.errorMessage = errorMessage;
  }
}

/** No environment is free and none may be added. */
export function throttled(functionName: string, limit: number): InvocationFailure {
  return new InvocationFailure('throttled', {
    errorType: 'TooManyRequestsException',
    errorMessage: `Rate Exceeded. ${functionName} runs ${limit} invocations at once already (reserved concurrency).`,
  });
}

/** The function's time ran out. */
export function timedOut(requestId: string, timeoutSeconds: number): InvocationFailure {
  return new InvocationFailure('timeout', {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
  });
}

/** The environment ended in the middle of an invocation. */
export function crashed(requestId: string, cause: string): InvocationFailure {
  return new InvocationFailure('crash', {
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: ${cause}`,
  });
}
