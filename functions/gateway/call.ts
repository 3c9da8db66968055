import type { Candidate } from '#core/bedrock/candidates.ts';
import type { RequestObservation } from '#core/bedrock/converse.ts';
import type { Caps } from '#core/caps/caps.ts';
import type { CallLabels } from '#core/invocation/labels.ts';
import type { Operation } from '#core/invocation/record.ts';
import type { CallReader } from './call-reader.ts';
import type { Refusal } from './refusal.ts';

/** What is known of a call before it is allowed: enough to record its refusal. */
export interface CallFacts {
  readonly operation: Operation;
  /** API Gateway's resource that the call came by: Bedrock's own path, or a door beside it. */
  readonly route: string;
  readonly gatewayRequestId: string;
  readonly traceId?: string | undefined;
  readonly tenant: string;
  /** The key that was used. @default - the caller signed, or is not known */
  readonly key?: { readonly keyId: string; readonly caps: Caps } | undefined;
  /** Whether an AWS SDK sent it. @default false */
  readonly isFromAwsSdk?: boolean;
  readonly requestedModel: string;
  readonly labels: CallLabels;
  readonly request: RequestObservation;
}

/** A call whose model is allowed and whose guardrail is still to be settled. */
export interface UnguardedCall extends CallFacts {
  /** Reads its answer. */
  readonly reader: CallReader;
  readonly candidates: readonly [Candidate, ...Candidate[]];
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Headers that are forwarded, lower-case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes that are forwarded: the caller's own, with the stack's guardrail put in where it applies. */
  readonly body: Buffer;
  /** The parsed copy of the caller's body; `undefined` when it is not JSON. */
  readonly bodyJson: unknown;
}

/** A call that may go to Bedrock. */
export interface Call extends UnguardedCall {
  readonly guardrail?:
    | { readonly identifier: string; readonly version: string; readonly origin: 'stack' | 'caller' }
    | undefined;
  /** Whether the gateway attached the guardrail, and with it asked for a trace the caller did not ask for. */
  readonly hidesTrace: boolean;
}

/** A call, or why it is none. */
export type CallResult =
  | { readonly status: 'call'; readonly call: Call }
  | { readonly status: 'refused'; readonly facts: CallFacts; readonly refusal: Refusal };

/** Longest text of a model or guardrail identifier kept in a record. */
export const MAX_RECORDED_IDENTIFIER_LENGTH = 256;
