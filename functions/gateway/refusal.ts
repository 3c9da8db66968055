import { EXCEPTIONS, type ExceptionName } from '#core/bedrock/exceptions.ts';

/** An answer the gateway gives itself, in Bedrock's shape, so that SDK clients throw the exception it names. */
export interface Refusal {
  readonly status: number;
  readonly errorType: ExceptionName;
  readonly message: string;
  /** Seconds the caller should wait. */
  readonly retryAfterSeconds?: number;
  /** Further headers. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal with the exception's own status, or the one given (413 has no exception of its own). */
export function refusal(
  errorType: ExceptionName,
  message: string,
  status: number = EXCEPTIONS[errorType].status,
): Refusal {
  return { status, errorType, message };
}

/** Header with the exception's name; SDK clients choose the error class by it. */
export const ERROR_TYPE_HEADER = 'x-amzn-errortype';

/** Head and body of a refusal. */
export function toAnswer({ status, errorType, message, retryAfterSeconds, headers = {} }: Refusal): {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
} {
  return {
    status,
    headers: {
      'content-type': 'application/json',
      [ERROR_TYPE_HEADER]: errorType,
      ...headers,
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    },
    body: Buffer.from(JSON.stringify({ message })),
  };
}
