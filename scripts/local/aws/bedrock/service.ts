import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { GuardrailSetup } from '../bedrock-control/guardrails.ts';
import type { Caller } from '../credentials.ts';
import { type Service, type ServiceAnswer, ServiceError, type ServiceRequest } from '../wire.ts';
import { applyGuardrail } from './apply-guardrail.ts';
import type { CallProgress, CallReport } from './call-report.ts';
import { type CallTiming, realTiming } from './call-timing.ts';
import { type BedrockModelControls, createModelState } from './controls.ts';
import { createFaultInjector } from './faults.ts';
import { createFindGuardrail } from './guardrail/known.ts';
import { answerModelCall } from './model-call.ts';
import type { ModelOperation } from './operation.ts';
import { createPromptCache } from './prompt-cache.ts';
import { createRandom } from './random.ts';
import { track } from './tracked-call.ts';

/** Bedrock Runtime with its controls. */
export interface BedrockRuntime {
  readonly service: Service;
  readonly controls: BedrockModelControls;
  /** Answers a request at a time and a pace of the caller's choice. */
  readonly answer: (
    request: ServiceRequest,
    timing: CallTiming,
    caller?: Pick<Caller, 'arn'>,
  ) => Promise<ServiceAnswer>;
}

const MODEL_PATH = /^\/model\/(.+)\/(converse|converse-stream|invoke|invoke-with-response-stream)$/;
const GUARDRAIL_PATH = /^\/guardrail\/([^/]+)\/version\/([^/]+)\/apply$/;

const OPERATIONS: Readonly<Record<string, ModelOperation>> = {
  converse: 'Converse',
  'converse-stream': 'ConverseStream',
  invoke: 'InvokeModel',
  'invoke-with-response-stream': 'InvokeModelWithResponseStream',
};

/** Bedrock Runtime over a deterministic model; `onCall` gets every call that is over. */
export function createBedrockRuntime({
  now,
  seed,
  guardrails,
  onCall,
}: {
  readonly now: () => number;
  readonly seed: number;
  /** @default - every guardrail exists */
  readonly guardrails?: readonly GuardrailSetup[] | undefined;
  readonly onCall: (report: CallReport) => void;
}): BedrockRuntime {
  const faults = createFaultInjector();
  const state = createModelState(() => faults.reset());
  const findGuardrail = createFindGuardrail(guardrails);
  const random = createRandom(`latency ${seed}`);
  const model = { state, faults, cache: createPromptCache(), random, seed, findGuardrail };
  const route = async (call: RoutedCall): Promise<ServiceAnswer> => {
    const { request, progress } = call;
    const [, modelId, path = ''] = MODEL_PATH.exec(request.path) ?? [];
    const operation = OPERATIONS[path];
    if (request.method === 'POST' && modelId && operation)
      return answerModelCall({ ...model, ...call, operation, modelId: decode(modelId) });
    const [, identifier, version] = GUARDRAIL_PATH.exec(request.path) ?? [];
    if (request.method === 'POST' && identifier && version)
      return applyGuardrail({
        identifier: decode(identifier),
        version: decode(version),
        body: request.body,
        findGuardrail,
        onVerdict: (check) => {
          progress.guardrail = check;
        },
      });
    throw unknownOperation();
  };
  const requestIds = new WeakMap<ServiceError, string>();
  const answer: BedrockRuntime['answer'] = async (request, timing, caller) => {
    const requestId = randomUUID();
    const operation = nameOperation(request);
    const logged =
      operation === undefined ? {} : { logged: { operation, requestId, callerArn: caller?.arn } };
    const progress: CallProgress = { atMs: timing.atMs, ...logged };
    const run = () => route({ request, timing, progress }).catch(toServiceError);
    try {
      return await track({ request, state, progress, requestId, run, onEnd: onCall });
    } catch (error) {
      if (error instanceof ServiceError) requestIds.set(error, requestId);
      throw error;
    }
  };
  return {
    controls: state.controls,
    answer,
    service: {
      operationName: nameOperation,
      handle: (request, caller) => answer(request, realTiming(now()), caller),
      describeFailure: (failure) => toFailureAnswer(failure, requestIds.get(failure)),
    },
  };
}

interface RoutedCall {
  readonly request: ServiceRequest;
  readonly timing: CallTiming;
  readonly progress: CallProgress;
}

function nameOperation({ path }: ServiceRequest): string | undefined {
  const [, , operation = ''] = MODEL_PATH.exec(path) ?? [];
  return OPERATIONS[operation] ?? (GUARDRAIL_PATH.test(path) ? 'ApplyGuardrail' : undefined);
}

const unknownOperation = (): ServiceError =>
  new ServiceError('UnknownOperationException', 'The requested operation is not recognized by the service.', {
    status: 404,
  });

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ServiceError('ValidationException', 'The provided model identifier is invalid.');
  }
}

function toServiceError(error: unknown): never {
  if (error instanceof z.ZodError)
    throw new ServiceError('ValidationException', `1 validation error detected: ${z.prettifyError(error)}`);
  throw error;
}

function toFailureAnswer(
  { status, type, message, members }: ServiceError,
  requestId: string = randomUUID(),
): ServiceAnswer {
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': `${type}:http://internal.amazon.com/coral/com.amazon.bedrock/`,
    },
    body: Buffer.from(JSON.stringify({ message, ...members })),
  };
}
