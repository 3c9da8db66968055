import type { GuardrailUnits } from '../cost/priceable-call.ts';
import type { GuardrailCount, Usage } from '../invocation/record.ts';

/** What a copy of Bedrock's answer tells, whatever its shape. No text of the answer is in it. */
export interface AnswerObservation {
  readonly usage: Usage;
  readonly stopReason?: string | undefined;
  /** Whether the answer held anything: text, tool use, an image, a vector. `undefined` where the shape is not known. */
  readonly hasContent?: boolean | undefined;
  readonly toolCalls: number;
  readonly guardrailIntervened: boolean;
  readonly guardrailCounts: readonly GuardrailCount[];
  /** Units that the guardrails used; `undefined` when they were not told. */
  readonly guardrailUnits?: GuardrailUnits | undefined;
  /** Service tier that served the call, where it is told. */
  readonly serviceTier?: string | undefined;
  /** `standard` or `optimized`, where it is told. */
  readonly latency?: string | undefined;
  /** Model that a prompt router chose, as Bedrock names it. */
  readonly routedModel?: string | undefined;
}

/** Nothing was answered, or nothing that tells. */
export function emptyObservation(reason: Extract<Usage, { status: 'unknown' }>['reason']): AnswerObservation {
  return {
    usage: { status: 'unknown', reason },
    toolCalls: 0,
    guardrailIntervened: false,
    guardrailCounts: [],
  };
}
