import type { Caller } from './credentials.ts';

/** A request as a service sees it, whatever protocol carried it. */
export interface ServiceRequest {
  readonly method: string;
  /** Path as it came over the wire, still percent-encoded, without the query. */
  readonly path: string;
  /** Query string as it came, without the question mark. */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Aborted when the caller hangs up before the answer is complete. */
  readonly signal: AbortSignal;
}

/** A service's answer; a body that is produced over time is streamed. */
export interface ServiceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

/** One emulated service. */
export interface Service {
  readonly handle: (request: ServiceRequest, caller: Caller) => Promise<ServiceAnswer>;
  /** Name of the operation that a request asks for, as CloudTrail names it; `undefined` when it is none. */
  readonly operationName: (request: ServiceRequest) => string | undefined;
  /** Writes a failure in the service's own protocol. */
  readonly describeFailure: (failure: ServiceError) => ServiceAnswer;
}

/** A failure that the caller is told about, with AWS's exception type and HTTP status. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly type: string;
  readonly status: number;
  /** Members of the error body besides the message. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    type: string,
    message: string,
    options: { readonly status?: number; readonly members?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message);
    this.type = type;
    this.status = options.status ?? 400;
    this.members = options.members ?? {};
  }
}

/** Thrown to break the connection instead of answering. */
export class ConnectionBroken extends Error {
  override readonly name = 'ConnectionBroken';
}
