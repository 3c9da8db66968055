import {
  type CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import * as z from 'zod/mini';
import type { FactValue } from '#core/maturity/facts.ts';
import type { FactSource } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer } from '../answer.ts';
import type { Call } from '../metered-calls.ts';
import { mapWide } from '../pages.ts';
import { factSource, now } from '../source.ts';

const DESCRIBE = 'cloudtrail:DescribeTrails';
const STATUS = 'cloudtrail:GetTrailStatus';
const SELECTORS = 'cloudtrail:GetEventSelectors';
const PARALLEL_CALLS = 3;

/** What data events of Bedrock's own agents are selected by (`resources.type`). */
export const AGENT_RESOURCE_TYPES = ['AWS::Bedrock::AgentAlias', 'AWS::Bedrock::InlineAgent'] as const;
/** Beginning of AgentCore's types: Runtime, Gateway, Memory … */
const AGENT_CORE_TYPES = 'AWS::BedrockAgentCore::';

const Trails = z.object({
  trailList: listOf(
    z.object({
      TrailARN: z.string(),
      IsMultiRegionTrail: z.nullish(z.boolean()),
      LogFileValidationEnabled: z.nullish(z.boolean()),
    }),
  ),
});
const Status = z.object({
  IsLogging: z.nullish(z.boolean()),
  LatestDeliveryTime: z.nullish(z.date()),
  /** What S3 answered to the newest delivery; empty or absent when it took it. */
  LatestDeliveryError: optionalText,
});
const Selectors = z.object({
  AdvancedEventSelectors: listOf(
    z.object({
      FieldSelectors: listOf(z.object({ Field: optionalText, Equals: listOf(z.string()) })),
    }),
  ),
});

interface TrailsParts {
  readonly client: CloudTrailClient;
  readonly call: Call;
}

/** Trails that log, and what those of them hold whose newest delivery arrived. */
export function trails({ client, call }: TrailsParts): FactSource<'trails'> {
  const readStatus = async (Name: string, abortSignal: AbortSignal) => {
    const command = new GetTrailStatusCommand({ Name });
    return readAnswer(Status, await call(STATUS, () => client.send(command, { abortSignal })));
  };
  const hasAgentEvents = async (TrailName: string, abortSignal: AbortSignal): Promise<boolean> => {
    const command = new GetEventSelectorsCommand({ TrailName });
    return selectsAgents(
      readAnswer(Selectors, await call(SELECTORS, () => client.send(command, { abortSignal }))),
    );
  };
  return factSource({
    id: 'trails',
    call: DESCRIBE,
    query: 'DescribeTrails, GetTrailStatus of each, GetEventSelectors of each that delivers',
    window: now,
    read: async ({ signal }) => {
      const command = new DescribeTrailsCommand({ includeShadowTrails: true });
      const answer = await call(DESCRIBE, () => client.send(command, { abortSignal: signal }));
      const { trailList } = readAnswer(Trails, answer);
      const states = await mapWide(trailList, PARALLEL_CALLS, async (trail) => {
        const status = await readStatus(trail.TrailARN, signal);
        if (status.IsLogging !== true) return [];
        const isDelivering = Boolean(status.LatestDeliveryTime) && !status.LatestDeliveryError;
        return [
          {
            isDelivering,
            isMultiRegion: trail.IsMultiRegionTrail === true,
            isValidated: trail.LogFileValidationEnabled === true,
            isOfAgents: isDelivering && (await hasAgentEvents(trail.TrailARN, signal)),
          },
        ];
      });
      return countTrails(states.flat());
    },
  });
}

interface TrailState {
  readonly isDelivering: boolean;
  readonly isMultiRegion: boolean;
  readonly isValidated: boolean;
  readonly isOfAgents: boolean;
}

function countTrails(logging: readonly TrailState[]): FactValue<'trails'> {
  const delivering = logging.filter(({ isDelivering }) => isDelivering);
  return {
    logging: logging.length,
    delivering: delivering.length,
    multiRegion: delivering.filter(({ isMultiRegion }) => isMultiRegion).length,
    validated: delivering.filter(({ isValidated }) => isValidated).length,
    withAgentEvents: delivering.filter(({ isOfAgents }) => isOfAgents).length,
    complete: delivering.filter((trail) => trail.isMultiRegion && trail.isValidated && trail.isOfAgents)
      .length,
  };
}

function selectsAgents({ AdvancedEventSelectors: selectors }: z.infer<typeof Selectors>): boolean {
  const wanted: readonly string[] = AGENT_RESOURCE_TYPES;
  return selectors.some(({ FieldSelectors: fields }) =>
    fields.some(
      ({ Field: field, Equals: values }) =>
        field === 'resources.type' &&
        values.some((value) => wanted.includes(value) || value.startsWith(AGENT_CORE_TYPES)),
    ),
  );
}
