import { ServiceError } from '../wire.ts';
import { type Completion, latencyMs } from './complete.ts';
import type { GuardrailReference, Verdict } from './guardrail/assess.ts';

/** What is known of a call while it runs. */
export interface CallProgress {
  readonly atMs: number;
  /** Model as it was asked for, once it is known to exist. */
  modelId?: string;
  isStream?: boolean;
  completion?: Completion;
  guardrail?: GuardrailCheck;
  /** What an invocation log shows of the call, once it has been read. */
  logged?: LoggedForm;
}

/** A call as its invocation log shows it. */
export interface LoggedForm {
  readonly operation: string;
  readonly requestId: string;
  /** @default - unsigned */
  readonly callerArn?: string | undefined;
  /** JSON of the request; `undefined` when it could not be read. */
  input?: unknown;
  /** Makes the logged answer. */
  toOutput?: (completion: Completion) => unknown;
}

/** An ApplyGuardrail call. */
export interface GuardrailCheck {
  readonly guardrail: GuardrailReference;
  readonly source: 'INPUT' | 'OUTPUT';
  readonly verdict: Verdict;
}

/** How a call ended. */
export type CallEnd =
  | { readonly kind: 'answered' }
  /** The answer was cut or its caller left. */
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'failed'; readonly status: number; readonly type?: string };

/** A call that is over, for metrics. */
export interface CallReport extends Readonly<CallProgress> {
  readonly end: CallEnd;
  /** Time to the last token; only of answered calls. */
  readonly latencyMs?: number | undefined;
}

/** The report of a call whose answer was produced, or whose caller has left. */
export function reportEnd(progress: CallProgress, how: 'answered' | 'aborted'): CallReport {
  const { completion } = progress;
  const interruption = completion?.faults.find((fault) => 'percent' in fault);
  // an exception in the middle of a stream is the model's fault
  if (interruption?.kind === 'stream-exception') return { ...progress, end: { kind: 'failed', status: 500 } };
  if (how === 'aborted' || interruption) return { ...progress, end: { kind: 'interrupted' } };
  return {
    ...progress,
    end: { kind: 'answered' },
    latencyMs: completion && latencyMs(completion),
  };
}

/** The report of a call without an answer: refused, or its connection was broken. */
export function reportFailure(progress: CallProgress, error: unknown): CallReport {
  const end: CallEnd =
    error instanceof ServiceError
      ? { kind: 'failed', status: error.status, type: error.type }
      : { kind: 'interrupted' };
  return { ...progress, end };
}
