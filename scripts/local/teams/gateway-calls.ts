import { createHmac } from 'node:crypto';
import { Writable } from 'node:stream';
import { defaultPriceBook } from '#core/cost/default-price-book.ts';
import { createCircuitBoard } from '#functions/gateway/circuits.ts';
import { GatewayEnvironment } from '#functions/gateway/event.ts';
import { createHandler } from '#functions/gateway/handler.ts';
import { type GatewaySettings, toSettings } from '#functions/gateway/settings.ts';
import type { BedrockRuntime, RecordSink } from '#functions/ports.ts';
import type { Random } from '../aws/bedrock/random.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import type { DrawnCall } from './draw-call.ts';
import { EXAMPLE_MODELS } from './models.ts';
import type { ModelRequest } from './request.ts';
import type { Team, Workload } from './team.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What came of a call through the gateway. */
export interface GatewayAnswer {
  readonly status: number;
  readonly requestId: string | undefined;
}

/** Sends a call through the gateway's own code. */
export type CallGateway = (
  workload: Workload,
  drawn: DrawnCall,
  request: ModelRequest,
) => Promise<GatewayAnswer>;

/** What the gateway runs with. */
export interface GatewayCallsOptions {
  readonly definition: FunctionDefinition;
  readonly region: string;
  readonly stage: string;
  readonly guardrail: Team['guardrail'];
  readonly bedrock: BedrockRuntime;
  readonly sink: RecordSink;
  readonly clock: VirtualClock;
  readonly random: Random;
}

/** The gateway of one stage, set up as its template says but for its models, on a virtual clock. */
export function createGatewayCalls(options: GatewayCallsOptions): CallGateway {
  const { bedrock, sink, clock, random } = options;
  const handler = createHandler({
    settings: settingsOf(options),
    bedrock,
    sink,
    clock,
    random,
    systemPromptHash: { hash: async (text) => hashOf(text) },
    prices: { pricesFor: async () => defaultPriceBook }, // the example teams call no application profile
    circuits: createCircuitBoard(clock),
  });
  let calls = 0;
  return async (workload, drawn, request) => {
    calls += 1;
    clock.advanceTo(drawn.atMs);
    const answer = discard();
    let head: Parameters<Parameters<typeof handler>[2]>[0] | undefined;
    await handler(
      toEvent(workload, drawn, { request, id: `${options.stage}-${calls}` }),
      answer,
      (opened) => {
        head = opened;
        return answer;
      },
    );
    return { status: head?.status ?? 0, requestId: head?.headers['x-amzn-requestid'] };
  };
}

function settingsOf({ definition, region, stage, guardrail }: GatewayCallsOptions): GatewaySettings {
  const environment = GatewayEnvironment.parse({
    ...definition.environment,
    AWS_REGION: region,
    STAGE: stage,
  });
  const settings = toSettings(environment);
  return {
    ...settings,
    models: { ...settings.models, ...EXAMPLE_MODELS },
    ...(guardrail !== undefined && { guardrail: guardrail === 'none' ? undefined : guardrail }),
  };
}

/** As the stack's secret would, with a key that is the same every time. */
const hashOf = (text: string): string =>
  createHmac('sha256', 'example team').update(text).digest('hex').slice(0, 16);

const discard = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

function toEvent(
  { tenant, application, feature }: Workload,
  { prompt }: DrawnCall,
  { request, id }: { readonly request: ModelRequest; readonly id: string },
) {
  return {
    resource: `/model/{modelId}/${request.operation}`,
    httpMethod: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'x-waymark-application': application,
      'x-waymark-feature': feature,
      ...(prompt && { 'x-waymark-prompt-id': prompt.id }),
      ...(prompt?.version !== undefined && { 'x-waymark-prompt-version': prompt.version }),
    },
    pathParameters: { modelId: encodeURIComponent(request.modelId) },
    body: request.body,
    isBase64Encoded: false,
    requestContext: { requestId: id, authorizer: { tenant, keyId: tenant }, identity: null },
  };
}
