import type { Readable } from 'node:stream';
import type { CapAmount } from '#core/caps/amount.ts';
import type { Caps } from '#core/caps/caps.ts';
import type { CapCounter, CapUsage } from '#core/caps/counter.ts';
import type { PriceBook } from '#core/cost/price-book.ts';
import type { FeedbackRecord, InvocationRecord } from '#core/invocation/record.ts';
import type { CaptureFacts } from '#core/invocation-log/capture-facts.ts';
import type { QuarantineReason } from '#core/invocation-log/document.ts';
import type { LoggedBody } from '#core/invocation-log/to-record.ts';
import type { LoggingConfig, LoggingMemory } from '#core/invocation-logging/configuration.ts';
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

/** What calls cost. Never throws. */
export interface PriceSource {
  /** Prices that know the models behind these ids, as far as AWS told in time. */
  readonly pricesFor: (modelIds: readonly string[]) => Promise<PriceBook>;
}

/** Writes a record once: structured log line and metrics. Never throws: telemetry must not break the caller. */
export interface RecordSink {
  readonly writeInvocation: (record: InvocationRecord) => void;
  readonly writeFeedback: (record: FeedbackRecord) => void;
  /** Logs where a defect of our own happened: its name and stack, never its message, which may quote a caller. */
  readonly reportDefect: (error: unknown) => void;
}

/** What a hash is made for: the same text has another hash for another purpose. */
export type HashPurpose = 'system-prompt' | 'user';

/** Keyed hash of text (HMAC-SHA-256, hex), or `undefined` when the key could not be read. */
export interface KeyedHash {
  /** @param purpose 'system-prompt' unless given */
  readonly hash: (text: string, purpose?: HashPurpose) => Promise<string | undefined>;
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
  /** @default - none */
  readonly caps?: Caps | undefined;
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
  /** Replaces the caps of a key. Resolves to false when there is no such key. */
  readonly setCaps: (keyId: string, caps: Caps) => Promise<boolean>;
}

/** Sums that caps are held against. Throws `UpstreamError` when they cannot be reached in time. */
export interface CapStore {
  /** Adds an amount to all sums of a counter when it fits under every cap; changes nothing otherwise. */
  readonly reserve: (counter: CapCounter, amount: CapAmount) => Promise<'reserved' | 'refused'>;
  /** Adds an amount, which may be negative, whatever the caps say. */
  readonly add: (counter: CapCounter, amount: CapAmount) => Promise<void>;
  /** What the sums are now. */
  readonly usage: (counter: CapCounter) => Promise<CapUsage>;
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
  readonly info: (message: string, fields?: RunLogFields) => void;
  readonly warn: (message: string, fields?: RunLogFields) => void;
}

/** What stands in a line beside its message. A name of the line's own would be lost. */
export type RunLogFields = Readonly<Record<string, unknown>> & {
  readonly [Name in 'level' | 'message' | 'timestamp' | 'service' | 'sampling_rate']?: never;
};

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
    /** Most rows of the answer. @default 1,000 */
    readonly maxRows?: number | undefined;
  }) => Promise<LogAnswer>;
}

// Capture

/** Tells the first time that something is seen from every later one. */
export interface Claims {
  /** Resolves to false when the id was claimed before. */
  readonly claim: (id: string) => Promise<boolean>;
}

/** Bodies of logged calls that Bedrock moved to S3. */
export interface BodyStore {
  /** `missing` when it is not ours to read, gone, too large or not JSON. Throws when S3 failed. */
  readonly read: (place: { readonly bucket: string; readonly key: string }) => Promise<LoggedBody>;
}

/** Keeps log events that could not be read, with the encryption and retention of the log itself. */
export interface Quarantine {
  /** Returns the key; the same event has the same one. */
  readonly keep: (event: {
    readonly id: string;
    readonly atMs: number;
    readonly reason: QuarantineReason;
    readonly message: string;
  }) => Promise<string>;
}

/** Writes lines with metrics about capturing itself. */
export interface CaptureLog {
  readonly write: (
    facts: Omit<CaptureFacts, 'stage'>,
    line: { readonly atMs: number; readonly fields: Readonly<Record<string, unknown>> },
  ) => void;
}

/** The Region's model invocation logging. */
export interface InvocationLoggingControl {
  /** `undefined` when it is off. */
  readonly read: () => Promise<LoggingConfig | undefined>;
  /** Throws `UpstreamError`, retryable while its role may not be known everywhere yet. */
  readonly put: (configuration: LoggingConfig) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** What the stack found in the Region and what it set: kept over updates, until the stack goes. */
export interface LoggingMemoryStore {
  readonly read: () => Promise<LoggingMemory | undefined>;
  readonly write: (memory: LoggingMemory) => Promise<void>;
  readonly forget: () => Promise<void>;
}

/** Tells CloudFormation what became of a custom resource. */
export interface ResourceAnswers {
  readonly send: (url: string, answer: Readonly<Record<string, unknown>>) => Promise<void>;
}
