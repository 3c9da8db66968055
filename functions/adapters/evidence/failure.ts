import type { UnknownReading } from '#core/maturity/observation.ts';

/** A call that failed, as what it means for whoever asked. */
export class EvidenceFailure extends Error {
  readonly reading: UnknownReading;

  constructor(reading: UnknownReading, cause: unknown) {
    super(reading.detail, { cause });
    this.name = 'EvidenceFailure';
    this.reading = reading;
  }
}

const DENIED = /^(AccessDenied|UnauthorizedOperation|NotAuthorized|AuthorizationError)/;
const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/;
/** Refusals that are about the credentials themselves: no permission mends them. */
const CREDENTIALS = /Token|Signature|UnrecognizedClient|Credential/;
/** What may stand in a report: a code, never a message, which can quote names and policies. */
const CODE = /^[A-Za-z0-9._:-]{1,80}$/;

/** What a failed call means. */
export function toUnknown(error: unknown, action: string): UnknownReading {
  if (error instanceof EvidenceFailure) return error.reading;
  const code = codeOf(error);
  const status = statusOf(error);
  const answer =
    status === undefined
      ? `${action} got no answer: ${code}.`
      : `${action}: AWS answered ${code} (HTTP ${status}).`;
  if (DENIED.test(code) || (status === 403 && !CREDENTIALS.test(code)))
    return { status: 'unknown', reason: 'denied', detail: answer, permission: action };
  if (THROTTLED.test(code) || status === 429)
    return { status: 'unknown', reason: 'throttled', detail: answer };
  return { status: 'unknown', reason: 'failed', detail: answer };
}

/** A listing that went on after the most pages that are read. */
export const cutShort = (action: string, pages: number): UnknownReading => ({
  status: 'unknown',
  reason: 'failed',
  detail: `${action}: there was more after ${pages} pages.`,
});

/** AWS's name of an error. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const name = error.name === 'Error' ? (code ?? error.name) : error.name;
  return CODE.test(name) ? name : 'unknown error';
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
