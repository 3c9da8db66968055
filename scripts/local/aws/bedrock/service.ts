import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import {
  ConnectionBroken,
  type Service,
  type ServiceAnswer,
  ServiceError,
  type ServiceRequest,
} from '../wire.ts';
import { applyGuardrail } from './apply-guardrail.ts';
import { type BedrockModelControls, type BedrockModelState, createModelState } from './controls.ts';
import { createFaultInjector } from './faults.ts';
import { answerModelCall } from './model-call.ts';
import type { ModelOperation } from './operation.ts';
import { createPromptCache } from './prompt-cache.ts';
import { createRandom } from './random.ts';

/** Bedrock Runtime with its controls. */
export interface BedrockRuntime {
  readonly service: Service;
  readonly controls: BedrockModelControls;
}

const MODEL_PATH = /^\/model\/(.+)\/(converse|converse-stream|invoke|invoke-with-response-stream)$/;
const GUARDRAIL_PATH = /^\/guardrail\/([^/]+)\/version\/([^/]+)\/apply$/;

const OPERATIONS: Readonly<Record<string, ModelOperation>> = {
  converse: 'Converse',
  'converse-stream': 'ConverseStream',
  invoke: 'InvokeModel',
  'invoke-with-response-stream': 'InvokeModelWithResponseStream',
};

/** Bedrock Runtime over a deterministic model. */
export function createBedrockRuntime({
  now,
  seed,
}: {
  readonly now: () => number;
  readonly seed: number;
}): BedrockRuntime {
  const faults = createFaultInjector();
  const state = createModelState(() => faults.reset());
  const cache = createPromptCache({ now });
  const random = createRandom(`latency ${seed}`);
  const route = async (request: ServiceRequest): Promise<ServiceAnswer> => {
    const [, modelId, path = ''] = MODEL_PATH.exec(request.path) ?? [];
    const operation = OPERATIONS[path];
    if (request.method === 'POST' && modelId && operation)
      return answerModelCall({
        operation,
        modelId: decode(modelId),
        request,
        state,
        faults,
        cache,
        random,
        seed,
      });
    const [, identifier, version] = GUARDRAIL_PATH.exec(request.path) ?? [];
    if (request.method === 'POST' && identifier && version)
      return applyGuardrail({ identifier: decode(identifier), version: decode(version), body: request.body });
    throw new ServiceError(
      'UnknownOperationException',
      'The requested operation is not recognized by the service.',
      {
        status: 404,
      },
    );
  };
  return {
    controls: state.controls,
    service: {
      handle: (request) => track({ request, state, run: () => route(request).catch(toServiceError) }),
      describeFailure: toFailureAnswer,
    },
  };
}

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

/** Counts a call and keeps its bytes until its answer is complete or its caller has left. */
async function track({
  request,
  state,
  run,
}: {
  readonly request: ServiceRequest;
  readonly state: BedrockModelState;
  readonly run: () => Promise<ServiceAnswer>;
}): Promise<ServiceAnswer> {
  const { method, path, headers, body } = request;
  state.began({ method, path, headers, body });
  let isSettled = false;
  const settle = (how: 'answered' | 'aborted'): void => {
    if (!isSettled) state.ended(how);
    isSettled = true;
  };
  request.signal.addEventListener('abort', () => settle('aborted'), { once: true });
  try {
    const answer = await run();
    const headersSent = {
      'x-amzn-requestid': randomUUID(),
      date: new Date().toUTCString(),
      ...answer.headers,
    };
    if (answer.body instanceof Uint8Array) {
      state.sent(answer.body);
      settle('answered');
      return { ...answer, headers: headersSent };
    }
    return { ...answer, headers: headersSent, body: watch(answer.body, { state, settle }) };
  } catch (error) {
    if (error instanceof ServiceError || error instanceof ConnectionBroken) settle('answered');
    throw error;
  }
}

async function* watch(
  body: AsyncIterable<Uint8Array>,
  { state, settle }: { readonly state: BedrockModelState; readonly settle: (how: 'answered') => void },
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) {
      state.sent(chunk);
      yield chunk;
    }
  } finally {
    settle('answered');
  }
}

function toFailureAnswer({ status, type, message, members }: ServiceError): ServiceAnswer {
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': randomUUID(),
      'x-amzn-errortype': `${type}:http://internal.amazon.com/coral/com.amazon.bedrock/`,
    },
    body: Buffer.from(JSON.stringify({ message, ...members })),
  };
}
