import { createHash } from 'node:crypto';
import { ServiceError } from '../wire.ts';
import { findMarkers, type MarkerArgument, parseArgument } from './markers.ts';

/** What goes wrong with a call. Percentages say how much of the answer is sent before it does. */
export type Fault =
  | { readonly kind: 'error'; readonly error: ServiceError }
  | { readonly kind: 'hang' | 'reset' | 'no-usage' | 'bad-usage' | 'empty' | 'garbage' }
  | { readonly kind: 'cut' | 'stall'; readonly percent: number }
  | { readonly kind: 'stream-exception'; readonly exceptionType: string; readonly percent: number };

/** Bedrock Runtime's exceptions by status; where two share one, the one with the lower rank wins. */
const TYPE_BY_STATUS: Readonly<Record<number, string>> = {
  400: 'ValidationException',
  403: 'AccessDeniedException',
  404: 'ResourceNotFoundException',
  408: 'ModelTimeoutException',
  424: 'ModelErrorException',
  429: 'ThrottlingException',
  500: 'InternalServerException',
  503: 'ServiceUnavailableException',
};

const MESSAGES: Readonly<Record<string, string>> = {
  AccessDeniedException: "You don't have access to the model with the specified model ID.",
  InternalServerException:
    'The system encountered an unexpected error during processing. Try your request again.',
  ModelErrorException: 'The model returned an error while processing the request.',
  ModelNotReadyException: 'Model is not ready for inference. Wait and try your request again.',
  ModelTimeoutException: 'Model processing timed out.',
  ResourceNotFoundException: 'Could not resolve the foundation model from the provided model identifier.',
  ServiceUnavailableException: 'Bedrock is unable to process your request.',
  ThrottlingException: 'Too many requests, please wait before trying again.',
  ValidationException: 'The request could not be processed.',
};

/** An error as Bedrock would answer it. */
export function toBedrockError(
  status: number,
  type: string = TYPE_BY_STATUS[status] ?? 'UnknownError',
): ServiceError {
  return new ServiceError(type, MESSAGES[type] ?? `The model call failed with ${type}.`, { status });
}

/** Faults asked for in the prompt. */
export interface FaultInjector {
  /** The faults of this attempt; counts down those that happen a limited number of times for the same body. */
  readonly next: (attempt: {
    readonly text: string;
    readonly body: Buffer;
    readonly modelId: string;
  }) => readonly Fault[];
  readonly reset: () => void;
}

const MAX_BODIES = 10_000;

/** `[[fault:…]]` markers: `throttle=2`, `status=503 times=2 model=nova type=…`, `hang`, `reset`, `cut=50`, … */
export function createFaultInjector(): FaultInjector {
  const attempts = new Map<string, number>();
  const isSpent = (body: Buffer, times: number): boolean => {
    const key = createHash('sha256').update(body).digest('base64');
    const before = attempts.get(key) ?? 0;
    attempts.set(key, before + 1);
    const [oldest] = attempts.keys();
    if (attempts.size > MAX_BODIES && oldest !== undefined) attempts.delete(oldest);
    return before >= times;
  };
  return {
    next: ({ text, body, modelId }) =>
      findMarkers(text)
        .filter(({ name }) => name === 'fault')
        .map(({ argument }) => parseArgument(argument))
        .filter(({ options: { model } }) => model === undefined || modelId.includes(model))
        .filter((argument) => {
          const times = timesOf(argument);
          return times === undefined || !isSpent(body, times);
        })
        .flatMap(toFault),
    reset: () => attempts.clear(),
  };
}

function timesOf({ kind, value, options }: MarkerArgument): number | undefined {
  const times = Number(options.times ?? (kind === 'throttle' ? value : undefined));
  return Number.isInteger(times) ? times : undefined;
}

const HALF = 50;

function toFault({ kind, value, options }: MarkerArgument): readonly Fault[] {
  const percent = Number(options.at ?? (kind === 'cut' || kind === 'stall' ? value : undefined) ?? HALF);
  if (kind === 'throttle') return [{ kind: 'error', error: toBedrockError(429) }];
  if (kind === 'status') return [{ kind: 'error', error: toBedrockError(Number(value), options.type) }];
  if (kind === 'cut' || kind === 'stall') return [{ kind, percent }];
  if (kind === 'stream-exception')
    return [{ kind, exceptionType: value ?? 'modelStreamErrorException', percent }];
  if (isPlain(kind)) return [{ kind }];
  throw new ServiceError('ValidationException', `The local model knows no fault "${kind}".`);
}

const PLAIN = ['hang', 'reset', 'no-usage', 'bad-usage', 'empty', 'garbage'] as const;

const isPlain = (kind: string): kind is (typeof PLAIN)[number] => PLAIN.some((plain) => plain === kind);
