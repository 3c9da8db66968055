import type { ExceptionName } from '../bedrock/exceptions.ts';

/** An error in OpenAI's form. */
export interface OpenAiError {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string | null;
  };
}

interface ErrorKind {
  readonly type: string;
  /** @default null: OpenAI has no code for it */
  readonly code?: string;
}

/** OpenAI's type and code for Bedrock's exceptions; the status stays as it is, and clients choose their class by it. */
const KINDS = {
  ThrottlingException: { type: 'rate_limit_error', code: 'rate_limit_exceeded' },
  ModelNotReadyException: { type: 'rate_limit_error', code: 'model_not_ready' },
  InternalServerException: { type: 'server_error' },
  ServiceUnavailableException: { type: 'server_error', code: 'service_unavailable' },
  ModelTimeoutException: { type: 'server_error', code: 'timeout' },
  ModelErrorException: { type: 'server_error', code: 'model_error' },
  ModelStreamErrorException: { type: 'server_error', code: 'model_error' },
  ServiceQuotaExceededException: { type: 'insufficient_quota', code: 'insufficient_quota' },
  ValidationException: { type: 'invalid_request_error' },
  AccessDeniedException: { type: 'invalid_request_error', code: 'access_denied' },
  ResourceNotFoundException: { type: 'invalid_request_error', code: 'model_not_found' },
  ConflictException: { type: 'invalid_request_error' },
} as const satisfies Record<ExceptionName, ErrorKind>;

const kinds: ReadonlyMap<string, ErrorKind> = new Map(Object.entries(KINDS));

/** What is known of an error. */
export interface ErrorFacts {
  readonly status: number;
  /** Bedrock's exception name. */
  readonly errorType?: string | undefined;
  readonly message?: string | undefined;
  readonly param?: string | null | undefined;
  readonly code?: string | null | undefined;
}

/** An error of Bedrock or the gateway in OpenAI's form. */
export function toOpenAiError({ status, errorType, message, param, code }: ErrorFacts): OpenAiError {
  const kind = kinds.get(errorType ?? '') ?? byStatus(status);
  return {
    error: {
      message: message || `The call failed with status ${status}.`,
      type: kind.type,
      param: param ?? null,
      code: code ?? kind.code ?? null,
    },
  };
}

function byStatus(status: number): ErrorKind {
  if (status === 429) return KINDS.ThrottlingException;
  return status >= 500 || status === 408 ? KINDS.InternalServerException : KINDS.ValidationException;
}
