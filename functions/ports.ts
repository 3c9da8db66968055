import type { Readable } from 'node:stream';
import type { FeedbackRecord, InvocationRecord } from '#core/invocation/record.ts';
import type { Assessment } from '#core/maturity/assessment.ts';
import type { FactId, FactValue } from '#core/maturity/facts.ts';
import type { MetricIdentity, MetricQuery, MetricResult } from '#core/maturity/metric-plan.ts';
import type { Attestation, ObservationWindow, UnknownReading } from '#core/maturity/observation.ts';

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

// Evidence

/** What a reader of evidence may know about the assessment that it reads for. */
export interface EvidenceContext {
  readonly window: ObservationWindow;
  readonly accountId: string;
  readonly region: string;
  readonly stage: string;
  /** Log group of the gateway's records. @default - facts about prompts in use are not collected */
  readonly gatewayLogGroup?: string | undefined;
  /** Role that the gateway calls Bedrock with. @default - every call counts as made past the gateway */
  readonly gatewayRoleArn?: string | undefined;
  /** Aborts when the assessment's time is over. */
  readonly signal: AbortSignal;
}

/** What a fact's source answers: its value, or why there is none. */
export type FactReading<Id extends FactId = FactId> =
  | { readonly status: 'known'; readonly value: FactValue<Id> }
  | UnknownReading;

/** Reads one fact. Never throws: a refusal is an answer. */
export interface FactSource<Id extends FactId = FactId> {
  readonly id: Id;
  /** IAM action of the call that decides the fact. */
  readonly call: string;
  /** What is asked, word by word. */
  readonly query: (context: EvidenceContext) => string;
  /** What time it is about. @default - the assessment's window */
  readonly window?: ((context: EvidenceContext) => ObservationWindow) | undefined;
  readonly collect: (context: EvidenceContext) => Promise<FactReading<Id>>;
}

/** The metrics of a namespace, or why they could not be listed. */
export type MetricListing =
  | { readonly status: 'known'; readonly metrics: readonly MetricIdentity[] }
  | UnknownReading;

/** Reads CloudWatch metrics. Never throws. */
export interface MetricReader {
  /** Metrics with data in the last two weeks; `metricName` narrows it. */
  readonly list: (namespace: string, metricName?: string, signal?: AbortSignal) => Promise<MetricListing>;
  /** One result per query, in order; daily datapoints unless the query says otherwise. */
  readonly read: (
    queries: readonly MetricQuery[],
    window: ObservationWindow,
    signal?: AbortSignal,
  ) => Promise<readonly MetricResult[]>;
}

/** Counts API calls by IAM action. */
export interface MeteredCalls {
  readonly count: (action: string) => void;
  /** Calls so far, by action. */
  readonly all: () => Readonly<Record<string, number>>;
}

/** Who makes the calls. */
export interface CallerIdentity {
  readonly accountId: string;
  readonly arn: string;
}

/** Tells who makes the calls. Throws what the SDK throws: without credentials nothing else works either. */
export interface IdentitySource {
  readonly caller: () => Promise<CallerIdentity>;
}

/** One assessment in every form that is kept. */
export interface StoredAssessment {
  readonly kind: 'refresh' | 'report';
  /** ISO 8601, UTC. */
  readonly observedAt: string;
  /** Contents by file name. */
  readonly files: Readonly<Record<AssessmentFile, string>>;
  /** Whether it becomes the newest, that later ones are held against. @default true */
  readonly isLatest?: boolean;
}

/** Files of one assessment. */
export type AssessmentFile =
  | 'observations.json'
  | 'assessment.json'
  | 'report.html'
  | 'report.txt'
  | 'report.md';

/** A statement with the proof that it was made with the stack's secret. */
export interface SignedAttestation {
  readonly attestation: Attestation;
  /** HMAC-SHA-256 of the canonical attestation, hex. */
  readonly signature: string;
}

/** A signed statement as stored, or a file that is none. */
export interface StoredAttestation {
  readonly key: string;
  readonly signed?: SignedAttestation | undefined;
}

/** The bucket of assessments and attestations. */
export interface EvidenceStore {
  /** Where the HTML report of an assessment is kept. */
  readonly reportKey: (observedAt: string) => string;
  readonly saveAssessment: (assessment: StoredAssessment) => Promise<void>;
  /** The newest assessment, or the newest that was made as a report. */
  readonly latest: (which: 'assessment' | 'report') => Promise<Assessment | undefined>;
  /** Returns the key. */
  readonly saveAttestation: (signed: SignedAttestation) => Promise<string>;
  readonly attestations: () => Promise<readonly StoredAttestation[]>;
}

/** Signs statements and checks signatures. */
export interface AttestationSigner {
  readonly sign: (attestation: Attestation) => Promise<SignedAttestation>;
  readonly isGenuine: (signed: SignedAttestation) => Promise<boolean>;
}

/** Sends the report to its readers. Throws `UpstreamError`. */
export interface ReportMail {
  readonly send: (mail: { readonly subject: string; readonly text: string }) => Promise<void>;
}

/** Structured log lines of a scheduled run. */
export interface RunLog {
  readonly info: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly warn: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
}

/** What a Logs Insights query answered: one record of columns per row. */
export type LogAnswer =
  | { readonly status: 'known'; readonly rows: readonly Readonly<Record<string, string>>[] }
  | UnknownReading;

/** Runs Logs Insights queries. Never throws. */
export interface LogReader {
  readonly query: (request: {
    readonly logGroup: string;
    readonly query: string;
    readonly window: ObservationWindow;
    readonly signal: AbortSignal;
  }) => Promise<LogAnswer>;
}
