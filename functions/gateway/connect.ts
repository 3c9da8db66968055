import type { Candidate } from '#core/bedrock/candidates.ts';
import type { RetryPolicy } from '#core/bedrock/exceptions.ts';
import { backoffDelayMs } from '#core/resilience/backoff.ts';
import type { BedrockResponse } from '#functions/ports.ts';
import { type AttemptResult, attempt } from './attempt.ts';
import type { Call } from './call.ts';
import { circuitOpen, type FailedAttempt, type Failure, unanswered } from './failure.ts';
import type { StreamSource } from './first-frame.ts';
import type { GatewayDependencies } from './settings.ts';

/** How many calls went out and to whom. */
export interface Attempts {
  readonly attempts: number;
  readonly candidate: Candidate;
  /** Monotonic time at which the last call went out. */
  readonly sentAtMs?: number | undefined;
}

/** Bedrock answers: a whole body is still to come, or a stream has begun. */
export interface Answering extends Attempts {
  readonly status: 'answering';
  readonly response: BedrockResponse;
  /** Set for streams: the chunks, those already read first. */
  readonly stream?: StreamSource | undefined;
}

/** Bedrock or the gateway refused, for good. */
export interface Failed extends Attempts, Failure {
  readonly status: 'failed';
}

/** One model's part in a call. */
interface Turn {
  readonly made: Attempts;
  /** @default no attempt was made: the circuit is open, or no attempt is left */
  readonly result?: AttemptResult;
  /** Whether no further model is to be asked. */
  readonly isFinal: boolean;
}

interface TurnOptions {
  readonly call: Call;
  readonly dependencies: GatewayDependencies;
  readonly signal: AbortSignal;
}

/** Attempts for a model while another one is left to fall back to. */
const ATTEMPTS_BEFORE_FALLBACK = 2;

/**
 * Calls the candidates in order until one answers, retrying what can succeed when it is made again. A caller who left
 * while its caps were asked costs no attempt.
 */
export async function connect(
  call: Call,
  dependencies: GatewayDependencies,
  signal: AbortSignal,
): Promise<Answering | Failed> {
  let made: Attempts = { attempts: 0, candidate: call.candidates[0] };
  if (signal.aborted) return { status: 'failed', ...made, ...unanswered(signal.reason, signal) };
  let failure: FailedAttempt | undefined;
  for (const [index, candidate] of call.candidates.entries()) {
    const left = dependencies.settings.maxAttempts - made.attempts;
    const budget = budgetOf(left, call.candidates.length - 1 - index);
    const turn = await askModel({ ...made, candidate }, budget, { call, dependencies, signal });
    const { result } = turn;
    if (!result) continue;
    made = turn.made;
    if (result.ok) return { status: 'answering', ...made, response: result.response, stream: result.stream };
    failure = result.failure;
    if (turn.isFinal) break;
  }
  return { status: 'failed', ...made, ...(failure ?? circuitOpen()) };
}

/** Attempts a model may use of those left: the last one all, the others so many that each later one gets one. */
function budgetOf(left: number, modelsAfter: number): number {
  return modelsAfter === 0
    ? left
    : Math.min(left, Math.max(1, Math.min(ATTEMPTS_BEFORE_FALLBACK, left - modelsAfter)));
}

/** Calls one model until it answers, `budget` is used up or trying again is no use. */
async function askModel(before: Attempts, budget: number, options: TurnOptions): Promise<Turn> {
  const { dependencies, signal } = options;
  const { circuits, clock } = dependencies;
  const { candidate } = before;
  let made = before;
  let result: AttemptResult | undefined;
  for (let tries = 1; tries <= budget && circuits.admit(candidate.modelId); tries += 1) {
    made = { attempts: made.attempts + 1, candidate, sentAtMs: clock.monotonicMs() };
    result = await attemptAndReport(candidate, options);
    if (result.ok) return { made, result, isFinal: true };
    const { retry, outcome } = result.failure;
    if (signal.aborted || outcome === 'client_error') return { made, result, isFinal: true };
    if (tries === budget || !mayRetry(retry, tries)) break;
    if (!(await pause(made.attempts, dependencies, signal))) return { made, result, isFinal: true };
  }
  return { made, ...(result && { result }), isFinal: false };
}

function mayRetry(policy: RetryPolicy, tries: number): boolean {
  return policy === 'retry' || (policy === 'once' && tries < 2);
}

async function attemptAndReport(
  candidate: Candidate,
  { call, dependencies, signal }: TurnOptions,
): Promise<AttemptResult> {
  const { circuits } = dependencies;
  const result = await attempt(call, candidate, dependencies, signal).catch((error: unknown) => {
    circuits.report(candidate.modelId, 'undecided'); // a probe that never reports would stay under way
    throw error;
  });
  circuits.report(candidate.modelId, healthOf(result));
  return result;
}

function healthOf(result: AttemptResult): 'success' | 'failure' | 'undecided' {
  if (result.ok) return 'success';
  return result.failure.breaks ? 'failure' : 'undecided';
}

async function pause(
  attempts: number,
  { clock, random }: GatewayDependencies,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await clock.sleep(backoffDelayMs(attempts, random()), signal);
    return true;
  } catch {
    return false; // the caller left or the deadline passed while waiting
  }
}
