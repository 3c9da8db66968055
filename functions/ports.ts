import type { Readable } from 'node:stream';
import type { FeedbackRecord, InvocationRecord } from '#core/invocation/record.ts';

/** Wall clock and monotonic clock, as arguments so that tests own time. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Monotonic milliseconds, for durations. */
  readonly monotonicMs: () => number;
  /** Resolves after `durationMs`, or rejects with the signal's reason when it is aborted. */
  readonly sleep: (durationMs: number, signal?: AbortSignal) => Promise<void>;
}

/** A request to Bedrock Runtime before signing. */
export interface BedrockRequest {
  /** Path with every segment percent-encoded, for example `/model/amazon.nova-lite-v1%3A0/converse`. */
  readonly path: string;
  /** Lower-case header names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Bedrock's answer: status, lower-case headers, and the body as it arrives. */
export interface BedrockResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

/** Signs and sends one request. Throws `UpstreamError` when no answer came; aborting ends the connection. */
export interface BedrockRuntime {
  readonly send: (request: BedrockRequest, signal: AbortSignal) => Promise<BedrockResponse>;
}

/** Writes a record once: structured log line and metrics. Never throws: telemetry must not break the caller. */
export interface RecordSink {
  readonly writeInvocation: (record: InvocationRecord) => void;
  readonly writeFeedback: (record: FeedbackRecord) => void;
  /** Logs where a defect of our own happened: its name and stack, never its message, which may quote a caller. */
  readonly reportDefect: (error: unknown) => void;
}

/** Keyed hash of text (HMAC-SHA-256, hex), or `undefined` when the key could not be read. */
export interface KeyedHash {
  readonly hash: (text: string) => Promise<string | undefined>;
}

/** A gateway key as stored: never the key itself. */
export interface StoredKey {
  readonly keyId: string;
  /** HMAC-SHA-256 of the whole key with the pepper, hex. */
  readonly digest: string;
  readonly tenant: string;
  readonly label: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly expiresAt?: string | undefined;
  readonly revokedAt?: string | undefined;
}

/** Read side of the key store. */
export interface KeyReader {
  readonly find: (keyId: string) => Promise<StoredKey | undefined>;
}

/** Write side of the key store, for `npm run keys`. */
export interface KeyWriter extends KeyReader {
  /** Fails when the id exists. */
  readonly create: (key: StoredKey) => Promise<void>;
  readonly list: () => Promise<readonly StoredKey[]>;
  /** Resolves to false when there is no such key. */
  readonly revoke: (keyId: string, revokedAt: string) => Promise<boolean>;
}

/** The pepper that keys are hashed with. */
export interface PepperSource {
  readonly pepper: () => Promise<string>;
}
