import type { Candidate } from '#core/bedrock/candidates.ts';
import { classifyFailure, exceptionName, type RetryPolicy } from '#core/bedrock/exceptions.ts';
import { bedrockPath, OPERATION_DEFINITIONS } from '#core/bedrock/operation.ts';
import { UpstreamError } from '#core/errors.ts';
import type { Outcome } from '#core/invocation/record.ts';
import { backoffDelayMs } from '#core/resilience/backoff.ts';
import type { BedrockResponse } from '#functions/ports.ts';
import { errorMessageOf, readBody } from './body.ts';
import type { Call } from './call.ts';
import { firstFrame, type StreamSource } from './first-frame.ts';
import { ERROR_TYPE_HEADER, refusal, toAnswer } from './refusal.ts';
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
export interface Failed extends Attempts {
  readonly status: 'failed';
  readonly httpStatus: number;
  readonly errorType?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly outcome: Outcome;
}

interface FailedAttempt extends Omit<Failed, keyof Attempts | 'status'> {
  readonly retry: RetryPolicy;
  readonly breaks: boolean;
}

type AttemptResult =
  | { readonly ok: true; readonly response: BedrockResponse; readonly stream?: StreamSource | undefined }
  | { readonly ok: false; readonly failure: FailedAttempt };

/** Attempts for a model while another one is left to fall back to. */
const ATTEMPTS_BEFORE_FALLBACK = 2;
/** Seconds a throttled caller is asked to wait when Bedrock names none. */
const RETRY_AFTER_SECONDS = 1;

/** Calls the candidates in order until one answers, retrying what can succeed when it is made again. */
export async function connect(
  call: Call,
  dependencies: GatewayDependencies,
  signal: AbortSignal,
): Promise<Answering | Failed> {
  const { settings, circuits, clock } = dependencies;
  let made: Attempts = { attempts: 0, candidate: call.candidates[0] };
  let failure: FailedAttempt | undefined;
  for (const [index, candidate] of call.candidates.entries()) {
    const isLast = index === call.candidates.length - 1;
    const left = settings.maxAttempts - made.attempts - (call.candidates.length - 1 - index);
    const budget = isLast ? settings.maxAttempts : Math.max(1, Math.min(ATTEMPTS_BEFORE_FALLBACK, left));
    let triesOfModel = 0;
    while (
      triesOfModel < budget &&
      made.attempts < settings.maxAttempts &&
      circuits.admit(candidate.modelId)
    ) {
      triesOfModel += 1;
      made = { attempts: made.attempts + 1, candidate, sentAtMs: clock.monotonicMs() };
      const result = await attempt(call, candidate, dependencies, signal).catch((error: unknown) => {
        circuits.report(candidate.modelId, 'undecided'); // a probe that never reports would stay under way
        throw error;
      });
      circuits.report(candidate.modelId, healthOf(result));
      if (result.ok)
        return { status: 'answering', ...made, response: result.response, stream: result.stream };
      failure = result.failure;
      if (signal.aborted || failure.outcome === 'client_error')
        return { status: 'failed', ...made, ...failure };
      if (
        !mayRetry(failure.retry, triesOfModel) ||
        triesOfModel >= budget ||
        made.attempts >= settings.maxAttempts
      )
        break;
      if (!(await pause(made.attempts, dependencies, signal)))
        return { status: 'failed', ...made, ...failure };
    }
  }
  return { status: 'failed', ...made, ...(failure ?? circuitOpen()) };
}

function mayRetry(policy: RetryPolicy, tries: number): boolean {
  return policy === 'retry' || (policy === 'once' && tries < 2);
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

async function attempt(
  call: Call,
  candidate: Candidate,
  { bedrock }: GatewayDependencies,
  signal: AbortSignal,
): Promise<AttemptResult> {
  try {
    const response = await bedrock.send(
      {
        path: bedrockPath(call.operation, { ...call.pathParameters, modelId: candidate.modelId }),
        headers: call.headers,
        body: call.body,
      },
      signal,
    );
    if (response.status >= 300) return { ok: false, failure: await readFailure(response) };
    return OPERATION_DEFINITIONS[call.operation].stream ? await openStream(response) : { ok: true, response };
  } catch (error) {
    return { ok: false, failure: unanswered(error, signal) };
  }
}

async function openStream(response: BedrockResponse): Promise<AttemptResult> {
  const { stream, exception } = await firstFrame(response.body);
  if (!exception) return { ok: true, response, stream };
  const {
    status: httpStatus,
    outcome,
    retry,
    breaks,
  } = classifyFailure({
    name: exceptionName(exception.type),
    status: 500,
    message: exception.payload,
  });
  response.body.destroy();
  return {
    ok: false,
    failure: {
      httpStatus,
      errorType: exceptionName(exception.type),
      headers: errorHeaders({ ...response, status: httpStatus }, exceptionName(exception.type)),
      body: Buffer.from(exception.payload),
      outcome,
      retry,
      breaks,
    },
  };
}

async function readFailure(response: BedrockResponse): Promise<FailedAttempt> {
  const body = await readBody(response.body);
  const { name, message } = errorMessageOf(body);
  const errorType = exceptionName(response.headers[ERROR_TYPE_HEADER]) ?? exceptionName(name);
  const { outcome, retry, breaks } = classifyFailure({ name: errorType, status: response.status, message });
  return {
    httpStatus: response.status,
    errorType,
    headers: errorHeaders(response, errorType),
    body,
    outcome,
    retry,
    breaks,
  };
}

function errorHeaders(
  { status, headers }: BedrockResponse,
  errorType: string | undefined,
): Readonly<Record<string, string>> {
  return {
    ...headers,
    'content-type': 'application/json',
    ...(errorType === undefined ? {} : { [ERROR_TYPE_HEADER]: errorType }),
    ...(status === 429 ? { 'retry-after': headers['retry-after'] ?? String(RETRY_AFTER_SECONDS) } : {}),
  };
}

function unanswered(error: unknown, signal: AbortSignal): FailedAttempt {
  if (signal.aborted)
    return {
      ...ownFailure(
        refusal('ModelTimeoutException', 'The call was given up before the model answered.'),
        'timeout',
        'never',
      ),
      breaks: signal.reason === 'deadline', // a caller who hangs up says nothing about the model
    };
  if (!(error instanceof UpstreamError) && !isConnectionError(error)) throw error;
  return ownFailure(
    refusal('ServiceUnavailableException', 'Bedrock could not be reached.'),
    'server_error',
    'retry',
  );
}

/** A body that broke off while an error was read. */
const isConnectionError = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^(ECONN|EPIPE|ETIMEDOUT|ERR_STREAM)/.test(error.code);

function circuitOpen(): FailedAttempt {
  return ownFailure(
    {
      ...refusal(
        'ServiceUnavailableException',
        'The model failed repeatedly and is left alone for up to 30 seconds.',
      ),
      retryAfterSeconds: 30,
    },
    'server_error',
    'never',
  );
}

function ownFailure(
  answer: Parameters<typeof toAnswer>[0],
  outcome: Outcome,
  retry: RetryPolicy,
): FailedAttempt {
  const { status: httpStatus, headers, body } = toAnswer(answer);
  return {
    httpStatus,
    errorType: answer.errorType,
    headers,
    body,
    outcome,
    retry,
    breaks: retry === 'retry',
  };
}
