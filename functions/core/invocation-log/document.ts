import * as z from 'zod/mini';
import { JsonObject } from '../json/json-object.ts';
import { parseJson } from '../json/parse-json.ts';

const text = z.nullish(z.string());
/** An id that becomes part of keys and of log fields; Bedrock's are UUIDs of 36 characters. */
const id = z.string().check(z.regex(/^[\w.:-]{1,128}$/));

/**
 * One event of Bedrock's model invocation log, the members that are read. Field names: Panther's schema
 * `AWS.BedrockModelInvocation` and AWS's observability samples; where `requestMetadata` stands is unverified.
 */
const LogDocument = z.object({
  timestamp: z.iso.datetime({ offset: true }),
  region: z.string().check(z.regex(/^[a-z0-9-]{1,32}$/)),
  requestId: id,
  operation: z.string(),
  /** A base id, a profile id or an ARN. */
  modelId: z.string(),
  identity: z.nullish(z.object({ arn: text })),
  errorCode: text,
  status: z.nullish(z.union([z.number(), z.string()])),
  requestMetadata: z.nullish(JsonObject),
  performanceConfig: z.nullish(z.object({ latency: text })),
  input: z.nullish(JsonObject),
  output: z.nullish(JsonObject),
});
export type LogDocument = z.infer<typeof LogDocument>;

/** Why an event could not be made a record. Words of a fixed list: no text of the event is in them. */
export type QuarantineReason =
  /** What CloudWatch Logs wrote around the message is not what it documents. */
  | 'not_a_log_event'
  | 'not_json'
  | 'not_an_invocation'
  | 'unknown_schema_version'
  | 'unknown_shape'
  | 'unknown_operation'
  | 'unknown_model_id'
  | 'unknown_error';

/** What a log event is. */
export type LogEventReading =
  | { readonly status: 'invocation'; readonly document: LogDocument }
  /** Bedrock's own check of its permissions: no call. */
  | { readonly status: 'ignored' }
  | Quarantined;

/** An event that is kept aside for a person. */
export interface Quarantined {
  readonly status: 'quarantined';
  readonly reason: QuarantineReason;
}

export const quarantined = (reason: QuarantineReason): Quarantined => ({ status: 'quarantined', reason });

/** Bedrock writes this sentence when logging is turned on (seen in several accounts' logs; unverified in AWS's pages). */
const PERMISSION_CHECK = /^"?Permissions are correctly set for Amazon Bedrock logs/;

const Envelope = z.object({ schemaType: z.string(), schemaVersion: text });

/** Reads the message of a log event. */
export function readLogEvent(message: string): LogEventReading {
  if (PERMISSION_CHECK.test(message)) return { status: 'ignored' };
  const value = parseJson(message);
  if (value === undefined) return quarantined('not_json');
  const envelope = z.safeParse(Envelope, value);
  if (!envelope.success || envelope.data.schemaType !== 'ModelInvocationLog')
    return quarantined('not_an_invocation');
  // a minor version may add members; a major one may mean others
  if (!/^1(\.|$)/.test(envelope.data.schemaVersion ?? '1')) return quarantined('unknown_schema_version');
  const parsed = z.safeParse(LogDocument, value);
  return parsed.success ? { status: 'invocation', document: parsed.data } : quarantined('unknown_shape');
}
