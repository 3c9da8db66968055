import * as z from 'zod/mini';
import { EXCEPTIONS, type ExceptionName } from '#core/bedrock/exceptions.ts';
import type { Outcome } from '#core/invocation/record.ts';

/** An answer the gateway gives itself, in Bedrock's shape, so that SDK clients throw the exception it names. */
export interface Refusal {
  readonly status: number;
  readonly errorType: ExceptionName;
  readonly message: string;
  /** What the record says of the call. @default - the exception's own */
  readonly outcome?: Outcome;
  /** Seconds the caller should wait. */
  readonly retryAfterSeconds?: number;
  /** Further headers. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
  /** What OpenAI's error shape says beyond the message; Bedrock's has no place for it. */
  readonly detail?: RefusalDetail;
}

const RefusalDetail = z.object({
  param: z.nullish(z.string()),
  code: z.nullish(z.string()),
});
type RefusalDetail = z.infer<typeof RefusalDetail>;

/** The detail in the body of a refusal; none in a body of Bedrock's. */
export function refusalDetailOf(body: unknown): RefusalDetail {
  return z.safeParse(RefusalDetail, body).data ?? {};
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
export function toAnswer({ status, errorType, message, retryAfterSeconds, headers = {}, detail }: Refusal): {
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
    body: Buffer.from(JSON.stringify({ message, ...detail })),
  };
}
