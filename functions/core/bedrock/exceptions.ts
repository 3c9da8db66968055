import type { Outcome } from '../invocation/record.ts';

/** How often a failed call may be made again: as attempts allow, once, or never. */
export type RetryPolicy = 'retry' | 'once' | 'never';

interface ExceptionDefinition {
  readonly status: number;
  readonly retry: RetryPolicy;
  readonly outcome: Outcome;
  /** Whether it tells that the model's endpoint is unwell: such failures open the circuit breaker. */
  readonly breaks: boolean;
}

/**
 * Bedrock Runtime's exceptions. Status codes: `@aws-sdk/client-bedrock-runtime` 3.1162.0 error models;
 * what to do about them: AWS's advice for each, ModelTimeout and ModelError at most once more.
 */
export const EXCEPTIONS = {
  ThrottlingException: { status: 429, retry: 'retry', outcome: 'throttled', breaks: false },
  ModelNotReadyException: { status: 429, retry: 'retry', outcome: 'throttled', breaks: false },
  InternalServerException: { status: 500, retry: 'retry', outcome: 'server_error', breaks: true },
  ServiceUnavailableException: { status: 503, retry: 'retry', outcome: 'server_error', breaks: true },
  ModelTimeoutException: { status: 408, retry: 'once', outcome: 'timeout', breaks: true },
  ModelErrorException: { status: 424, retry: 'once', outcome: 'server_error', breaks: true },
  ModelStreamErrorException: { status: 424, retry: 'retry', outcome: 'server_error', breaks: true },
  ServiceQuotaExceededException: { status: 400, retry: 'never', outcome: 'client_error', breaks: false },
  ValidationException: { status: 400, retry: 'never', outcome: 'client_error', breaks: false },
  AccessDeniedException: { status: 403, retry: 'never', outcome: 'client_error', breaks: false },
  ResourceNotFoundException: { status: 404, retry: 'never', outcome: 'client_error', breaks: false },
  ConflictException: { status: 400, retry: 'never', outcome: 'client_error', breaks: false },
} as const satisfies Record<string, ExceptionDefinition>;

export type ExceptionName = keyof typeof EXCEPTIONS;

/** Bedrock refuses for the rest of the day with this wording: waiting a second does not help. */
const DAILY_QUOTA_PATTERN = /tokens per day/i;

/** Takes `x-amzn-errortype` (`Name:url`), an in-stream `:exception-type` (`throttlingException`) or a body's `__type` apart. */
export function exceptionName(text: string | undefined): string | undefined {
  const name = text?.split(':', 1)[0]?.split('#').at(-1)?.trim();
  return name ? name.charAt(0).toUpperCase() + name.slice(1) : undefined;
}

/** What is to be done about a failed call. Unknown exceptions go by their status class. */
export function classifyFailure({
  name,
  status,
  message = '',
}: {
  readonly name: string | undefined;
  readonly status: number;
  readonly message?: string;
}): ExceptionDefinition {
  const known = Object.entries(EXCEPTIONS).find(([candidate]) => candidate === name)?.[1] ?? byStatus(status);
  return known.outcome === 'throttled' && DAILY_QUOTA_PATTERN.test(message)
    ? { ...known, retry: 'never' }
    : known;
}

function byStatus(status: number): ExceptionDefinition {
  if (status === 429) return { ...EXCEPTIONS.ThrottlingException, status };
  if (status === 408) return { ...EXCEPTIONS.ModelTimeoutException, status };
  if (status >= 500) return { ...EXCEPTIONS.InternalServerException, status };
  return { ...EXCEPTIONS.ValidationException, status };
}
