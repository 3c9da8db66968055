import * as z from 'zod';
import { parseJson } from '#core/json/parse-json.ts';
import type { CallReport } from '../bedrock/call-report.ts';
import { createBedrockRuntime } from '../bedrock/service.ts';
import type { OpenMetric } from '../cloudwatch/metric-store.ts';
import { type Service, ServiceError, type ServiceRequest } from '../wire.ts';

/** Where it answers: of the endpoint's APIs the one that tells most programs apart from bedrock-runtime. */
export const BEDROCK_MANTLE_PATHS = /^\/(?:openai\/)?v1\/chat\/completions$/;

const ChatRequest = z.looseObject({ model: z.string().min(1), stream: z.boolean().nullish() });

/**
 * Bedrock's other endpoint, bedrock-mantle: whole chat completions of models that speak them. It counts in a namespace
 * of its own and writes no invocation log, so that no capture sees its calls (user guide, "Monitor Amazon Bedrock
 * Mantle metrics"). That the count of the account has no dimension, and that CloudTrail shows nothing, is unverified.
 */
export function createBedrockMantle({
  now,
  seed,
  open,
}: {
  readonly now: () => number;
  readonly seed: number;
  readonly open: OpenMetric;
}): Service {
  const onCall = ({ atMs, end }: CallReport): void => {
    const isRefused = end.kind === 'failed' && end.status < 500;
    const metricName = isRefused ? 'InferenceClientErrors' : 'Inferences';
    open({ namespace: 'AWS/BedrockMantle', metricName, dimensions: [] })(atMs, 1);
  };
  const { service } = createBedrockRuntime({ now, seed, onCall });
  return {
    operationName: () => undefined,
    handle: (request, caller) => service.handle(toInvoke(request), caller),
    describeFailure: (failure) => ({
      ...service.describeFailure(failure),
      body: Buffer.from(JSON.stringify({ error: { message: failure.message, type: failure.type } })),
    }),
  };
}

function toInvoke(request: ServiceRequest): ServiceRequest {
  const { data } = ChatRequest.safeParse(parseJson(request.body.toString('utf8')));
  if (!data) throw new ServiceError('ValidationException', 'The request has to name a model.');
  if (data.stream) throw new ServiceError('ValidationException', 'Streams are not offered here.');
  return { ...request, path: `/model/${encodeURIComponent(data.model)}/invoke` };
}
