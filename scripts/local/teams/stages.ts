import { createHandler as createFeedbackHandler } from '#functions/feedback/handler.ts';
import { createRandom } from '../aws/bedrock/random.ts';
import type { EmbeddedAws } from '../aws/server.ts';
import { principalOf } from '../function-principal.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import { createInProcessBedrock } from './bedrock-port.ts';
import { createCapturedSink } from './captured-sink.ts';
import type { Rating } from './draw-call.ts';
import { type CallGateway, createGatewayCalls } from './gateway-calls.ts';
import { ASSESSED_STAGE, functionNamed, type TeamTemplate } from './place.ts';
import type { Team, Workload } from './team.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** Waymark's functions in one stage of a team's account. */
export interface Stage {
  readonly call: CallGateway;
  readonly rate: (tenant: string, rating: GivenRating) => Promise<void>;
}

/** A rating of an answer that came to a call of that moment. */
export interface GivenRating extends Rating {
  readonly requestId: string;
  readonly atMs: number;
}

/** What stages run with. */
export interface StagesOptions {
  readonly team: Team;
  readonly template: TeamTemplate;
  readonly aws: Pick<EmbeddedAws, 'bedrock' | 'ingestLogEvent' | 'recordEvent'>;
  readonly seed: number;
  readonly clock: VirtualClock;
}

/** The stages of an account. The one that is assessed has the template's log groups, the others have their own. */
export function createStages(options: StagesOptions): (stage: Workload['stage']) => Stage {
  const stages = new Map<string, Stage>();
  return (name) => {
    const stage = stages.get(name) ?? createStage(name, options);
    stages.set(name, stage);
    return stage;
  };
}

function createStage(stage: string, options: StagesOptions): Stage {
  const { team, template, aws, seed, clock } = options;
  const definition = functionNamed(template, 'gateway');
  const { arn: principalArn } = principalOf(definition);
  return {
    call: createGatewayCalls({
      definition,
      region: template.region,
      stage,
      guardrail: team.guardrail,
      bedrock: createInProcessBedrock(aws.bedrock.invoke, { clock, principalArn }),
      sink: createCapturedSink(stage, logTo(aws, logGroupOf(definition, stage))),
      clock,
      random: createRandom(`${seed} ${team.name} ${stage} jitter`),
    }),
    rate: createRater(stage, options),
  };
}

function createRater(stage: string, { template, aws }: StagesOptions): Stage['rate'] {
  const logGroupName = logGroupOf(functionNamed(template, 'feedback'), stage);
  const sink = createCapturedSink(stage, logTo(aws, logGroupName));
  return async (tenant, { requestId, rating, reason, atMs, afterMs }) => {
    const handle = createFeedbackHandler({ sink, clock: { now: () => atMs + afterMs }, stage });
    await handle({
      body: JSON.stringify({ requestId, rating, ...(reason !== undefined && { reason }) }),
      isBase64Encoded: false,
      requestContext: { authorizer: { tenant }, identity: null },
    });
  };
}

/** A stack of its own has log groups of its own. */
const logGroupOf = ({ logGroupName }: FunctionDefinition, stage: string): string =>
  stage === ASSESSED_STAGE ? logGroupName : `${logGroupName}-${stage}`;

const LOG_STREAM = 'example-team';

const logTo =
  ({ ingestLogEvent }: StagesOptions['aws'], logGroupName: string) =>
  ({ message, atMs }: { readonly message: string; readonly atMs: number }): void =>
    ingestLogEvent({ logGroupName, logStreamName: LOG_STREAM, timestampMs: atMs, message });
