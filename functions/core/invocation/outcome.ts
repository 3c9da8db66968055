import type { AnswerObservation } from '../bedrock/observation.ts';
import type { InvocationRecord, Outcome } from './record.ts';

/** Whether an answered call should have told its tokens and did not. Calls that never had any are not missing. */
export function isUsageMissing({ usage }: InvocationRecord): boolean {
  return (
    usage.status === 'unknown' &&
    (usage.reason === 'absent' || usage.reason === 'invalid' || usage.reason === 'interrupted')
  );
}

/** How a call came to its end, as far as the gateway saw it. */
export interface Ending {
  /** Who cut it off, when somebody did. */
  readonly cutBy?: 'caller' | 'deadline' | undefined;
  /** What the failure's exception stands for, when Bedrock or the gateway refused. */
  readonly failure?: Outcome | undefined;
  /** The answer began and did not end. */
  readonly isInterrupted: boolean;
  readonly guardrailIntervened: boolean;
}

/** The one outcome of a call. */
export function outcomeOf({ cutBy, failure, isInterrupted, guardrailIntervened }: Ending): Outcome {
  if (cutBy === 'caller') return 'aborted';
  if (cutBy === 'deadline') return 'timeout';
  if (failure) return failure;
  if (isInterrupted) return 'aborted';
  return guardrailIntervened ? 'guardrail_intervened' : 'success';
}

/** Stop reasons after which an answer without text is no defect: cut short, or meant for a tool. */
const EXPLAINED_STOP_REASONS: ReadonlySet<string | undefined> = new Set(['max_tokens', 'tool_use']);

/** Whether a successful call answered nothing at all. Where the shape is not known, it is not called empty. */
export function isEmptyResponse(
  outcome: Outcome,
  { hasContent, stopReason }: Pick<AnswerObservation, 'hasContent' | 'stopReason'>,
): boolean {
  return outcome === 'success' && hasContent === false && !EXPLAINED_STOP_REASONS.has(stopReason);
}
