import {
  type CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import * as z from 'zod/mini';
import type { FactSource } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer } from '../answer.ts';
import type { Call } from '../metered-calls.ts';
import { mapWide } from '../pages.ts';
import { factSource } from '../source.ts';

const DESCRIBE = 'cloudtrail:DescribeTrails';
const STATUS = 'cloudtrail:GetTrailStatus';
const SELECTORS = 'cloudtrail:GetEventSelectors';
const PARALLEL_CALLS = 3;

/** What agents' data events are selected by (`resources.type`). */
export const AGENT_RESOURCE_TYPES = ['AWS::Bedrock::AgentAlias', 'AWS::Bedrock::InlineAgent'] as const;

const Trails = z.object({
  trailList: listOf(
    z.object({
      TrailARN: z.string(),
      IsMultiRegionTrail: z.nullish(z.boolean()),
      LogFileValidationEnabled: z.nullish(z.boolean()),
    }),
  ),
});
const Status = z.object({ IsLogging: z.nullish(z.boolean()) });
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

/** Trails that log now, and what they hold. */
export function trails({ client, call }: TrailsParts): FactSource<'trails'> {
  const isLogging = async (Name: string, abortSignal: AbortSignal): Promise<boolean> => {
    const command = new GetTrailStatusCommand({ Name });
    return (
      readAnswer(Status, await call(STATUS, () => client.send(command, { abortSignal }))).IsLogging === true
    );
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
    query: 'DescribeTrails, GetTrailStatus of each, GetEventSelectors of each that logs',
    read: async ({ signal }) => {
      const command = new DescribeTrailsCommand({ includeShadowTrails: true });
      const answer = await call(DESCRIBE, () => client.send(command, { abortSignal: signal }));
      const { trailList } = readAnswer(Trails, answer);
      const states = await mapWide(trailList, PARALLEL_CALLS, async (trail) => {
        if (!(await isLogging(trail.TrailARN, signal))) return [];
        return [{ ...trail, withAgentEvents: await hasAgentEvents(trail.TrailARN, signal) }];
      });
      const logging = states.flat();
      return {
        logging: logging.length,
        multiRegion: logging.filter(({ IsMultiRegionTrail: is }) => is).length,
        validated: logging.filter(({ LogFileValidationEnabled: is }) => is).length,
        withAgentEvents: logging.filter(({ withAgentEvents: is }) => is).length,
      };
    },
  });
}

function selectsAgents({ AdvancedEventSelectors: selectors }: z.infer<typeof Selectors>): boolean {
  const wanted: readonly string[] = AGENT_RESOURCE_TYPES;
  return selectors.some(({ FieldSelectors: fields }) =>
    fields.some(
      ({ Field: field, Equals: values }) =>
        field === 'resources.type' && values.some((value) => wanted.includes(value)),
    ),
  );
}
