import {
  type AdvancedEventSelector,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
} from '@aws-sdk/client-cloudtrail';
import { createAgentRoles } from '#adapters/evidence/agent-roles.ts';
import { AGENT_RESOURCE_TYPES, trails } from '#adapters/evidence/facts/trails.ts';
import { EVIDENCE_PERMISSIONS } from '#core/maturity/permissions.ts';
import type { CheckConnection, Prerequisite } from './check.ts';

const DESCRIBE = 'cloudtrail:DescribeTrails';
const SELECTORS = 'cloudtrail:GetEventSelectors';

/** Calls of agents are data events: CloudTrail records them only when a trail selects them. */
export const agentDataEvents: Prerequisite = {
  id: 'agent-data-events',
  title: 'CloudTrail data events of agents',
  action: DESCRIBE,
  permissions: [...EVIDENCE_PERMISSIONS.agents, ...EVIDENCE_PERMISSIONS.trails],
  check: async (connection) => {
    const { clients, call, context } = connection;
    const { items: agents } = await createAgentRoles({ client: clients.bedrockAgent, call })(context);
    if (agents.length === 0)
      return { status: 'ok', detail: 'There is no Bedrock agent here, so there is nothing to record.' };
    const reading = await trails({ client: clients.cloudTrail, call }).collect(context);
    if (reading.status === 'unknown') return { status: 'unknown', detail: reading.detail };
    if (reading.value.withAgentEvents > 0)
      return { status: 'ok', detail: `Recorded by ${reading.value.withAgentEvents} of the trails that log.` };
    return {
      status: 'missing',
      detail: `Who calls the agents (${agents.length}) is not recorded.`,
      commands: [await mendCommand(connection)],
    };
  },
};

/** Putting selectors replaces those that a trail has, so that they are in the command again. */
async function mendCommand({ clients, call, context }: CheckConnection): Promise<string> {
  const { region, signal: abortSignal } = context;
  const describe = new DescribeTrailsCommand({ includeShadowTrails: false });
  const { trailList: [trail] = [] } = await call(DESCRIBE, () =>
    clients.cloudTrail.send(describe, { abortSignal }),
  );
  const name = trail?.Name;
  if (!name)
    return `aws cloudtrail create-trail --region ${region} --name waymark-audit --s3-bucket-name <bucket with a policy for CloudTrail> --is-multi-region-trail --enable-log-file-validation`;
  const read = new GetEventSelectorsCommand({ TrailName: name });
  const { AdvancedEventSelectors: kept = [] } = await call(SELECTORS, () =>
    clients.cloudTrail.send(read, { abortSignal }),
  );
  const selectors = [
    ...(kept.length > 0 ? kept : [MANAGEMENT_EVENTS]),
    ...AGENT_RESOURCE_TYPES.map(selectorOf),
  ];
  return `aws cloudtrail put-event-selectors --region ${trail.HomeRegion ?? region} --trail-name ${name} --advanced-event-selectors '${JSON.stringify(selectors)}'`;
}

/** What a trail without advanced selectors records (unless somebody chose otherwise). */
const MANAGEMENT_EVENTS: AdvancedEventSelector = {
  Name: 'Management events',
  FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }],
};

const selectorOf = (type: string): AdvancedEventSelector => ({
  Name: `Calls of ${type}`,
  FieldSelectors: [
    { Field: 'eventCategory', Equals: ['Data'] },
    { Field: 'resources.type', Equals: [type] },
  ],
});
